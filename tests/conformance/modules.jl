using REPL  # it has `Base.Docs.doc` since Julia 1.11

using .C: shapes, albums, Tools
using .C.shapes: deep

const gone = "ArgumentError: this Circle is gone: it was finalized, given to a Rust function " *
             "that takes it by value, or made by another process"

@testset "names" begin
    mods = (shapes, albums, Tools, deep)
    @test map(parentmodule, mods) == (C, C, C, shapes)
    @test map(nameof, mods) == (:shapes, :albums, :Tools, :deep)
    @test add(3, 5) === Int32(8)
    @test shapes.add(3, 5) === Int32(-2)
    @test deep.add(3, 5) === Int32(15)
    @test Tools.add(3, 5) === Int32(7)
    @test thrown(() -> shapes.add(typemin(Int32), 1)).message == "the difference is too small"
    @test (LIMIT, shapes.LIMIT, deep.LIMIT) === (UInt32(10_000), UInt32(7), Int64(-7))
    @test shapes.UNIT == "mm²"
    @test all(in(names(shapes)), (:Circle, :Colour, :Cyan, :LIMIT, :add, :area, :deep, :framed))
    @test shapes.in_an_unmarked_module() == "conformance::modules::shapes::unmarked"
    @test !isdefined(C, :tools) && !isdefined(C, :Circle) && !isdefined(albums, :Circle)
    # A name of Base is no other module's.
    @test shapes.count !== Base.count && !Base.isexported(shapes, :count)
    docs(item) = repr("text/plain", Base.Docs.doc(item))
    @test occursin("Shapes of all kinds.", docs(shapes))
    @test occursin("They have areas.", docs(shapes))
    @test occursin("In the other.", docs(deep))
    @test occursin("The root's adds.", docs(shapes.add))
    @test occursin("Has the name of one in the module around it.", docs(deep.Circle))
    @test occursin("Magenta", docs(shapes.Colour)) && occursin("Round.", docs(shapes.Circle))
end

@testset "objects" begin
    circle = shapes.Circle(2)
    @test (@inferred shapes.area(circle)) === 12.0
    @test deep.area(deep.Circle(2)) === -1.0
    @test_throws MethodError deep.area(circle)
    @test string(circle) == "circle of 2"
    @test circle == copy(circle) && circle < shapes.Circle(3)
    circle.radius = 4
    circle.label = "ß"
    @test (circle.radius, circle.label, circle.colour) === (4.0, "ß", nothing)
    circle.colour = shapes.Magenta
    @test circle.colour === shapes.Magenta
    @test_throws MethodError circle.colour = Red
    @test propertynames(circle) == (:radius, :colour, :label)
    @test shapes.grown(circle, Int8(3)).radius === 7.0
    @test shapes.grown(circle, 0.5f0).radius === 4.5
    @test_throws MethodError shapes.grown(circle, 1)
    finalize(circle)
    @test message(() -> shapes.area(circle)) == gone
    # Two of one name.
    @test shapes.Counter !== Counter
    own, root = shapes.Counter(3), Counter(40)
    @test shapes.count(own, root) === Int64(44)
    @test_throws MethodError shapes.count(root, own)
    @test own == shapes.Counter(3) && hash(own) == hash(shapes.Counter(3))
    @test map(each -> each.radius, collect(own)) == [2.0, 1.0, 0.0]
    @test eltype(shapes.Counter) === shapes.Circle && own.left === 0x00
    own.left = 1
    @test first(own) isa shapes.Circle
end

