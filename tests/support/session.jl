# usage: julia session.jl <SESSION: runs a session of the REPL, of which only what is typed counts:
# the lines that begin with `julia> `, and those after them with seven blanks in front. Prints the
# session as the REPL would, without stack traces. Types have the names of Julia 1.6 and newer.

const PROMPT = "julia> "
const INDENT = ' '^length(PROMPT)

"""What is typed in each prompt."""
function typed(lines)
    inputs = String[]
    continues = false
    for line in lines
        if startswith(line, PROMPT)
            push!(inputs, line[nextind(line, 0, 8):end])
            continues = true
        elseif continues && startswith(line, INDENT)
            inputs[end] *= "\n" * line[nextind(line, 0, 8):end]
        else
            continues = false
        end
    end
    inputs
end

modern(text) = replace(replace(text, r"Array\{(\w+),1\}" => s"Vector{\1}"),
                       r"Array\{(\w+),2\}" => s"Matrix{\1}")

"""Evaluates `code`, and shows what the REPL would."""
function answer(code)
    value = try
        include_string(Main, code)
    catch exception
        exception isa LoadError && (exception = exception.error)
        return Base.invokelatest(show_error, exception)
    end
    Base.invokelatest(show_value, value, code)
end

show_error(exception) = println("ERROR: ", modern(sprint(showerror, exception)))

function show_value(value, code)
    quiet = value === nothing || value isa Module || endswith(rstrip(code), ";")
    context = :limit => true, :displaysize => (30, 100), :module => Main
    shown = sprint((io, v) -> show(IOContext(io, context...), MIME"text/plain"(), v), value)
    quiet || println(modern(shown))
end

# `include` looks in the current folder, as it does in the REPL, not beside this script.
task_local_storage()[:SOURCE_PATH] = joinpath(pwd(), "REPL")

for code in typed(readlines(stdin))
    println(PROMPT, replace(code, "\n" => "\n" * INDENT))
    answer(code)
end
