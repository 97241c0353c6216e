# The cache that all builds of this user share, also those of the program `prebind`.

"""
    clear_cache()

Remove everything from Prebind's cache that no build is using at this moment. Files in packages
stay. Return the number of bytes that were freed in the store.
"""
clear_cache() = first(ask(:prebind_cache_clear, Dict{String,Any}()))["freed"]::Int

"""
    get_cache_size() -> Int

The size of all results in Prebind's cache, in bytes.
"""
get_cache_size() = first(ask(:prebind_cache_size, Dict{String,Any}()))["bytes"]::Int

"""
    CachedLibrary

A library in Prebind's cache, as [`list_cached_libraries`](@ref) lists them: `crate`, `version`,
`profile` ("release" or "debug"), `target` ("" for this machine), `size` in bytes, `created` and
`last_used` (in UTC), `key`.
"""
struct CachedLibrary
    key::String
    crate::String
    version::String
    profile::String
    target::String
    size::Int
    created::Dates.DateTime
    last_used::Dates.DateTime
end

function Base.show(io::IO, library::CachedLibrary)
    target = isempty(library.target) ? "" : " for $(library.target)"
    print(
        io, library.crate, " ", library.version, " (", library.profile, target, ", ",
        Base.format_bytes(library.size), ", last used ",
        Dates.format(library.last_used, "yyyy-mm-dd HH:MM"), ")")
end

"""
    list_cached_libraries() -> Vector{Prebind.CachedLibrary}

The libraries in Prebind's cache, the last used one first.
"""
function list_cached_libraries()
    answer, _ = ask(:prebind_cache_list, Dict{String,Any}())
    return CachedLibrary[
        CachedLibrary(
            entry["key"], entry["crate"], entry["version"], entry["profile"], entry["target"],
            entry["size"],
            Dates.unix2datetime(entry["created"]), Dates.unix2datetime(entry["last_used"]))
        for entry in answer["results"]]
end

"""
    cleanup_old_cache(; max_age_days = 30)

Remove from Prebind's cache what was not used for this number of days. Return the number of results
that were removed.
"""
function cleanup_old_cache(; max_age_days::Integer = 30)
    max_age_days >= 0 ||
        throw(ArgumentError("max_age_days cannot be negative, but it is $max_age_days"))
    return first(ask(:prebind_cache_clean, Dict("max_age" => "$(max_age_days)d")))["removed"]::Int
end
