# From all threads at once: values stay with the call that they belong to,
# failures with the thread that caused them.
using Base.Threads

function work(thread, calls)
    wrong = 0
    for i in 1:calls
        number = thread * 1_000_000 + i
        add(number, 1) == number + 1 || (wrong += 1)
        echo_str("$number") == "$number" || (wrong += 1)
        thrown(() -> panic_with_format(number)).message == "$number is not good" || (wrong += 1)
        thrown(() -> result_i32(number, false)).value === Int32(number) || (wrong += 1)
        counter = Counter(number)
        increment(counter) == number + 1 || (wrong += 1)
        counter.label = "$number"
        counter.label == "$number" || (wrong += 1)
        i % 2 == 0 && finalize(counter)
    end
    return wrong
end

wrong = zeros(Int, nthreads())
@threads for thread in 1:nthreads()
    wrong[thread] = work(thread, 500)
end
@test all(iszero, wrong)

before = settled_counters()
@threads for thread in 1:4nthreads()
    for i in 1:500
        Counter(i)
    end
end
@test settled_counters() <= before + nthreads()

# A task may go on in another thread after each wait: nothing that it needs is left in the first. It
# stays in its thread while Rust is below.
function moving(task, calls)
    wrong = 0
    for i in 1:calls
        number = task * 1_000_000 + i
        counter = Counter(number)
        yield()
        increment(counter) == number + 1 || (wrong += 1)
        yield()
        thrown(() -> panic_with_format(number)).message == "$number is not good" || (wrong += 1)
        thread = 0
        sum_of(x -> (thread = threadid(); yield(); wrong += thread != threadid(); x), 5)
        finalize(counter)
        yield()
    end
    return wrong
end
@test sum(fetch, [Threads.@spawn moving(task, 100) for task in 1:4nthreads()]) == 0
@static if VERSION >= v"1.9"
    # Those threads are there with `-t 4,1`; without, such a task runs in another.
    @test sum(fetch, [Threads.@spawn :interactive moving(task, 100) for task in 1:4]) == 0
end

# What Rust keeps to one thread, or to one at a time, stays there.
kept = Ledger()
@test C.note(kept) == 1
gauge = Gauge()
@test raise(gauge) == 1
@test raise_and(gauge, () -> raise(gauge)) == 3

# In another thread than this one.
function elsewhere(work)
    result = Ref{Any}()
    @threads :static for thread in 1:nthreads()
        thread == nthreads() && (result[] = work())
    end
    return result[]
end

if nthreads() > 1 && threadid() == 1
    for use in (C.note, note_alone, close_ledger)
        error = elsewhere(() -> thrown(() -> use(kept)))
        @test error isa BorrowError
        @test occursin("belongs to another thread: its Rust type is not `Send`", error.message)
    end
    @test C.note(kept) == 2

    # Only its own thread drops it, when it makes or releases the next one.
    GC.gc()
    finalize(Ledger())
    before = live_ledgers()
    released = [Ledger() for _ in 1:10]
    elsewhere(() -> foreach(finalize, released))
    @test live_ledgers() == before + 10
    finalize(Ledger())
    @test live_ledgers() == before

    @test elsewhere(() -> raise(gauge)) == 4
    raise_and(gauge, () -> @test elsewhere(() -> thrown(() -> raise(gauge))) isa BorrowError)
    looks = zeros(Int, nthreads())
    start = raise(gauge)
    @threads :static for thread in 1:nthreads()
        for _ in 1:10_000
            thrown(() -> raise(gauge)) === nothing && (looks[thread] += 1)
        end
    end
    @test raise(gauge) == start + sum(looks) + 1
end
