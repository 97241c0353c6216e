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
    @test all_kinds((arguments...) -> (everything = arguments; true))
    @test everything === (
        typemin(Int8), typemax(UInt8), typemin(Int16), typemax(UInt16), typemin(Int32), typemax(UInt32),
        typemin(Int64), typemax(UInt64), typemin(Int), typemax(UInt), NaN32, Inf, true)
    @test small(x -> (@assert x === Int8(-5); -128)) === Int8(-128)
    memory = zeros(3)
    @test C.fill(memory, (p, n) -> (for i in 1:n; unsafe_store!(p, i, i); end; p + 8n)) === UInt(3)
    @test memory == [1, 2, 3]
    @test composed(x -> x + 1, x -> 2x, 5) === 11.0
    @test thrown(() -> composed(x -> -x, x -> x, 5)).value === Int64(-5)
    @test found(i -> i == 7, "no. ") == "no. 7"
    @test found(i -> false, "") === nothing
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
          "ArgumentError: Offset captures variables, or is no function, so it cannot be a C function by itself: " *
          "let the Rust function take `&dyn Fn` instead of `extern \"C\" fn`"
    k = 2
    @test_throws ArgumentError sum_of_plain(x -> k * x, 1)
    @test_throws ArgumentError sum_of_plain(C_NULL, 1)
    @test_throws ArgumentError sum_of_plain(5, 1)
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
    @test (@allocated many()) < 1000
    @test sum_of_plain(x -> 2x, 10^6) === 2total
    # Other tasks may run while a callback waits.
    done = Channel{Float64}(2)
    tasks = [@async put!(done, sum_of(x -> (yield(); x + i), 100)) for i in 1:2]
    @test sort([take!(done), take!(done)]) == [4950.0 + 100, 4950.0 + 200]
    @test all(istaskdone, (wait.(tasks); tasks))
    @test thrown(() -> fetch(@async sum_of_plain(throwing, 1))) isa Exception
    @test sum_of_plain(sqrt, 2) === 1.0
end

@testset "inference" begin
    @test @inferred(sum_of(sqrt, 2)) === 1.0
    @test @inferred(sum_of_plain(sqrt, 2)) === 1.0
end

@testset "threads" begin
    results = zeros(Threads.nthreads())
    Threads.@threads for thread in 1:Threads.nthreads()
        for i in 1:200
            results[thread] += sum_of(x -> x + thread, 10)
            thrown(() -> sum_of(x -> throw(ErrorException("$thread")), 1)).msg == "$thread" || (results[thread] = -1)
            thrown(() -> sum_of_plain(throwing, 1)) === threw || (results[thread] = -1)
        end
    end
    @test results == [200 * (45.0 + 10thread) for thread in 1:Threads.nthreads()]
end
