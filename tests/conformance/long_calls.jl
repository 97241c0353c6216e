@testset "calls that take long are calls like others" begin
    @test C.wait(1) === nothing
    values = [1.0, 2.0]
    counter = Counter(7)
    @test slow(1, values, "größer", 3, counter, true) == ([2.0, 3.0], "größer3", 7)
    @test values == [2.0, 3.0]
    @test slow(0, values, "", nothing, counter, true) === nothing
    @test thrown(() -> slow(0, values, "it", nothing, counter, false)) ==
          RustError("it went wrong", nothing)
    @test thrown(() -> slow(0, view(values, 2:-1:1), "", 1, counter, true)) isa ArgumentError
    @test message(() -> slow(0, values, "\xff", 1, counter, true)) ==
          "ArgumentError: argument `name` is not valid UTF-8"
    @test (@inferred slow_sum(0, [0x01, 0x02])) === 3.0
    @test slow_sum(0, [1.0, 2.5]) === 3.5
    @test allocated(slow_sum, (0, values)) == 0
    job = Job(0)
    @test [go_on(job, 0), go_on(job, 1)] == [1, 2]
    @test thrown(() -> go_on(job, 0)).message == "too much work"
    finalize(counter)
    @test thrown(() -> slow(0, values, "", 1, counter, true)) isa ArgumentError
end

@testset "in the words of Julia 1.12" begin
    call = :(ccall(glue.pointer, Returned{UInt}, (Ptr{UInt8}, Ref{T}, UInt), f(a), b, 1))
    made = C._prebind.collectable(call, LineNumberNode(1, :here))
    documented = Meta.parse(
        raw"Base.@ccall gc_safe = true $(glue.pointer)(f(a)::Ptr{UInt8}, b::Ref{T}, " *
        raw"1::UInt)::Returned{UInt}")
    @test made.head === :macrocall && made.args[1] == GlobalRef(Base, Symbol("@ccall"))
    @test made.args[2] == LineNumberNode(1, :here)
    @test made.args[3:end] == documented.args[3:end]
    nothing_passed = C._prebind.collectable(:(ccall(p, UInt, ())), LineNumberNode(1))
    @test nothing_passed.args[4] == Meta.parse(raw"Base.@ccall $p()::UInt").args[3]
    # All of it but the option is what every Julia's `@ccall` takes, and calls the same function.
    pointer = @cfunction(abs, Float64, (Float64,))
    call = :(ccall($pointer, Float64, (Float64,), -2.5))
    made = C._prebind.collectable(call, LineNumberNode(1))
    VERSION >= v"1.12" || deleteat!(made.args, 3)
    @test eval(made) === eval(call) === 2.5
    VERSION >= v"1.12" ||
        @test (@macroexpand C._prebind.@gc_safe ccall(p, UInt, ())) == :(ccall(p, UInt, ()))
end

# Where a Julia has such calls, a collection does not wait for them.
if VERSION >= v"1.12" && Threads.nthreads() > 1
    @testset "others collect garbage meanwhile" begin
        running = Threads.@spawn C.wait(3000)
        sleep(0.2)
        @test (@elapsed GC.gc()) < 1.5
        wait(running)
    end
end
