struct Doubling end
(::Doubling)(x) = 2x

struct Offset
    by::Int
end
(offset::Offset)(x) = x + offset.by

@testset "values" begin
    @test sum_of(x -> x^2, 5) === 30.0
    k = 3
    @test sum_of(x -> k * x, 4) === 18.0
    @test sum_of(sqrt, 5) ≈ sum(sqrt, 0:4)
    @test sum_of(Doubling(), 3) === 6.0
    @test sum_of(Offset(1), 3) === 6.0
    @test sum_of(Float32, 3) === 3.0
    @test sum_of(x -> 1, 3) === 3.0  # converted
    @test sum_of(x -> NaN, 1) === NaN
    seen = Int32[]
    @test each(5, i -> push!(seen, i)) === nothing
    @test seen == 0:4
    everything = nothing
    @test all_kinds(typemax(Int), (arguments...) -> (everything = arguments; true))
    @test everything === (
        typemin(Int8), typemax(UInt8), typemin(Int16), typemax(UInt16), typemin(Int32),
        typemax(UInt32), typemin(Int64), typemax(UInt64), typemin(Int), typemax(Int), NaN32, Inf,
        true)
    @test small(x -> (@assert x === Int8(-5); -128)) === Int8(-128)
    memory = zeros(3)
    @test C.fill(memory, (p, n) -> (for i in 1:n; unsafe_store!(p, i, i); end; p + 8n)) === 3
    @test memory == [1, 2, 3]
    @test composed(x -> x + 1, x -> 2x, 5) === 11.0
    @test thrown(() -> composed(x -> -x, x -> x, 5)).value === Int64(-5)
    @test found(i -> i == 7, "no. ") == "no. 7"
    @test found(i -> false, "") === nothing
end

successor(count, x) = count + 1

@testset "usize" begin
    for count in counts
        @test counted(value -> value === count ? value : error("not an Int"), count) === count
        count == typemax(Int) || @test counted_plain(successor, count) === count + 1
    end
    too_large = UInt(typemax(Int)) + 1
    refused = InexactError(:convert, Int, too_large)
    @test thrown(() -> counted(value -> value, too_large)) == refused
    @test thrown(() -> counted_plain(successor, too_large)) == refused
    @test thrown(() -> counted(value -> -1, 1)) isa InexactError
    @test thrown(() -> counted(value -> typemax(UInt), 1)) ==
          InexactError(:convert, Int, typemax(UInt))
    @test counted_plain(@cfunction(successor, Csize_t, (Csize_t, Cdouble)), 5) === 6
    base = 1
    @test startswith(message(() -> counted_plain((count, x) -> base, 1)), "ArgumentError: #")
end

# Where an exception comes from, as Julia shows it.
function shown_causes(call)
    try
        call()
    catch
        stack = VERSION >= v"1.7" ? current_exceptions() : Base.catch_stack()
        return map(entry -> sprint(showerror, entry[1]), stack)
    end
end
@noinline deep_in_julia(x) = throw(DomainError(x))

@testset "stack traces" begin
    for call in (() -> sum_of(deep_in_julia, 5), () -> sum_of_plain(deep_in_julia, 5))
        causes = shown_causes(call)
        @test length(causes) == 2
        @test startswith(causes[1], "a function of Julia that Rust called threw this exception")
        @test occursin("deep_in_julia", causes[1])
        @test startswith(causes[2], "DomainError")
    end
end

@testset "exceptions" begin
    error = ErrorException("mine")
    @test thrown(() -> sum_of(x -> throw(error), 5)) === error
    @test thrown(() -> each(5, i -> i == 3 && throw(error))) === error
    @test thrown(() -> composed(x -> x, x -> throw(error), 5)) === error
    @test thrown(() -> composed(x -> throw(error), x -> x, 5)) === error
    @test thrown(() -> found(i -> i == 4 ? throw(error) : false, "")) === error
    @test thrown(() -> sum_of(x -> "text", 1)) isa MethodError
    @test thrown(() -> small(x -> 128)) isa InexactError
    @test thrown(() -> sum_of(() -> 1.0, 1)) isa MethodError
    @test thrown(() -> sum_of(5, 1)) isa MethodError
    @test thrown(() -> found(i -> missing, "")) isa MethodError
    @test thrown(() -> each(1, i -> throw("no exception"))) == "no exception"
    # A Rust panic inside a callback is an exception of it.
    @test thrown(() -> each(1, i -> panic_with_format(i))) isa RustPanic
    # Nested: the innermost comes out of all.
    @test thrown(() -> each(1, i -> sum_of(x -> throw(error), 1))) === error
    @test sum_of(x -> (thrown(() -> sum_of(y -> throw(error), 1)); x), 3) === 3.0
    # Rust may catch it.
    @test caught(i -> iseven(i) && throw(error), 5) === Int32(3)
    # What cannot unwind once more goes on with zero.
    seen = Int32[]
    @test thrown(() -> call_while_unwinding(x -> throw(error), x -> push!(seen, x))) === error
    @test seen == [0]
    # Nothing is printed.
    if VERSION >= v"1.7"
        mktemp() do path, io
            redirect_stderr(io) do
                thrown(() -> sum_of(x -> throw(error), 5))
            end
            flush(io)
            @test read(path, String) == ""
        end
    end
