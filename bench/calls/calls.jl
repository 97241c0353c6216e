# usage: julia calls.jl BINDINGS.jl LOGGED.jl LIBRARY ROUNDS: measures calls of the crate beside
# this file, in one process. Prints a line for each series: the row, the series, and its samples in
# nanoseconds a call, with tabs between. LOGGED.jl is of the same crate with its logs.
using Libdl

include(abspath(ARGS[1]))
using .Calls
module Logged
include(abspath(ARGS[2]))
end
const LIB = ARGS[3]
const ROUNDS = parse(Int, ARGS[4])
const ROUND_NS = 400_000  # at least so long is one sample

# What one would write by hand.
module Hand
import ..LIB

add_f64(a, b) = ccall((:hand_add_f64, LIB), Float64, (Float64, Float64), a, b)
add_i32(a, b) = ccall((:hand_add_i32, LIB), Int32, (Int32, Int32), a, b)

mutable struct Counter
    pointer::Ptr{Cvoid}
    Counter() = finalizer(free, new(ccall((:hand_counter_new, LIB), Ptr{Cvoid}, ())))
end
free(counter) = ccall((:hand_counter_free, LIB), Cvoid, (Ptr{Cvoid},), counter.pointer)
Base.unsafe_convert(::Type{Ptr{Cvoid}}, counter::Counter) = counter.pointer
increase(counter, by) =
    ccall((:hand_counter_increase, LIB), Int64, (Ptr{Cvoid}, Int64), counter, by)
read(counter) = ccall((:hand_counter_read, LIB), Int64, (Ptr{Cvoid},), counter)

sum(numbers) = ccall((:hand_sum, LIB), Float64, (Ptr{Float64}, Csize_t), numbers, length(numbers))

struct Text
    bytes::Ptr{UInt8}
    length::Csize_t
end
function taken(text::Text)
    copy = unsafe_string(text.bytes, text.length)
    ccall((:hand_free_text, LIB), Cvoid, (Text,), text)
    return copy
end
echo(text) = taken(ccall((:hand_echo, LIB), Text, (Ptr{UInt8}, Csize_t), text, sizeof(text)))

struct Option
    value::Int64
    is_some::Bool
end
function half(number)
    option = ccall((:hand_half, LIB), Option, (Int64,), number)
    return option.is_some ? option.value : nothing
end

struct Result
    value::Float64
    error::Text
end
function root(number)
    result = ccall((:hand_root, LIB), Result, (Float64,), number)
    result.error.bytes == C_NULL || error(taken(result.error))
    return result.value
end

struct Vec
    numbers::Ptr{Float64}
    length::Csize_t
end
free(numbers, length) =
    ccall((:hand_free_zeros, LIB), Cvoid, (Ptr{Float64}, Csize_t), numbers, length)
function copied_zeros(length)
    vec = ccall((:hand_zeros, LIB), Vec, (Csize_t,), length)
    array = copy(unsafe_wrap(Array, vec.numbers, vec.length))
    free(vec.numbers, vec.length)
    return array
end
function wrapped_zeros(length)
    vec = ccall((:hand_zeros, LIB), Vec, (Csize_t,), length)
    array = unsafe_wrap(Array, vec.numbers, vec.length)
    return finalizer(array -> free(pointer(array), Base.length(array)), array)
end

number_back(number::Int64) = number
const NUMBER_BACK = Ref(C_NULL)
call_with_numbers() =
    ccall((:hand_call_with_numbers, LIB), Int64, (Ptr{Cvoid},), NUMBER_BACK[])
text_back(bytes::Ptr{UInt8}, length::Csize_t) = sizeof(unsafe_string(bytes, length)) % Int64
const TEXT_BACK = Ref(C_NULL)
call_with_texts(text) = ccall((:hand_call_with_texts, LIB), Int64,
    (Ptr{UInt8}, Csize_t, Ptr{Cvoid}), text, sizeof(text), TEXT_BACK[])
