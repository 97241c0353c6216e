using REPL  # it has `Base.Docs.doc` since Julia 1.11
using .C: Left, Right, Span, Track

track(samples...) = Track(Float64[samples...])

@testset "methods of Base" begin
    @test length(track(1, 2, 3)) === 3
    @test isempty(track()) === true
    one = track(1)
    @test push!(one, 5) === nothing
    @test length(one) == 2
    @test C.pop(one) === 5.0
    @test length(zero(Track)) == 0
    @test length(fill(Track, 2.5, 3)) == 3
    @test track(2, 3) in track(1, 2, 3, 4)
    @test !(track(3, 2) in track(1, 2, 3, 4))
    @test length(map(x -> 2x, track(1, 2))) == 2
    @test first(map(x -> x + 0.5, track(1, 2))) === 1.5
    @test first(2 ^ track(3)) === 8.0
    @test first(track(5) % 3) === 2.0
    @test rem === (%)
    @test first(rem(track(5), 3)) === 2.0
    filled = track(1, 2)
    fill!(filled, 7.5)
    @test first(filled) === 7.5
    fill!(filled, Int32(3))
    @test first(filled) === 3.0
    @test !Left === Right && !Right === Left
    @test length(Span(2, 5)) === 3
    @test Span(2, 5) ∪ Span(0, 1) === Span(0, 5)
    @test union(Span(2, 5), Span(9, 9)) === Span(2, 9)
    # What a method of Base throws is what any of ours throws.
    @test thrown(() -> first(track())) isa C.RustError
    gone = track(1)
    finalize(gone)
    @test thrown(() -> length(gone)) isa ArgumentError
    # Nothing of Base has another method than those of our types.
    @test length([1, 2]) === 2
    @test !isdefined(C, :len) && !isdefined(C, :silence) && !isdefined(C, :trimmed)
end

@testset "docs of methods of Base" begin
    text = string(Base.Docs.doc(length, Tuple{Track}))
    @test occursin("length(self::Track) -> Int", text)
    @test occursin("How many there are.", text)
    @test !occursin("How many there are.", string(Base.Docs.doc(length, Tuple{Vector})))
end