end

const threw = ErrorException("of C")
throwing(x) = throw(threw)
throwing(x, y) = throw(threw)
const noted = Any[]
note(x, y) = push!(noted, (x, y))

@testset "C functions" begin
    @test sum_of_plain(sqrt, 5) ≈ sum(sqrt, 0:4)
    @test sum_of_plain(x -> x + 1, 3) === 6.0
    @test sum_of_plain(Doubling(), 3) === 6.0
    pointer = @cfunction(sqrt, Cdouble, (Cdouble,))
    @test sum_of_plain(pointer, 5) ≈ sum(sqrt, 0:4)
    @test plain_then_panic(note, "text") == "text"
    @test noted == [(Int32(7), true)]
    @test thrown(() -> sum_of_plain(throwing, 5)) === threw
    @test sum_of_plain(sqrt, 2) === 1.0
    @test thrown(() -> plain_then_panic(throwing, "text")) === threw
    @test thrown(() -> plain_then_panic(throwing, "panic")) === threw
    @test thrown(() -> plain_then_panic(note, "panic")) isa RustPanic
    @test message(() -> sum_of_plain(Offset(2), 1)) ==
          "ArgumentError: Offset captures variables or is not a function, " *
          "so it cannot be a C function by itself: " *
          "let the Rust function take `&dyn Fn` instead of `extern \"C\" fn`"
    k = 2
    @test_throws ArgumentError sum_of_plain(x -> k * x, 1)
    @test_throws ArgumentError sum_of_plain(C_NULL, 1)
    @test_throws ArgumentError sum_of_plain(5, 1)
end

@testset "C functions that are kept" begin
    keep_plain(sqrt)
    @test call_kept(9) === 3.0
    # In a call that passes C functions it comes out of that.
    keep_plain(throwing)
    @test thrown(() -> sum_of_plain(x -> call_kept(x) + 1, 1)) === threw
    @test sum_of_plain(sqrt, 2) === 1.0
    # In no such call it cannot be thrown, and is not thrown later: it is shown.
    if VERSION >= v"1.7"
        mktemp() do path, io
            redirect_stderr(io) do
                @test call_kept(9) === 0.0
                @test sum_of(x -> call_kept(x), 1) === 0.0
                # The call of another task is no such call.
                @test sum_of_plain(x -> fetch(@async call_kept(x)), 1) === 0.0
            end
            flush(io)
            shown = read(path, String)
            @test startswith(shown, "Rust called a function of Julia that it was lent for a call " *
                                    "that is over, and it threw:\nof C\n")
            @test count("of C", shown) == 3
        end
    end
    @test sum_of_plain(sqrt, 2) === 1.0
    keep_plain(sqrt)
end

@testset "reentrancy, collections, many calls" begin
    fibonacci(n) = n < 2 ? n : round(Int, sum_of(x -> fibonacci(n - 1 - Int(x)), 2))
    @test fibonacci(12) == 144
    @test sum_of(x -> (GC.gc(); sum(Float64[x, 1])), 3) === 6.0
    @test sum_of_plain(x -> (GC.gc(false); sum(Float64[x, 1])), 3) === 6.0
    kept = Any[]
    each(1000, i -> push!(kept, string("text ", i)))
    GC.gc()
    @test kept[end] == "text 999"
    total = 0.0
    @test sum_of(x -> (total += x; x), 10^6) === total
    @test total == 10^6 * (10^6 - 1) / 2
    many() = sum_of(x -> 2x, 10^6)
    many()
    @test !is_optimized || (@allocated many()) < 1000
    @test sum_of_plain(x -> 2x, 10^6) === 2total
    # Other tasks may run while a callback waits.
    done = Channel{Float64}(2)
    tasks = [@async put!(done, sum_of(x -> (yield(); x + i), 100)) for i in 1:2]
    @test sort([take!(done), take!(done)]) == [4950.0 + 100, 4950.0 + 200]
    @test all(istaskdone, (wait.(tasks); tasks))
    @test thrown(() -> fetch(@async sum_of_plain(throwing, 1))) isa Exception
    @test sum_of_plain(sqrt, 2) === 1.0
