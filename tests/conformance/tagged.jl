using REPL  # it has `Base.Docs.doc` since Julia 1.11
const figures = Figure[
    Disc(1.5), Disc(-0.0), Disc(NaN), Rect(Inf, 5.0e-324), Labelled("", blue),
    Labelled("größer 😀\0", Red), Outline([], nothing), Outline([(1, 2), (-0.0, Inf)], true),
    Void(), Braced()]

docs_of(name) = string(Base.Docs.doc(Base.Docs.Binding(C, name)))
leaves(values) = Many(Tree[Leaf(value) for value in values])

@testset "variants are types" begin
    @test isabstracttype(Figure) && Disc <: Figure && Void <: Figure
    @test fieldnames(Disc) == (:radius,) && fieldtype(Disc, :radius) === Float64
    @test fieldnames(Rect) == (:_1, :height)
    @test fieldnames(Outline) == (:points, :type)
    @test fieldtype(Outline, :type) === Union{Bool,Nothing}
    @test !ismutable(Void()) && Void() === Void()
    @test Disc(1) === Disc(1.0)
    of(::Disc) = "disc"
    of(::Figure) = "else"
    @test of.([Disc(1), Void()]) == ["disc", "else"]
    @test endswith(sprint(show, Rect(1, 2)), "Rect(1.0, 2.0)")
    @test occursin("All that is near", docs_of(:Disc))
    @test occursin("From the middle to the edge", docs_of(:Disc))
    @test occursin("What can be drawn", docs_of(:Figure))
    @test occursin("Disc(radius", docs_of(:Figure))
end

@testset "equal, and one hash" begin
    same = Outline([(1, 2)], nothing)
    @test same == Outline([(1, 2)], nothing) && isequal(same, Outline([(1, 2)], nothing))
    @test hash(same) == hash(Outline([(1, 2)], nothing))
    @test same != Outline([(1, 2)], false) && Disc(1) != Rect(1, 1) && Disc(NaN) != Disc(NaN)
    @test isequal(Disc(NaN), Disc(NaN)) && length(Set([Disc(1), Disc(1.0), Void()])) == 2
    @test leaves([1]) == leaves([1]) != leaves([2])
end

@testset "methods" begin
    @test figure_area(Disc(1)) === Float64(π) && figure_area(Void()) === 0.0
    @test figure_scaled(Rect(2, 3), 2) === Rect(4, 6)
    @test figure_unit(Figure) === Disc(1)
    @test figures_area([Disc(1), Rect(2, 3)]) === π + 6.0
    @test figures_area(Figure[]) == 0.0
    @test figures_area(view(Any[Void(), Rect(1, 2)], 2:2)) === 2.0
    @test figures_largest([Rect(1, 2), Rect(3, 4)], zeros(2)) === Rect(3, 4)
    @test figures_largest(Figure[], zeros(2)) === nothing
    @test isequal(at_echo.(AtTagged, figures), figures)
end

@testset "each kind of field" begin
    for i in 1:6
        numbers = WholeNumbers(
            edges(Int8)[i], edges(UInt16)[i], edges(Int64)[i], counts[mod1(i, 5)],
            edges(UInt128)[i], edges(Float32)[i], isodd(i), edges(Char)[i])
        @test isequal(whole_echo(numbers), numbers)
    end
    for text in texts
        plain = filter(!=('\0'), text)
        @test whole_echo(WholeTexts(text, reverse(text), plain)) ==
            WholeTexts(text, reverse(text), plain)
    end
    nested = WholeNested(
        edges(Float64), [true, false], texts, [Int32[], edges(Int32)],
        Dict("a" => nothing, "" => 5), Set(0x01:0x10), edges(UInt16), Some(nothing),
        (0xff, "pair"))
    @test isequal(whole_echo(nested), nested)
    empty = WholeNested([], [], [], [], Dict(), Set(), [], nothing, (0, ""))
    @test isequal(whole_echo(empty), empty)
    named = WholeNamed(
        Spot(1, -0.0), blue, [Pixel(true, Spot(Inf, 0), Red, 1, -1)], Disc(2), nothing, figures,
        Dict("void" => Void(), "disc" => Disc(1)), Set([(0x01, 'ß')]))
    @test isequal(whole_echo(named), named)
    @test_throws InexactError WholeNumbers(128, 0, 0, 0, 0, 0, true, 'a')
    @test message(() -> whole_echo(WholeNumbers(0, 0, 0, -1, 0, 0, true, 'a'))) ==
        message(() -> convert(UInt, -1))
    @test message(() -> whole_echo(WholeTexts("\xff", "", ""))) ==
        "ArgumentError: argument `value` has a part that is not valid UTF-8"
    @test message(() -> whole_echo(WholeTexts("", "", "a\0"))) ==
        "ArgumentError: argument `value` has a part with a NUL in it"
