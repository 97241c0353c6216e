# A handle knows who uses it.
in_use = "BorrowError: argument `self` is in use by a call that has not returned yet"

@testset "callbacks that come back" begin
    listener = Listener()
    @test listen(listener, x -> x + 5) === Int64(5)
    @test message(() -> listen(listener, x -> listen(listener, identity))) == in_use
    @test message(() -> listen(listener, x -> listener.total)) == in_use
    @test message(() -> listen(listener, x -> (tell(listener, identity); x))) == in_use
    @test message(() -> tell(listener, x -> (listener.total = 7))) == in_use
    @test message(() -> tell(listener, x -> listen(listener, identity))) == in_use
    @test message(() -> tell(listener, x -> give(listener, identity))) == in_use
    tell(listener, x -> finalize(listener))  # not now
    @test listener.total === Int64(5)
    # Several may look at it.
    seen = Int64[]
    tell(listener, x -> tell(listener, y -> push!(seen, x, y, listener.total)))
    @test seen == [5, 5, 5]
    # All was given back, whatever came of the calls.
    @test thrown(() -> listen(listener, x -> error("no"))) isa ErrorException
    @test listen(listener, x -> x) === Int64(10)
    finalize(listener)
    @test thrown(() -> listener.total) isa ArgumentError
end

@testset "taken" begin
    listener = Listener()
    @test thrown(() -> give(listener, x -> listener.total)) isa ArgumentError
    @test message(() -> listener.total) ==
          "ArgumentError: this Listener is gone: it was finalized, given to a Rust function that " *
          "takes it by value, or made by another process"
    @test repr(listener) == "Listener(released)"
    finalize(listener)
    # Nor is anything taken where another argument is in use.
    first, busy, last = Listener(), Listener(), Listener()
    @test message(() -> listen(busy, x -> (C.join(first, busy, last); x))) ==
          "BorrowError: argument `other` is in use by a call that has not returned yet"
    @test message(() -> tell(busy, x -> C.join(first, last, busy))) ==
          "BorrowError: argument `last` is in use by a call that has not returned yet"
    @test message(() -> tell(first, x -> C.join(busy, first, last))) ==
          "BorrowError: argument `other` is in use by a call that has not returned yet"
    @test (first.total, busy.total, last.total) === (Int64(0), Int64(0), Int64(0))
    C.join(first, busy, last)
    @test thrown(() -> first.total) isa ArgumentError
    @test thrown(() -> last.total) isa ArgumentError
    # An argument that cannot be converted takes nothing away.
    counter = Counter(3)
    @test_throws InexactError absorb(Counter(1), counter, 256)
    @test counter.value === Int64(3)
end

@testset "threads" begin
    listener = Listener()
    added = Threads.Atomic{Int}(0)
    refused = Threads.Atomic{Int}(0)
    wrong = Threads.Atomic{Int}(0)
    Threads.@threads for _ in 1:4Threads.nthreads()
        for i in 1:5000
            try
                if i % 2 == 0
                    listen(listener, x -> 0)
                    tell(listener, x -> x)
                else
                    before = listener.total
                    listener.total = before
                end
                Threads.atomic_add!(added, 1)
            catch exception
                exception isa BorrowError || Threads.atomic_add!(wrong, 1)
                Threads.atomic_add!(refused, 1)
            end
        end
    end
    @test wrong[] == 0
    @test added[] > 0
    @test added[] + refused[] == 4Threads.nthreads() * 5000
    @test Threads.nthreads() > 1 || refused[] == 0
    listener.total = 3
    @test listen(listener, x -> 0) === Int64(3)

    # One of those who want it by value gets it.
    # When threads meet at a type for the first time, both may be refused.
    Threads.@threads for thread in 1:Threads.nthreads()
        into_value(Counter(thread))
    end
    before = settled_counters()
    for _ in 1:200
        counter = Counter(7)
        taken = Threads.Atomic{Int}(0)
        Threads.@threads for _ in 1:Threads.nthreads()
            try
                into_value(counter) == 7 && Threads.atomic_add!(taken, 1)
            catch exception
                exception isa Union{ArgumentError,BorrowError} || Threads.atomic_add!(taken, 100)
            end
        end
        taken[] == 1 || error("taken $(taken[]) times")
    end
    @test settled_counters() <= before
end
