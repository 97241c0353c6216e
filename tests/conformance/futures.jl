# `async` functions of Rust.

const FOREVER = 600_000

# A task that waits for Rust.
function begun(call)
    task = @async call()
    yield()
    return task
end

# The task throws this where it waits, and Rust has dropped the future by then.
function interrupt(task, exception = InterruptException())
    schedule(task, exception, error = true)
    yield()
    @test istaskdone(task)
    failed = thrown(() -> wait(task))
    return failed isa TaskFailedException ? failed.task.exception : failed
end

@testset "what is ready costs no wake" begin
    @test echo_later(1.5, 0) === 1.5
    @test (@inferred echo_later(1, 0)) === 1.0
    @test allocated(echo_later, (1.0, 0)) == 0
    @test nothing_later(0) === nothing
    @test fail_later(0, 0) === nothing
    @test fail_later(1, 0) == "well"
end

@testset "what is not blocks its task alone" begin
    @test echo_later(2.5, 5) === 2.5
    @test nothing_later(5) === nothing
    others = 0
    task = @async echo_later(1.0, 100)
    while !istaskdone(task)
        others += 1
        sleep(0.001)
    end
    @test fetch(task) === 1.0 && others > 5
    results = zeros(100)
    time = @elapsed @sync for i in 1:100
        @async results[i] = echo_later(i, 50)
    end
    @test results == 1:100 && time < 3
    @test yield_often(1000) == 1000
    @test scaled_later(3.0) == 6.0
    @test scaled_later(3.0; scale = 3) == 9.0
end

@testset "arguments are kept" begin
    values = [1.0, 2.0]
    text = "t\u00fcr"
    task = @async describe_later(
        text, view(values, 1:2), ["a", "b"], Dict("a" => 0.5), (0x01, "x"), "some",
        Int32[7], "/tmp/p", Done, Stretch(1, 2.5), Known("n", [1.5]), (1, 2), 'é',
        big(2)^100)
    yield()
    values .= 0
    GC.gc()
    @test fetch(task) ==
        "t\u00fcr [1.0, 2.0] [\"a\", \"b\"] Some(0.5) (1, \"x\") Some(\"some\") Some([7]) " *
        "/tmp/p Done 2.5 n [1.5] [1, 2] é 1267650600228229401496703205376"
    @test occursin(" None None ", describe_later(
        "", Float64[], String[], Dict{String,Float64}(), (0x01, "x"), nothing, nothing, "p",
        Begun, Stretch(1, 2), Unknown(), (1, 2), 'a', 1))
    @test keep_later(
        text, [0.5], ["a"], Dict("a" => 0.5), (0x01, "x"), nothing, "/tmp/p", Done,
        Stretch(1, 2.5), (1, 2), 'é') ==
        "t\u00fcr [0.5] [\"a\"] Some(0.5) (1, \"x\") None /tmp/p Done 2.5 [1, 2] é"
    @test wide_later(big(2)^100, 1) == wide_later(big(2)^100, 0) ==
        (UInt128(2)^100, [Stretch(1, 2)])
    refused() = describe_later(
        "\xff", Float64[], String[], Dict{String,Float64}(), (0x01, "x"), nothing, nothing, "p",
        Begun, Stretch(1, 2), Unknown(), (1, 2), 'a', 1)
    @test message(refused) == "ArgumentError: argument `text` is not valid UTF-8"
end

@testset "results and errors" begin
    for pause in (0, 2)
        @test fail_later(0, pause) === nothing
        @test fail_later(1, pause) == "well"
        @test thrown(() -> fail_later(2, pause)) == Late(pause)
        @test thrown(() -> fail_later(3, pause)) == Lost("it")
        panic = thrown(() -> fail_later(4, pause))
        @test panic isa RustPanic && panic.message == "no kind 4"
        @test occursin("src/futures.rs:", panic.place)
        @test lose_later(0, pause) === nothing && lose_later(1, pause) == "well"
        @test thrown(() -> lose_later(2, pause)).value === 0x00000007
        @test thrown(() -> lose_later(3, pause)) isa RustPanic
        fate, phase, stretches = fate_later(pause)
        @test fate.name == "long" && fate.at == [0.5]
        @test phase === Done && stretches == [Stretch(1, 2)]
        panic = thrown(() -> panics_twice(pause))
        @test panic isa RustPanic && panic.message == "in the future"
    end
    @test echo_later(1.0, 1) === 1.0