end

@testset "trees" begin
    tree = Node(Leaf(1), Many([Leaf(2), Perhaps(nothing), Perhaps(Leaf(3)),
        Keyed(Dict("a" => Leaf(4), "b" => Node(Leaf(5), Leaf(6)))), Boxes([Leaf(7), Leaf(8)]),
        Sentence(Clause(Leaf(9), [Spoken("a"), Clause(Leaf(10), [])]))]))
    @test tree_sum(tree) === Int64(45)
    @test tree_echo(tree) == tree
    full = tree_full(10)
    @test full isa Node && full.left isa Tree && tree_sum(full) === Int64(1024)
    @test tree_echo(full) == full
end

@testset "as deep as it goes" begin
    deepest = tree_deep(1000)
    @test tree_sum(deepest) === Int64(7) && tree_echo(deepest) == deepest
    refused = "cannot pass a value that is nested deeper than 1000 levels"
    @test message(() -> tree_sum(Perhaps(deepest))) == "ArgumentError: $refused"
    @test thrown(() -> tree_deep(1001)) isa RustPanic
    @test thrown(() -> tree_deep(1001)).message ==
        "a `Tree` that is nested deeper than 1000 levels cannot be returned"
    @test thrown(() -> tree_deep(1_000_000)) isa RustPanic
    endless = Many([])
    push!(endless._1, endless)
    @test message(() -> tree_sum(endless)) == "ArgumentError: $refused"
    # After a failure all goes on.
    @test tree_sum(deepest) === Int64(7)
end

@testset "what is no such value" begin
    @test thrown(() -> tree_sum(1)) isa MethodError
    @test message(() -> figures_area([1.5])) == "ArgumentError: cannot pass a value of type " *
        "Float64 where Rust takes $(Figure)"
    @test message(() -> C._prebind.refuse_tag(0x00000005)) ==
        "the Rust library returned variant 5 of an enum, which this module does not know"
    other = Core.eval(@__MODULE__, :(struct Own <: Figure end; Own()))
    @test message(() -> figures_area([other])) == "ArgumentError: cannot pass a value of type " *
        "$(typeof(other)) where Rust takes $(Figure)"
end

@testset "in arrays, maps and properties" begin
    album = Album(Dict("a" => [Disc(1)], "b" => [Void(), Rect(1, 2)]))
    @test album_figures(album) == [Disc(1), Void(), Rect(1, 2)]
    @test album_figures(album) isa Vector{Figure}
    @test album_pair(album) == (Disc(1), [Disc(1), Void(), Rect(1, 2)])
    @test collect(album) == [Disc(1), Void(), Rect(1, 2)]
    @test album_pair(album) == (nothing, Figure[])
end

@testset "what only comes out" begin
    before = settled_counters()
    are_good = (() -> (
        held(0) isa HeldCounter && held(0)._1 isa Counter, length(held(3).counters) == 2))()
    @test are_good == (true, true)
    @test settled_counters() == before
    @test held(1) == HeldText("for ever")
    @test held(2) == HeldHidden(3) && fieldcount(HeldHidden) == 1
    @test fieldtype(HeldMany, 1) === Vector{Counter} && fieldcount(HeldMany) == 1
end

@testset "#[non_exhaustive]" begin
    moved = Nested(Moved((1, 2)), "later")
    @test event_echo(moved) == moved && event_echo(Started()) === Started()
    @test UnknownEvent <: Event
    @test message(() -> event_echo(UnknownEvent(7))) == "ArgumentError: cannot pass a value of " *
        "type $(UnknownEvent) where Rust takes $(Event)"
end

@testset "traits" begin
    @test string(mood(0)) == "fine" && repr(Odd(5)) == "odd since 5"
    @test mood(3) == Odd(3) && Odd(3) != Odd(4) && Odd(3) != Fine()
    @test hash(Odd(3)) == hash(mood(3))
end
