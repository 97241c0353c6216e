# Readers and writers of Rust's, which are `IO`.

bytes_to(n) = UInt8[i % 256 for i in 0:n - 1]

function settled_readers()
    for _ in 1:5
        GC.gc()
    end
    return counted_readers()
end

@testset "a reader is an IO" begin
    io = counting(10)
    @test io isa CountingReader && io isa IO
    @test isreadable(io) && !iswritable(io) && isopen(io)
    @test sprint(show, io) == "CountingReader(open)"
    @test read(io, 3) == [0, 1, 2]
    @test bytesavailable(io) == 7
    @test read(io, UInt8) === 0x03 && peek(io, UInt8) === 0x04
    @test !eof(io)
    @test readavailable(io) == 4:9
    @test eof(io) && read(io) == UInt8[] && readline(io) == ""
    @test thrown(() -> read(io, UInt8)) isa EOFError
    @test close(io) === nothing && close(io) === nothing
    @test !isopen(io) && !isreadable(io)
    @test sprint(show, io) == "CountingReader(closed)"
    @test thrown(() -> read(counting(3), UInt32)) isa EOFError
    closed = thrown(() -> read(io))
    @test closed isa ArgumentError && occursin("this CountingReader is gone", closed.msg)
    refused = thrown(() -> write(counting(1), "text"))
    @test refused isa ArgumentError
    @test refused.msg == "a CountingReader cannot be written: Rust's has no method for that"
    refused = thrown(() -> seek(counting(1), 0))
    @test refused isa ArgumentError
    @test refused.msg ==
        "a CountingReader cannot be moved to another position: Rust's has no method for that"
    @test thrown(() -> deepcopy(counting(1))) isa ArgumentError
    @test thrown(() -> counting(1).handle) !== nothing && propertynames(counting(1)) === ()
end

@testset "all of it, in all sizes" begin
    for n in (0, 1, 7, 65_535, 65_536, 65_537, 200_000, 1_000_003)
        @test read(counting(n)) == bytes_to(n)
        @test read!(counting(n), Vector{UInt8}(undef, n)) == bytes_to(n)
        io = counting(n)
        n > 0 && read(io, UInt8)
        @test read!(io, Vector{UInt8}(undef, max(n - 1, 0))) == bytes_to(n)[2:end]
        @test sum(length, (readavailable(io) for _ in 1:2)) == 0
    end
    @test read(counting(3 * 8), UInt64) === 0x0706050403020100
    @test read!(counting(32), Matrix{UInt16}(undef, 4, 4))[1:2] == [0x0100, 0x0302]
    @test read(counting(100), 1000) == bytes_to(100)
    target = UInt8[9, 9, 9, 9]
    @test readbytes!(counting(2), target) == 2 && target == [0, 1, 9, 9]
    @test readbytes!(counting(100), target, 6) == 6 && target == 0:5
    @test readbytes!(counting(10), view(zeros(UInt8, 10), 2:5), 4) == 4
    @test read(skip(counting(300_000), 299_999)) == bytes_to(300_000)[end:end]
    @test eof(skip(counting(10), 100))
    @test thrown(() -> skip(counting(10), -1)) isa ArgumentError
end

@testset "lines" begin
    text = "first\r\nsecond\n\nα and ω\nlast"
    for at_once in (1, 2, 3, 5, 1000)
        @test read(dripping(text, at_once), String) == text
        @test readlines(dripping(text, at_once)) == ["first", "second", "", "α and ω", "last"]
        @test readlines(dripping(text, at_once), keep = true) ==
            ["first\r\n", "second\n", "\n", "α and ω\n", "last"]
        @test collect(eachline(dripping(text, at_once))) == split(text, r"\r?\n")
        @test readuntil(dripping(text, at_once), 'α') == "first\r\nsecond\n\n"
        @test readuntil(dripping(text, at_once), "and") == "first\r\nsecond\n\nα "
        @test readuntil(dripping(text, at_once), UInt8('c'), keep = true) == b"first\r\nsec"
        io = dripping(text, at_once)
        @test read(io, Char) === 'f' && readline(io) == "irst"
        @test countlines(dripping(text, at_once)) == 5
    end
    @test readlines(dripping("\r\n", 1)) == [""] && readlines(dripping("", 1)) == []
    @test readuntil(dripping("abc", 1), 0x63) == b"ab"
    @test readuntil(dripping("abc", 1), 0x64) == b"abc"
    @test readuntil(dripping("a" ^ 300_000 * "b", 1000), 'b') == "a" ^ 300_000
