using REPL  # it has `Base.Docs.doc` since Julia 1.11
using .C: Bits, Force, Left, Right, Sheet, Side, Span, Track

track(samples...) = Track(Float64[samples...])

@testset "methods of Base" begin
    @test length(track(1, 2, 3)) === 3
    @test isempty(track()) === true
    one = track(1)
    @test push!(one, 5) === nothing
    @test length(one) == 2
    @test C.pop(one) === 5.0
    @test length(zero(Track)) == 0
    @test length(repeat(Track, 2.5, 3)) == 3
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

@testset "operators" begin
    one, two = Force(1, 2), Force(3, 5)
    @test one + two == Force(4, 7)
    @test two - one == Force(2, 3)
    @test one * 2 == Force(2, 4) == 2 * one == 2.0 * one
    @test one * two === 13.0
    @test two / 2 == Force(1.5, 2.5)
    @test thrown(() -> two / 0) isa C.RustError
    @test two % 2 == Force(1, 1) && rem(two, 2) == Force(1, 1)
    @test two % 0 === nothing
    @test -one == Force(-1, -2)
    @test !Force(0, 0) === true && !one === false
    # No operand is taken, whatever Rust says.
    @test one == Force(1, 2) && two == Force(3, 5)
    @test one + one == Force(2, 4)
    one += two
    @test one == Force(4, 7)
    @test sum([one, two, two]) == Force(10, 17)
    gone = Force(1, 1)
    finalize(gone)
    @test thrown(() -> one + gone) isa ArgumentError
    a, b = reinterpret(Bits, UInt8[0b1100, 0b1010])
    @test (a & b).bits === 0b00001000
    @test (a | b).bits === 0b00001110
    @test (a ⊻ b).bits === xor(a, b).bits === 0b00000110
    @test (a << 2).bits === 0b00110000
    @test (a >> 2).bits === 0b00000011
    @test (~a).bits === 0b11110011
end

@testset "conversions" begin
    @test Force() == Force(0, 0)
    @test Force(2) == Force(2, 2) == convert(Force, 2.0)
    @test Force(Span(1, 2)) == Force(1, 2)
    @test Force[1, 2.5, Span(3, 4)][3] == Force(3, 4)
    @test Force([1.0, 2.0]) == Force(1, 2)
    @test message(() -> Force([1.0])) == "RustError: a pair has 2 numbers, not 1"
    @test thrown(() -> convert(Force, Float64[])) isa C.RustError
    @test convert(Force, Force(1, 2)) == Force(1, 2)
    @test parse(Force, "1, 2.5") == Force(1, 2.5)
    @test message(() -> parse(Force, "x")) == "RustError: invalid float literal"
    @test tryparse(Force, "3") == Force(3, 3)
    @test tryparse(Force, "x") === nothing
    # Rust makes it, and not Julia's constructor of a struct with one field.
    @test Bits(3).bits === Bits(0x03).bits === convert(Bits, 3).bits === 0b111
    @test Bits(0).bits === 0x00 && Bits(8).bits === 0xff
    @test convert(Side, 1) === Right
    @test Side[0, 1] == [Left, Right]
    @test thrown(() -> convert(Side, 2)) isa C.RustError
    @test Side(1) === Right  # Julia's own
end

@testset "indices" begin
    samples = track(1, 2, 3)
    @test samples[0] === 1.0 && samples[2] === samples[end] === 3.0
    samples[1] = 7
    @test samples[1] === 7.0
    @test firstindex(samples) === 0 && lastindex(samples) === 2
    @test thrown(() -> samples[3]) isa C.RustPanic
    @test thrown(() -> samples[-1]) isa InexactError
    sheet = Sheet(["a1", "a2", "a3", "b1", "b2", "b3"])
    @test sheet[1] == "a1" && sheet[2] == sheet[end] == "b1"
    @test sheet[1, 3] == "a3" && sheet[2, 1] == "b1"
    sheet[2, 3] = "changed"
    @test sheet[2, 3] == "changed"
    @test sheet["ch"] == "changed"
    @test firstindex(sheet) === 1 && lastindex(sheet) === 2
    for bad in (() -> sheet[0], () -> sheet[-1], () -> sheet[0, 1], () -> sheet[1, 0],
                () -> (sheet[1, 0] = "x"))
        @test thrown(bad) isa BoundsError
    end
    @test thrown(() -> sheet[0]).i === 0 && thrown(() -> sheet[1, 0]).i === (1, 0)
    @test thrown(() -> sheet[3]) isa C.RustPanic
    @test sheet[0x01] == "a1"
end