@testset "enums and values" begin
    @test shapes.Colour !== Colour && shapes.Colour !== deep.Colour
    @test (Int(shapes.Cyan), Int(deep.Light), Int(deep.Dark)) === (1, -300, 300)
    @test shapes.flipped(shapes.Cyan) === shapes.Magenta
    @test string(shapes.Cyan) == "Cyan of shapes" && shapes.Cyan < shapes.Magenta
    @test shapes.of_root(shapes.Colour, Red) === shapes.Magenta
    @test_throws MethodError shapes.flipped(Red)
    @test shapes.echo_colours([shapes.Cyan, shapes.Magenta]) == [shapes.Cyan, shapes.Magenta]
    @test shapes.tinted((nothing, Green)) === (Green, shapes.Magenta)
    @test (@inferred shapes.tinted((shapes.Cyan, Red))) === (Red, shapes.Cyan)
    placed = shapes.Placed(Spot(1, 2), shapes.Cyan, 3)
    @test placed.at === Spot(1, 2) && placed == placed && string(placed) == "3 at 1"
    @test shapes.moved(placed, Spot(1, 1)) === shapes.Placed(Spot(2, 3), shapes.Cyan, 3)
    list = [placed, placed]
    @test shapes.shift(list, [Spot(9, 0)]) === shapes.Placed(Spot(10, 2), shapes.Cyan, 3)
    @test list[1].at === Spot(10, 2) && list[2] === placed
    @test shapes.shift(shapes.Placed[], Spot[]) === nothing
    frame = albums.framed(placed, deep.Light)
    @test frame === albums.Frame(placed, Spot(0.5, -0.5), deep.Light)
    @test fieldtypes(albums.Frame) === (shapes.Placed, Spot, deep.Colour)
end

@testset "between modules" begin
    circle = shapes.Circle(2)
    @test shapes.framed(circle).placed === shapes.placed(circle, Spot(2, 0))
    @test !isdefined(albums, :placed)
    @test Tools.wider(circle, deep.Circle(7)).radius === 7.0
    @test message(() -> shapes.area(circle)) == gone
    @test deep.flat(deep.Circle(5), shapes.Magenta).colour === shapes.Magenta
    @test deep.deepened(nothing) === nothing
    @test deep.deepened(shapes.Circle(9)).depth === UInt64(9)
    @test deep.deepened(shapes.Circle(9)).tint === deep.Light
    deeper = deep.Circle(1)
    deeper.depth, deeper.tint = 8, deep.Dark
    @test (deeper.depth, deeper.tint) === (UInt64(8), deep.Dark)
    @test deepest(shapes.Circle(4)) isa deep.Circle
    @test deepest(shapes.Circle(0)) === nothing
    @test depth_of(shapes.Circle(3)) === 0.0 && depth_of(deep.Circle(3)) === 3.0
    gallery = Gallery(shapes.Magenta)
    @test gallery.frame === nothing
    circle = shapes.Circle(2)
    @test hang(gallery, circle) === nothing
    @test circle.colour === shapes.Magenta
    @test gallery.frame === shapes.framed(circle)
    gallery.colour, gallery.frame = shapes.Cyan, nothing
    @test gallery.colour === shapes.Cyan && gallery.frame === nothing
end

@testset "errors" begin
    fault = thrown(() -> shapes.checked(shapes.Circle(5), 4))
    @test fault isa RustError && fault.value === shapes.TooLarge
    @test fault.message == "too large a shape"
    @test shapes.checked(shapes.Circle(5), 6) isa shapes.Circle
    @test thrown(() -> deep.deepened(shapes.Circle(200))).value === shapes.TooLarge
    @test thrown(() -> hang(Gallery(shapes.Cyan), shapes.Circle(50))).value === shapes.TooLarge
    broken = thrown(() -> shapes.break_it(3))
    @test broken.message == "in 3 pieces"
    @test broken.value isa shapes.Broken && broken.value.pieces === UInt16(3)
    broken.value.pieces = 4
    @test broken.value.pieces === UInt16(4)
end

@testset "generics and closures" begin
    @test twice(5) === 10 && shapes.twice(0x05) === 0x19 && shapes.twice(0.5f0) === 0.25f0
    @test_throws MethodError shapes.twice(5)
    seen = Float64[]
    circle = shapes.each(shapes.Circle(1), 3, radius -> push!(seen, radius))
    @test seen == [1, 2, 3] && circle.radius === 1.0
    @test thrown(() -> shapes.each(circle, 1, x -> error("mine"))) == ErrorException("mine")
    @test Tools.of_both(shapes.Circle(9), sqrt) === 3.0
    @test Tools.of_both(nothing, sqrt) === 0.0
    triple(x) = 3x
    @test shapes.call_plain(triple) === Int64(6)
end
