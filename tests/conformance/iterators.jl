# Functions of Rust that return iterators.

# How many of `count_up` there are, after everything that Julia can release was released.
function settled_iterators()
    for _ in 1:5
        GC.gc()
    end
    return counters_alive()
end

@testset "one that is its items" begin
    @test collect(count_up(4)) == UInt32[0, 1, 2, 3]
    @test collect(count_up(0)) == UInt32[]
    numbers = count_up(3)
    @test numbers isa CountUpIterator && numbers isa C.RustObject
    @test eltype(numbers) === UInt32
    @test Base.IteratorSize(numbers) === Base.SizeUnknown()
    @test !applicable(length, numbers)
    @test [x for x in Iterators.filter(isodd, count_up(10))] == [1, 3, 5, 7, 9]
    @test sum(count_up(13)) == 78
    # It is used up, and its end stays the end.
    @test first(numbers) === 0x00000000
    @test collect(numbers) == [1, 2]
    @test iterate(numbers) === nothing && iterate(numbers) === nothing
    @test (@inferred Union{Nothing,Tuple{UInt32,Nothing}} iterate(count_up(1))) ===
          (0x00000000, nothing)
end

@testset "one that has a length" begin
    all = squares(4)
    @test Base.IteratorSize(all) === Base.HasLength() && length(all) === 4
    iterate(all)
    @test length(all) === 3
    @test collect(all) == [1.0, 4.0, 9.0] && length(all) === 0
    @test collect(squares(3)) isa Vector{Float64}
    @test collect(zip(squares(3), "abc")) == [(0.0, 'a'), (1.0, 'b'), (4.0, 'c')]
    @test collect(backwards([1, 2, 3])) == [3, 2, 1] && length(backwards([1, 2])) === 2
    @test collect(none_if_zero(3)) == 0:2 && length(none_if_zero(5)) === 5
    @test none_if_zero(0) === nothing
end

@testset "items of other types" begin
    @test collect(words_in("one two  three")) == ["one", "two", "three"]
    @test eltype(words_in("")) === String
    @test collect(windows_of([1.0, 2.0, 3.0], 2)) == [[1.0, 2.0], [2.0, 3.0]]
    @test collect(shared_names(3)) == ["n0", "n1", "n2"]
    @test collect(pairs_of("1,x")) == [("1", 0x01), ("x", nothing)]
    @test collect(numbers_or_not("1,x,3")) == [0x01, nothing, 0x03]
    @test iterate(numbers_or_not("x")) === (nothing, nothing)
    let numbers = numbers_or_not("7")
        iterate(numbers)
        @test iterate(numbers) === nothing && iterate(numbers) === nothing
    end
    @test collect(both_of(1.5f0)) == [1.5f0, 1.5f0] && eltype(both_of(1.5f0)) === Float32
    @test collect(both_of(2)) == [2, 2] && eltype(both_of(2)) === Int64
    all = collect(parts(Paragraph("a b c")))
    @test all isa Vector{Paragraph} && C.count.(all) == [1, 1, 1]
    @test [C.count(each) for each in all_of(Paragraph, ["a b", "", "c"])] == [2, 0, 1]
end

@testset "an error is thrown at its item" begin
    numbers = parsed("1,x,3")
    @test iterate(numbers) === (Int32(1), nothing)
    @test occursin("invalid digit", message(() -> iterate(numbers)))
    @test thrown(() -> collect(parsed("1,x"))) isa C.RustError
    # What comes behind it is Rust's own choice.
    @test iterate(numbers) === (Int32(3), nothing) && iterate(numbers) === nothing
    @test collect(divisors(6)) == [1, 2, 3, 6]
    @test occursin("everything divides 0", message(() -> divisors(0)))
end

@testset "a panic ends it" begin
    # Those that earlier tests did not use up.
    @test settled_iterators() == 0
    numbers = count_up(20)
    @test thrown(() -> foreach(identity, numbers)) isa C.RustPanic
    @test iterate(numbers) === nothing
    @test counters_alive() == 0
end

@testset "close and collection drop it" begin
    numbers = count_up(5)
    iterate(numbers)
    @test counters_alive() == 1
    @test close(numbers) === nothing && counters_alive() == 0
    @test close(numbers) === nothing
    @test occursin("this CountUpIterator is gone", message(() -> iterate(numbers)))
    (() -> foreach(_ -> iterate(count_up(5)), 1:10))()
    @test settled_iterators() == 0
    # At the end it is dropped without.
    kept = count_up(2)
    collect(kept)
    @test counters_alive() == 0
end

@testset "what is borrowed stays borrowed" begin
    paragraph = Paragraph("the quick brown fox")
    words = each(paragraph)
    @test iterate(words) == ("the", nothing)
    @test C.count(paragraph) == 4
    @test thrown(() -> push(paragraph, "x")) isa C.BorrowError
    @test thrown(() -> drain(paragraph)) isa C.BorrowError
    close(words)
    push(paragraph, "jumps")
    @test collect(each(paragraph)) == ["the", "quick", "brown", "fox", "jumps"]
    push(paragraph, "over")   # its end was the end of the borrow too
    other = Paragraph("a b")
    both = longer_than(paragraph, other)
    @test thrown(() -> push(other, "x")) isa C.BorrowError
    @test collect(both) == ["the", "quick"]
    push(other, "x")
    drained = drain(paragraph)
    @test length(drained) == 6 && first(drained) == "the"
    @test thrown(() -> C.count(paragraph)) isa C.BorrowError
    close(drained)
    @test C.count(paragraph) == 0
    # The owner stays alive.
    alone = each(Paragraph("still there"))
    for _ in 1:5
        GC.gc()
    end
    @test collect(alone) == ["still", "there"]
    owner = Paragraph("x y")
    alone = each(owner)
    finalize(owner)
    @test collect(alone) == ["x", "y"]
    text = "some text"
    words = words_in(SubString(text, 1, 4))
    text = nothing
    GC.gc()
    @test collect(words) == ["some"]
end

@testset "two tasks at once" begin
    iterator = count_up(13)
    seen = Threads.Atomic{Int}(0)
    refused = Threads.Atomic{Int}(0)
    Threads.@threads for _ in 1:8
        while true
            item = try
                iterate(iterator)
            catch problem
                problem isa C.BorrowError || rethrow()
                Threads.atomic_add!(refused, 1)
                continue
            end
            item === nothing && break
            Threads.atomic_add!(seen, Int(item[1]) + 1)
        end
    end
    @test seen[] == sum(1:13)
end
