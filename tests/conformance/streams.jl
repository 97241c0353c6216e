# Functions of Rust that return streams.

function settled_streams()
    for _ in 1:5
        GC.gc()
    end
    return streams_alive()
end

function begun(call)
    task = @async call()
    yield()
    return task
end

function failure_of(task)
    failed = thrown(() -> wait(task))
    return failed isa TaskFailedException ? failed.task.exception : failed
end

@testset "items that are ready" begin
    @test collect(count_slowly(5, 0)) == 0:4
    numbers = count_slowly(2, 0)
    @test numbers isa CountSlowlyStream && eltype(numbers) === UInt32
    @test Base.IteratorSize(numbers) === Base.SizeUnknown()
    @test collect(numbers) == [0, 1]
    @test iterate(numbers) === nothing && iterate(numbers) === nothing
    @test streams_alive() == 0
end

@testset "items that are not block their task alone" begin
    others = 0
    task = begun(() -> collect(count_slowly(5, 20)))
    while !istaskdone(task)
        others += 1
        sleep(0.001)
    end
    @test fetch(task) == 0:4 && others > 5
    time = @elapsed @test all(
        ==(0:2), fetch.([@async(collect(count_slowly(3, 20))) for _ in 1:30]))
    @test time < 3
end

@testset "errors and options" begin
    numbers = parsed_slowly("1,x,3")
    @test iterate(numbers) === (Int32(1), nothing)
    @test occursin("invalid digit", message(() -> iterate(numbers)))
    @test collect(numbers) == [3]
    @test parsed_slowly("") === nothing
    words = words_slowly(Paragraph("one two one"), "o")
    @test collect(words) == ["one", nothing, "one"]
    numbers = count_slowly(20, 0)
    @test thrown(() -> foreach(identity, numbers)) isa C.RustPanic
    @test iterate(numbers) === nothing
    numbers = count_slowly(20, 1)
    @test thrown(() -> foreach(identity, numbers)) isa C.RustPanic
    @test settled_streams() == 0
end

@testset "an exception in the task leaves the stream as it is" begin
    numbers = count_slowly(2, 1000)  # longer than what follows takes to compile
    @test iterate(numbers) === (0x00000000, nothing)
    task = begun(() -> iterate(numbers))
    @test thrown(() -> iterate(numbers)) isa C.BorrowError
    @test thrown(() -> close(numbers)) isa C.BorrowError
    schedule(task, InterruptException(), error = true)
    yield()
    @test istaskdone(task) && failure_of(task) isa InterruptException
    @test streams_alive() == 1
    @test collect(numbers) == [1] && streams_alive() == 0
end

@testset "close and collection drop it" begin
    numbers = count_slowly(3, 600_000)
    task = begun(() -> iterate(numbers))
    schedule(task, ErrorException("late"), error = true)
    yield()
    @test failure_of(task) == ErrorException("late") && streams_alive() == 1
    @test close(numbers) === nothing && streams_alive() == 0
    @test occursin("this CountSlowlyStream is gone", message(() -> iterate(numbers)))
    (() -> foreach(_ -> iterate(count_slowly(5, 0)), 1:10))()
    @test settled_streams() == 0
end

@testset "what is borrowed stays borrowed" begin
    paragraph = Paragraph("one two")
    words = words_slowly(paragraph, "t")
    @test iterate(words) === (nothing, nothing)
    @test thrown(() -> push(paragraph, "x")) isa C.BorrowError
    @test C.count(paragraph) == 2
    close(words)
    push(paragraph, "three")
    words = words_slowly(paragraph, string("t", "h"))
    paragraph = nothing
    GC.gc()
    @test collect(words) == [nothing, nothing, "three"]
end