end

@testset "files" begin
    path = tempname()
    missing_file = thrown(() -> open_file(path))
    @test missing_file isa RustError && occursin("No such file", missing_file.message)
    written = create_file(path)
    @test written isa CreateFileWriter && iswritable(written) && !isreadable(written)
    @test write(written, "text") == 4 && print(written, 12, ' ', 3.5, '\n') === nothing
    @test filesize(path) == 0
    @test flush(written) === nothing && filesize(path) == 11
    @test write(written, 0x41) == 1 && write(written, UInt16[0x4242, 0x4343]) == 4
    close(written)
    @test read(path, String) == "text12 3.5\nABBCC"
    @test thrown(() -> write(written, "more")) isa ArgumentError
    @test thrown(() -> read(create_file(path * "2"))) isa ArgumentError
    rm(path * "2")

    io = open_file(path)
    @test io isa OpenFileReader
    @test readline(io) == "text12 3.5" && position(io) == 11
    @test read(seek(io, 4), 2) == b"12" && position(io) == 6
    @test read(skip(io, 1), 3) == b"3.5" && position(skip(io, -3)) == 7
    @test position(seekend(io)) == 16 && eof(io)
    @test read(seekstart(io), String) == "text12 3.5\nABBCC"
    @test thrown(() -> seek(io, -1)) isa RustError

    edited = edit_file(path)
    @test edited isa EditFileReadWriter && isreadable(edited) && iswritable(edited)
    @test read(edited, 4) == b"text"
    @test write(edited, "XY") == 2
    @test read(edited, String) == " 3.5\nABBCC"
    write(edited, "end")
    close(edited)
    @test read(path, String) == "textXY 3.5\nABBCCend"
    large = rand(UInt8, 1_000_000)
    @test write(path, counting(100_000)) == 100_000 && read(path) == bytes_to(100_000)
    close(io)
    copied = create_file(path)
    @test write(copied, large) == 1_000_000
    close(copied)
    @test read(open_file(path)) == large
    rm(path)
end

@testset "faults of Rust's" begin
    io = failing(false)
    @test read(io, 3) == b"abc"
    failed = thrown(() -> read(io))
    @test failed isa RustError && failed.message == "the cable is cut"
    @test thrown(() -> eof(io)) isa RustError
    @test thrown(() -> write(io, "text")) isa ErrorException
    failed = thrown(() -> flush(io))
    @test failed isa RustError && failed.message == "nothing was sent"
    failed = thrown(() -> close(io))
    @test failed isa RustError && failed.message == "nothing was sent"
    @test !isopen(io) && close(io) === nothing

    io = failing(true)
    @test read(io, 3) == b"abc"
    panicked = thrown(() -> read(io, UInt8))
    @test panicked isa RustPanic && occursin("the cable is cut", panicked.message)
    later = thrown(() -> read(io, UInt8))
    @test later isa RustError && later.message == "it panicked in an earlier call"
    @test thrown(() -> close(io)) isa RustError
    # No more than there is room for.
    @test read(boasting(), 100) == fill(0x07, 100)
    @test length(read(boasting(), 200_000)) == 200_000
end

@testset "options, and what is borrowed" begin
    @test find_text("unknown") === nothing
    @test read(find_text("known"), String) == "found"
    page = Page("some text")
    io = reader(page, 5)
    @test read(io, String) == "text"
    @test thrown(() -> add(page, "!")) isa BorrowError
    close(io)
    add(page, "!")
    written = writer(page)
    @test thrown(() -> text(page)) isa BorrowError
    @test print(written, " and ", 42) === nothing
    failed = thrown(() -> write(written, [0xff]))
    @test failed isa RustError && occursin("invalid utf-8", failed.message)
    close(written)
    @test text(page) == "some text! and 42"
    @test thrown(() -> reader(page, 100)) isa RustPanic
    add(page, ".")