log_lines() = ccall((:hand_log_lines, LIB), Int64, ())
function prepare_callbacks()
    NUMBER_BACK[] = @cfunction(number_back, Int64, (Int64,))
    TEXT_BACK[] = @cfunction(text_back, Int64, (Ptr{UInt8}, Csize_t))
end

const ANSWERS = Base.AsyncCondition()
function answered()
    ccall((:hand_answered, LIB), Cvoid, (Ptr{Cvoid}, Ptr{Cvoid}), cglobal(:uv_async_send),
        ANSWERS.handle)
    wait(ANSWERS)
    return 1.0
end

# Arrays are copied in, as a wrapper does that has to own them.
copied_sum(numbers) = sum(copy(numbers))
end

# The symbol is looked up on each call.
module Lookup
using Libdl
import ..LIB, ..Hand
const LIBRARY = dlopen(LIB)
find(symbol) = dlsym(LIBRARY, symbol)
add_f64(a, b) = ccall(find(:hand_add_f64), Float64, (Float64, Float64), a, b)
add_i32(a, b) = ccall(find(:hand_add_i32), Int32, (Int32, Int32), a, b)
read(counter) = ccall(find(:hand_counter_read), Int64, (Ptr{Cvoid},), counter)
increase(counter, by) = ccall(find(:hand_counter_increase), Int64, (Ptr{Cvoid}, Int64), counter, by)
sum(numbers) = ccall(find(:hand_sum), Float64, (Ptr{Float64}, Csize_t), numbers, length(numbers))
end

# Gives a vector back at once, so that no collection falls into a sample. What has the finalizer is
# the memory since Julia 1.11, and before either the array or the one whose data it shares.
@static if isdefined(Core, :Memory)
    owner(array) = array.ref.mem
else
    # `jl_array_t` of julia.h: the low two bits of `flags` are 3 if the data is another array's,
    # and that one stands after the sizes.
    function owner(array)
        header = Ptr{UInt8}(pointer_from_objref(array))
        is_shared = unsafe_load(Ptr{UInt16}(header + 16)) & 3 == 3
        return is_shared ? unsafe_load(Ptr{Any}(header + 40)) : array
    end
end
drop(array) = finalize(owner(array))
function dropped(array)
    last = array[end]
    drop(array)
    return last
end

function message_length(root, number)
    try
        root(number)
    catch exception
        return sizeof(exception isa ErrorException ? exception.msg : exception.message)
    end
end

# No float is added up: it would go through memory in each turn, since a call leaves no register of
# that kind alone.
number_of(value::Integer) = Int(value)
number_of(value::Float64) = reinterpret(Int, value)
number_of(::Nothing) = -1
number_of(text::String) = sizeof(text)

# Every result goes into the sum, so that no call can be left out. A loop of a few cycles takes one
# more or less by where the compiler happens to put it, so there are several copies of each.
const COPIES = 8

function repeated(call::F, times, ::Val{C}) where {F,C}
    total = number_of(call())
    for _ in 2:times
        total += number_of(call())
    end
    return total
end

const SUNK = Ref(0)

function timed(call::F, times, copy::Val{C} = Val(0)) where {F,C}
    start = time_ns()
    SUNK[] += repeated(call, times, copy)
    return (time_ns() - start) / times
end

function times_of(call)
    for copy in 0:COPIES-1
        timed(call, 1, Val(copy))  # compiles
    end
    times = 1
    while timed(call, times) * times < ROUND_NS
        times *= 2
    end
    return times
end

function row(name, series...)
    counts = [times_of(last(each)) for each in series]
    samples = [Float64[] for _ in series]
    for round in 1:ROUNDS
        # The order changes with each turn.
        for i in circshift(1:length(series), round)
            push!(samples[i], timed(last(series[i]), counts[i], Val(round % COPIES)))
        end
    end
    for (each, times) in zip(series, samples)
        println(join([name; first(each); times], '\t'))
    end
end

include("collections.jl")
include("tree.jl")

allocated_by(call::F) where {F} = @allocated repeated(call, 1000, Val(0))

function allocated(name, call)
    allocated_by(call)
    println(join([name, "bytes", allocated_by(call) / 1000], '\t'))
