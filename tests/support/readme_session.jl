# usage: julia readme_session.jl README: runs the Julia session of a README and compares what it
# prints with what is written there. Several statements in a line are separated by `; `; the last
# one's value is shown.
using Test

"""The lines of the first code block whose language is `language`."""
function code_block(path, language)
    lines = readlines(path)
    from = findfirst(==("```" * language), lines)
    to = findnext(==("```"), lines, from)
    lines[from+1:to-1]
end

"""What the REPL would print after `code`, without the empty line that ends it."""
function shown(code)
    try
        value = include_string(Main, code)
        (value === nothing || value isa Module) ? "" : sprint(show, MIME"text/plain"(), value)
    catch exception
        exception isa LoadError && (exception = exception.error)
        "ERROR: " * sprint(showerror, exception)
    end
end

# `include` looks in the current folder, as it does in the REPL, not beside this script.
task_local_storage()[:SOURCE_PATH] = joinpath(pwd(), "REPL")

prompts = Pair{String,Vector{String}}[]
for line in code_block(ARGS[1], "julia")
    if startswith(line, "julia> ")
        push!(prompts, line[8:end] => String[])
    elseif !isempty(line)
        push!(prompts[end].second, line)
    end
end

@testset "the session of the README" begin
    @test length(prompts) >= 4
    for (code, expected) in prompts
        @test shown(code) == join(expected, '\n')
    end
end
