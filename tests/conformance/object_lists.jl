counters() = [Counter(1), Counter(2), Counter(3)]

@testset "taken" begin
    list = counters()
    before = settled_counters()
    @test values_of(list, "") == [1, 2, 3]
    @test settled_counters() == before - 3
    for object in list
        @test_throws ArgumentError object.value
        @test_throws ArgumentError values_of([object], "")
    end
    @test values_of(Counter[], "") == Int[]
    @test values_of(view(counters(), 1:2:3), "") == [1, 3]
    @test values_of(reshape(counters(), 1, 3), "") == [1, 2, 3]
    @test values_of(Any[Counter(7)], "") == [7]
    @test boxed_values(counters()) == 6
    @test (@inferred values_of(counters(), "")) isa Vector{Int}
end

@testset "none is taken if one is refused" begin
    list = counters()
    first, second, third = list
    @test message(() -> values_of([first, second, first], "")) ==
        "ArgumentError: elements 1 and 3 are the same Counter, and Rust takes both"
    @test_throws ArgumentError values_of(list, "\xff")
    @test message(() -> values_of(Any[first, nothing], "")) ==
        "ArgumentError: cannot pass a value of type Nothing where Rust takes $Counter"
    @test_throws UndefRefError values_of(Vector{Counter}(undef, 1), "")
    gone = Counter(4)
    finalize(gone)
    @test_throws ArgumentError values_of([first, gone], "")
    @test message(() -> absorb_all(first, [second, first])) ==
        "BorrowError: argument `others` has an object that is in use by a call that has not " *
        "returned yet"
    @test message(() -> while_lent([first], _ -> values_of([second, first, third], ""))) ==
        "BorrowError: argument `counters` has an object that is in use by a call that has not " *
        "returned yet"
    @test [each.value for each in list] == [1, 2, 3]
    @test absorb_all(first, [second, third]) == 6
    @test_throws ArgumentError second.value
end

@testset "a panic takes them all the same" begin
    before = settled_counters()
    list = counters()
    @test_throws RustPanic values_of(list, "panic")
    @test settled_counters() == before
    @test_throws ArgumentError list[1].value
end

@testset "borrowed" begin
    list = counters()
    @test lent_values(list) == 6
    @test lent_values([list[1], list[1]]) == 2
    @test lent_values(Counter[]) == 0
    @test greatest_lent(list, 2) == 3
    @test greatest_lent(list, 4) === nothing
    @test sum_with(list[1], list) == 7
    @test while_lent(list, n -> @test(n == 3 && lent_values(list) == 6)) == 6
    @test_throws BorrowError while_lent(list, _ -> list[2].value = 5)
    @test_throws BorrowError while_lent(list, _ -> absorb_all(list[1], Counter[]))
    @test_throws ArgumentError while_taken(counters(), _ -> lent_values([Counter(1), 2]))
    @test [each.value for each in list] == [1, 2, 3]
    list[2].value = 5
    @test lent_values(list) == 9
end

@testset "in options and tuples" begin
    list = counters()
    @test optional_lists(nothing, nothing, (Counter[], 1)) == (9, 9, 0)
    @test optional_lists(list, Counter[], (counters(), 1)) == (3, 0, 3)
    @test_throws ArgumentError list[1].value
end

# An array of the caller's that runs code while it is read.
struct Finalizing <: AbstractVector{Counter}
    objects::Vector{Counter}
end
Base.size(array::Finalizing) = size(array.objects)
function Base.getindex(array::Finalizing, i::Int)
    i > 1 && finalize(array.objects[i - 1])
    return array.objects[i]
end

@testset "code of the caller's" begin
    @test_throws ArgumentError values_of(Finalizing(counters()), "")
    @test_throws ArgumentError lent_values(Finalizing(counters()))
    list = counters()
    @test while_taken(list, _ -> empty!(list)) == 3
    list = counters()
    @test while_lent(list, _ -> (empty!(list); GC.gc())) == 6
end

@testset "returned" begin
    before = settled_counters()
    list = new_counters(3)
    @test list isa Vector{Counter} && [each.value for each in list] == [0, 1, 2]
    @test settled_counters() == before + 3
    foreach(finalize, list)
    @test settled_counters() == before
    @test maybe_counters(-1) === nothing
    @test length(maybe_counters(2)) == 2
    @test (@inferred new_counters(0)) == Counter[]
end

@testset "what belongs to a thread" begin
    ledgers = [Ledger(), Ledger()]
    @test noted_in_all([ledgers; ledgers[1]]) == 4
    @test taken_ledgers(ledgers) == 2
    @test_throws ArgumentError note(ledgers[1])
end
