"""
    rust\"\"\"
    ---
    [dependencies]
    regex = "1"
    ---
    use regex::Regex;

    /// How often the pattern occurs.
    #[julia]
    pub fn count(pattern: &str, text: &str) -> Result<usize, regex::Error> {
        Ok(Regex::new(pattern)?.find_iter(text).count())
    }
    \"\"\"

Rust in the middle of Julia. Items marked with `#[julia]` become functions and types of the
enclosing module. The value is the block's module. It has all of them, also those that have the name
of something in Base and are therefore not exported.

Dependencies are in the form of cargo's scripts (RFC 3502): a manifest at the start, between lines
of three hyphens.

A text is compiled once. In a package this happens during precompilation, and the package keeps the
library in `deps/prebind`; whoever gets the package with that folder needs neither Rust nor
libprebind. Each block is a crate of its own: blocks do not see each other's items.

This is a string of Julia: double a backslash before a quotation mark, or write Rust's `r#"…"#`.
"""
macro rust_str(text)
    return load_block(__module__, text, __source__)
end

function load_block(mod::Module, text, source::LineNumberNode)
    package = package_place(mod, source)
    report =
        package === nothing ? build_block(cache_folder, text, source) :
        block_in(package, text, source)
    depend_on([report["library_file"]["path"]])
    has_path_dependencies(text) && depend_on_build(() -> block_crate(report), report)
    found = define(mod, report)
    Base.invokelatest(take_over, mod, found)
    return found
end

# The name of a block's module; another text is another module. The platform is named by kernel and
# architecture: `Sys.MACHINE` differs from build to build of Julia, and what a package keeps must
# serve all of them.
block_key(text) =
    bytes2hex(SHA.sha256(string(ENGINE_VERSION, '\n', Sys.KERNEL, '-', Sys.ARCH, '\n', text)))[1:12]
block_module(text) = "RustBlock_" * block_key(text)

function build_block(folder_for, text, source)
    options = Dict{String,Any}("block" => text, "module" => block_module(text))
    has_path_dependencies(text) && (options["folder"] = source_folder(source))
    return build_in(folder_for(options), options; rewrite = line -> in_julia(line, source))
end

# rustc's places in the block as places in the Julia source.
function in_julia(text::AbstractString, source)
    file = something(source.file, "none")
    offset = source.line - (begins_on_next_line(source) ? 0 : 1)
    return replace(text, r"\bsrc/lib\.rs:(\d+)" => place -> begin
        line = Base.parse(Int, last(split(place, ':')))
        string(file, ':', line + offset)
    end)
end

function begins_on_next_line(source)
    file = String(something(source.file, "none"))
    isfile(file) || return true
    lines = readlines(file)
    return source.line > length(lines) || endswith(rstrip(lines[source.line]), "\"\"\"")
end

# How many blocks of each file this process has seen: each block has a folder of its own in its
# package. Next time the same block gets the same folder, and replaces the output of an older text.
const BLOCK_COUNTS = Dict{Tuple{String,String},Int}()

function block_in(package, text, source)
    file = String(something(source.file, "none"))
    number = get(BLOCK_COUNTS, (package.folder, file), 0) + 1
    BLOCK_COUNTS[(package.folder, file)] = number
    name = string(first(splitext(basename(file))), '_', number)
    report = kept_block(package, name, text)
    if report === nothing
        folder = folder_in(package, name)
        report = build_block(options -> folder, text, source)
        remove_others(folder, report)
    end
    return report
end

# What was built from this text, if the package has it. This does not ask the engine, which may not
# be installed. But if the block depends on files of other crates, only the engine knows.
function kept_block(package, name, text)
    has_path_dependencies(text) && return nothing
    for folder in places_in(package, name)
        file = joinpath(folder, block_module(text) * ".jl")
        isfile(file) || continue
        libraries = filter(entry -> endswith(entry, "." * Libdl.dlext), readdir(folder))
        length(libraries) == 1 || continue
        library = joinpath(folder, only(libraries))
        return Dict(
            "module_file" => Dict("path" => file), "library_file" => Dict("path" => library))
    end
    return nothing
end

has_path_dependencies(text) = occursin(r"\A\s*---.*?\bpath\s*=.*?^---"ms, text)

block_crate(report) =
    joinpath(
        first(ask(:prebind_cache_dir, Dict{String,Any}()))["directory"], "blocks",
        report["package"])

function remove_others(folder, report)
    kept = [basename(report[file]["path"]) for file in ("module_file", "library_file")]
    for entry in readdir(folder)
        entry in kept || rm(joinpath(folder, entry), recursive = true, force = true)
    end
end

const TAKEN_OVER = Set{Tuple{Module,Module}}()

# Makes the functions and types of a block those of the enclosing module. Functions are methods
# there, not imports: an import cannot be replaced when a block is evaluated again, and two blocks
# can have methods of one function.
function take_over(mod, found)
    (mod, found) in TAKEN_OVER && return
    push!(TAKEN_OVER, (mod, found))
    for name in names(found)
        # Since Julia 1.11 `names` also has public names.
        Base.isexported(found, name) || continue
        (name === nameof(found) || name in map(nameof, SHARED_TYPES)) && continue
        value = getfield(found, name)
        if value isa Function
            foreach(method -> forward(mod, GlobalRef(found, name), method), methods(value))
        elseif !isdefined(mod, name) || getfield(mod, name) !== value
            Core.eval(mod, :(const $name = $value))
        end
        document(mod, found, name)
    end
end

function forward(mod, called, method)
    types = Base.unwrap_unionall(method.sig).parameters[2:end]
    if method.sig isa UnionAll || method.isva
        Core.eval(mod, :(@inline $(called.name)(arguments...) = $called(arguments...)))
        return
    end
    known = Base.method_argnames(method)[2:end]
    arguments = [
        Base.isidentifier(name) ? name : Symbol(:argument, i) for (i, name) in enumerate(known)]
    parameters = [:($name::$type) for (name, type) in zip(arguments, types)]
    Core.eval(mod, :(@inline $(called.name)($(parameters...)) = $called($(arguments...))))
end

function document(mod, found, name)
    documents = get(Base.Docs.meta(found), Base.Docs.Binding(found, name), nothing)
    documents === nothing && return
    texts = [join(documents.docs[signature].text) for signature in documents.order]
    Core.eval(mod, :(@doc $(join(texts, "\n\n")) $name))
end