end

function main()
    a, b, i, k = 1.5, 2.5, Int32(3), Int32(4)
    row("add_f64", "prebind" => () -> add_f64(a, b), "hand" => () -> Hand.add_f64(a, b),
        "dlsym" => () -> Lookup.add_f64(a, b))
    row("add_i32", "prebind" => () -> add_i32(i, k), "hand" => () -> Hand.add_i32(i, k),
        "dlsym" => () -> Lookup.add_i32(i, k))
    allocated("add_f64 bytes", () -> add_f64(a, b))
    allocated("add_i32 bytes", () -> add_i32(i, k))

    counter, plain = Counter(), Hand.Counter()
    row("read", "prebind" => () -> Calls.read(counter), "hand" => () -> Hand.read(plain),
        "dlsym" => () -> Lookup.read(plain))
    row("increase", "prebind" => () -> increase(counter, 1),
        "hand" => () -> Hand.increase(plain, 1), "dlsym" => () -> Lookup.increase(plain, 1))
    row("property", "prebind" => () -> counter.total, "hand" => () -> Hand.read(plain),
        "dlsym" => () -> Lookup.read(plain))
    allocated("read bytes", () -> Calls.read(counter))

    for length in (8, 10^6)
        numbers = ones(length)
        row("sum $length", "prebind" => () -> Calls.sum(numbers), "hand" => () -> Hand.sum(numbers),
            "dlsym" => () -> Lookup.sum(numbers), "copy" => () -> Hand.copied_sum(numbers))
    end
    for length in (10, 10^4)
        text = 'a'^length
        row("echo $length", "prebind" => () -> echo(text), "hand" => () -> Hand.echo(text))
    end
    row("some", "prebind" => () -> half(4), "hand" => () -> Hand.half(4))
    row("none", "prebind" => () -> half(5), "hand" => () -> Hand.half(5))
    row("ok", "prebind" => () -> root(4.0), "hand" => () -> Hand.root(4.0))
    row("err", "prebind" => () -> message_length(root, -1.0),
        "hand" => () -> message_length(Hand.root, -1.0))
    allocated("some bytes", () -> half(4))
    allocated("ok bytes", () -> root(4.0))
    row("zeros", "10" => () -> dropped(Calls.zeros(10)), "10⁴" => () -> dropped(Calls.zeros(10^4)),
        "10⁶" => () -> dropped(Calls.zeros(10^6)))
    for length in (10, 10^4, 10^6)
        row("zeros $length", "prebind" => () -> dropped(Calls.zeros(length)),
            "hand" => () -> dropped(Hand.wrapped_zeros(length)),
            "copy" => () -> dropped(Hand.copied_zeros(length)))
    end
    trees()
    collections()
    row("ready", "prebind" => () -> ready(a, b), "hand" => () -> Hand.add_f64(a, b))
    row("answered", "prebind" => () -> answered(), "hand" => () -> Hand.answered())
    allocated("ready bytes", () -> ready(a, b))
    callbacks(10)
    readers()
end

function write_lines(io)
    foreach(i -> write(io, "a line of thirty bytes or so\n"), 1:10^4)
    close(io)
end
count_lines(io) = (count = sum(length, eachline(io)); close(io); count)

function readers()
    path = tempname()
    write_lines(open(path, "w"))
    row("lines", "prebind" => () -> count_lines(Calls.opened(path)),
        "hand" => () -> count_lines(open(path)))
    row("writes", "prebind" => () -> write_lines(Calls.created(path)),
        "hand" => () -> write_lines(open(path, "w")))
    rm(path)
end

function callbacks(length)
    Hand.prepare_callbacks()
    row("callback number", "prebind" => () -> call_with_numbers(number -> number),
        "hand" => () -> Hand.call_with_numbers())
    text = 'a'^length
    row("callback text", "prebind" => () -> call_with_texts(text, part -> sizeof(part)),
        "hand" => () -> Hand.call_with_texts(text))
    row("log line", "prebind" => () -> Logged.Calls.log_lines(), "hand" => () -> Hand.log_lines())
end

main()
