# A program for trim.sh. All functions of the module are in it, with the types that most callers
# pass; it calls some of each kind.
module_file = joinpath(@__DIR__, "Conformance.jl")
include(module_file)
using .Conformance

for line in eachline(module_file)
    found = match(r"^    Base\.precompile(\(.*\))$", line)
    found === nothing && continue
    callee, types = Core.eval(Conformance, Meta.parse(found[1]))
    Base.Experimental.entrypoint(callee, types)
end

show_line(value) = println(Core.stdout, value)

struct Offset
    by::Int
end
(offset::Offset)(x) = x + offset.by

function callbacks()
    show_line(sum_of(x -> x^2, 5))  # prints 30.0
    show_line(sum_of(Offset(1), 3))  # prints 6.0
    seen = Int32[]
    each(3, i -> push!(seen, i))
    show_line(length(seen))  # prints 3
    show_line(something(found(i -> i == 7, "no. "), "none"))  # prints no. 7
    try
        composed(x -> -x, x -> x, 5)
    catch exception
        exception isa RustError && show_line(exception.value::Int64)  # prints -5
    end
    try
        sum_of(x -> x > 1 ? error("mine") : x, 3)
    catch exception
        exception isa ErrorException && show_line(exception.msg::String)  # prints mine
    end
end

function objects()
    counter = Counter(40)
    increment(counter)
    show_line(counter.value)  # prints 41
    counter.value = 7
    show_line(Int(counter.value))  # prints 7
    show_line(counter)  # prints Counter(value = 7, step = 1, label = "counter", \
    # note = nothing, limit = nothing, ratio = 0.5f0, flag = false, letter = 'c', \
    # kind = "plain", type = 7)
    finalize(counter)
    try
        increment(counter)
    catch exception
        exception isa ArgumentError && show_line("no Counter")  # prints no Counter
    end
end

function (@main)(arguments::Vector{String})
    callbacks()
    objects()
    show_line(Conformance.add(1, 2))  # prints 3
    return 0
end