end

@testset "it ends with its handle" begin
    @test settled_readers() == 0
    io = counted_reader()
    @test counted_readers() == 1
    close(io)
    @test counted_readers() == 0
    for _ in 1:10
        @test read(counted_reader()) == 1:3
    end
    @test settled_readers() <= 1
    # A collection in the middle takes nothing away.
    io = counting(1_000_000)
    total = 0
    while !eof(io)
        total += length(readavailable(io))
        GC.gc(false)
    end
    @test total == 1_000_000
end

@testset "a reader that waits" begin
    witness = Witness()
    io = echo(witness, 1)
    @test io isa WitnessEchoReadWriter && isreadable(io) && iswritable(io)
    @test write(io, "one line\n") == 9
    @test readline(io) == "one line"
    task = @async readline(io)
    yield()
    @test !istaskdone(task)
    # The one who reads has it.
    @test thrown(() -> write(io, "x")) isa BorrowError
    @test thrown(() -> close(io)) isa BorrowError
    schedule(task, InterruptException(), error = true)
    @test thrown(() -> wait(task)) !== nothing
    # Another task can take what is there, and is refused where it would wait, too.
    first_half = echo(witness, 0)
    write(first_half, "both ")
    task = @async readline(io)
    while bytesavailable(io) < 5
        sleep(0.001)
    end
    @test read(io, 2) == b"bo"
    @test thrown(() -> readline(io)) isa BorrowError
    write(first_half, "halves\n")
    @test fetch(task) == "th halves"
    # Nothing of what was there is lost.
    for i in 1:200
        text = "line " ^ (i % 5) * "$i"
        write(io, text * "\n")
        waiting = @async readline(io)
        i % 4 == 0 && yield()
        i % 4 == 1 && sleep(0.001)
        i % 40 == 2 && sleep(0.03)
        if !istaskdone(waiting)
            schedule(waiting, InterruptException(), error = true)
            yield()
        end
        read_line = try
            fetch(waiting)
        catch
            readline(io)
        end
        @test read_line == text
    end
    @test flushes(witness) == 0 && flush(io) === nothing && flushes(witness) == 1
    @test print(io, "a", 1, "\n") === nothing && readline(io) == "a1"
    failed = thrown(() -> write(io, "forbid\n"))
    @test failed isa RustError && failed.message == "that is forbidden"
    @test write(io, "again\n") == 6 && readline(io) == "again"
    close(io)
    @test timedwait(() -> is_shut(witness), 10.0) === :ok

    witness = Witness()
    output, input = echo(witness, 0), listen(witness)
    @test input isa WitnessListenReader && !iswritable(input)
    large = rand(UInt8, 300_000)
    task = @async write(output, large) + (close(output); 0)
    @test read(input) == large && eof(input)
    @test fetch(task) == 300_000
end

@testset "of async functions" begin
    io = connect("somebody", 5)
    @test io isa ConnectReadWriter
    @test write(io, "hello\n") == 6 && readline(io) == "hello"
    close(io)
    refused = thrown(() -> connect("", 1))
    @test refused isa RustError && refused.message == "nobody is called nothing"
    panicked = thrown(() -> connect("panic", 0))
    @test panicked isa RustPanic && occursin("that name again", panicked.message)
    @test read(fetch_text("readers"), String) == "about readers"
    @test collect(fetch_lengths("one three")) == [3, 5] && fetch_lengths("") === nothing
    tasks = [@async readline(connect("$i", i % 3) |> io -> (write(io, "$i\n"); io)) for i in 1:50]
    @test fetch.(tasks) == string.(1:50)
    task = @async connect("never", 10_000)
    yield()
    schedule(task, InterruptException(), error = true)
    @test thrown(() -> wait(task)) !== nothing
end

@testset "other threads can collect garbage while one reads" begin
    # What Julia does with such a call, `long_calls` tests.
    method = split(read(module_file, String), "_prebind.receive(self::CountingReader")[2]
    @test occursin("_prebind.@gc_safe ccall", first(split(method, "\nend\n")))
end