end

const meddled_with = Float64[]
function meddle(x)
    empty!(meddled_with)
    sizehint!(meddled_with, 0)
    append!(meddled_with, fill(7.0, 10^5))
    GC.gc()
    return nothing
end

@testset "arrays that Rust borrows meanwhile" begin
    for meddle in Any[
        v -> resize!(v, 10^6), v -> (empty!(v); sizehint!(v, 0); GC.gc()), v -> fill!(v, NaN),
        v -> push!(v, 1), v -> (empty!(v); append!(v, fill(7.0, 10^5)); GC.gc()),
        v -> C.reverse_f64(v), v -> slice_scale(v, 2),
        v -> (wait(@async resize!(v, 10^6)); GC.gc()), v -> sum_after(v, x -> resize!(v, 5))]
        for wrap in Any[identity, v -> view(v, 1:10_000), v -> reshape(v, 100, 100)]
            values = collect(1.0:10_000.0)
            array = wrap(values)
            error = thrown() do
                @assert sum_after(array, x -> (meddle(values); nothing)) == 50_005_000
            end
            # A reshaped array cannot be resized before Julia 1.11.
            @test error === nothing || occursin("shared data", sprint(showerror, error))
        end
    end
    append!(empty!(meddled_with), 1.0:10.0)
    @test sum_after_plain(meddled_with, meddle) === 55.0
    @test length(meddled_with) == 10^5
    @test sum_after(Float64[3], x -> nothing) === 3.0
    @test thrown(() -> sum_after(Float64[], x -> nothing)) isa RustPanic
    # An array can be resized afterwards.
    @test length(push!(meddled_with, 1)) == 10^5 + 1
end

@testset "arrays that Rust writes into meanwhile" begin
    # What Rust wrote is there when the call is over, whatever it came to.
    wishes = ((0, ==(2)), (1, ==(RustError("as you wish", nothing))), (2, x -> x isa RustPanic))
    for (wish, is_right) in wishes
        values = fill(0xffffffff, 3)
        seen = []
        result = try
            count_up(view(values, 1:2), ([true, false, true], wish), i -> push!(seen, copy(values)))
        catch exception
            exception
        end
        @test is_right(result)
        @test values == [0, 1, 0xffffffff]
        # Not before, and what the function writes meanwhile is overwritten.
        @test all(==(fill(0xffffffff, 3)), seen)
        count_up(values, (Bool[], 0), i -> fill!(values, 7))
        @test values == 0:2
    end
    @test count_up(nothing, (Bool[], 0), identity) === nothing
    # What was resized cannot be written into.
    for (wrap, meddle) in Any[
        (identity, v -> push!(v, 1)), (identity, v -> (empty!(v); sizehint!(v, 0); GC.gc())),
        (v -> view(v, 1:3), v -> resize!(v, 1)), (v -> view(view(v, 1:3), 1:3), v -> push!(v, 1))]
        values = UInt32[1, 2, 3]
        once(i) = i == 1 && (meddle(values); nothing)
        always(i) = (meddle(values); nothing)
        @test message(() -> count_up(wrap(values), (Bool[], 0), once)) ==
              "an array that the Rust function writes into was resized during the call, " *
              "so what Rust wrote is lost: " *
              "resize it before or after the call, or pass a `copy`"
        # What else went wrong comes first.
        values = UInt32[1, 2, 3]
        @test thrown(() -> count_up(wrap(values), (Bool[], 1), always)) isa RustError
    end
    values = UInt32[1, 2]
    bools = reinterpret(Bool, view(reinterpret(UInt8, values), 1:2))
    @test thrown(() -> count_up(values, (bools, 0), identity)) isa ArgumentError
end

@testset "inference" begin
    @test @inferred(sum_after([1.0], sqrt)) === 1.0
    @test @inferred(sum_of(sqrt, 2)) === 1.0
    @test @inferred(sum_of_plain(sqrt, 2)) === 1.0
end

@testset "threads" begin
    results = zeros(Threads.nthreads())
    Threads.@threads for thread in 1:Threads.nthreads()
        for i in 1:200
            results[thread] += sum_of(x -> x + thread, 10)
            error = thrown(() -> sum_of(x -> throw(ErrorException("$thread")), 1))
            error.msg == "$thread" || (results[thread] = -1)
            thrown(() -> sum_of_plain(throwing, 1)) === threw || (results[thread] = -1)
        end
    end
    @test results == [200 * (45.0 + 10thread) for thread in 1:Threads.nthreads()]
end