end

@testset "objects are borrowed until the future is ready" begin
    ticket = Ticket(5)
    @test raise_later(ticket, 2, 0) == 7
    @test raise_later(ticket, 2, 2) == 9
    task = begun(() -> raise_later(ticket, 1, FOREVER))
    @test thrown(() -> ticket.number) isa BorrowError
    @test thrown(() -> number_later(ticket, 0)) isa BorrowError
    @test thrown(() -> finalize(ticket)) === nothing
    interrupt(task)
    ticket = Ticket(10)
    tasks = [begun(() -> number_later(ticket, FOREVER)) for _ in 1:2]
    @test ticket.number == 10 && number_later(ticket, 0) == 10
    @test thrown(() -> raise_later(ticket, 1, 0)) isa BorrowError
    interrupt(tasks[1])
    @test thrown(() -> raise_later(ticket, 1, 0)) isa BorrowError
    interrupt(tasks[2])
    @test raise_later(ticket, 1, 0) == 11
    issued = issue(Ticket, 1, ticket, 2)
    @test issued isa Ticket && issued.number == 12
    @test issue(Ticket, 1, nothing, 0).number == 1
    @test spend_later(ticket, 2) == 11
    @test thrown(() -> ticket.number) isa ArgumentError
    tally = Tally()
    @test [count_later(tally, pause) for pause in (0, 1, 0)] == [1, 2, 3]
    # Nobody but the future has it.
    task = begun(() -> number_later(Ticket(3), 30))
    GC.gc()
    @test fetch(task) == 3
end

@testset "what throws into the task drops the future" begin
    for exception in (InterruptException(), ErrorException("late"))
        task = begun(() -> echo_later(1.0, FOREVER))
        before = futures_dropped()
        @test interrupt(task, exception) == exception
        @test futures_dropped() == before + 1
    end
    # One that is ready, which the task has not heard of yet, too.
    task = begun(() -> echo_later(1.0, 50))
    Libc.systemsleep(0.2)
    @test interrupt(task, ErrorException("late")) == ErrorException("late")
    ticket = Ticket(1)
    interrupt(begun(() -> raise_later(ticket, 1, FOREVER)))
    @test ticket.number == 1
end

@testset "timeouts" begin
    @test nap_at_most(1.0, 0; timeout = 0) === 1.0
    @test nap_at_most(1.0, 1) === nap_at_most(1.0, 1; timeout = 600) === 1.0
    before = futures_dropped()
    late = thrown(() -> nap_at_most(1.0, FOREVER; timeout = 0.05))
    @test late == RustTimeout(0.05) && futures_dropped() == before + 1
    @test sprint(showerror, late) == "RustTimeout: no result within 0.05 s"
    @test thrown(() -> nap_at_most(1.0, FOREVER; timeout = -1)) isa ArgumentError
    @test futures_dropped() == before + 2
    @test scaled_later(1.0; scale = 3, timeout = 600) == 3.0
    @test (@inferred (() -> nap_at_most(1, 0; timeout = 1))()) === 1.0
    # Whichever is first.
    times = (rand(1:4) for _ in 1:200)
    results = asyncmap(times) do pause
        try
            nap_at_most(1.0, pause; timeout = 0.002)
        catch problem
            problem
        end
    end
    @test all(each -> each === 1.0 || each == RustTimeout(0.002), results)
end

if Threads.nthreads() > 1
    @testset "from all threads" begin
        ticket = Ticket(1)
        results = zeros(Int, 500)
        @sync for i in 1:500
            Threads.@spawn begin
                i % 50 == 0 && GC.gc(false)
                results[i] = echo_later(i, i % 3) + number_later(ticket, i % 2)
            end
        end
        @test results == 2:501
    end
end
