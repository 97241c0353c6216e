using REPL  # it has `Base.Docs.doc` since Julia 1.11

@testset "enums" begin
    @test Colour <: Enum{UInt8}
    @test instances(Colour) == (Red, Green, blue)
    @test UInt8.(instances(Colour)) == (0x00, 0x64, 0xff)
    # Without `#[repr]`: the 32 bits of Julia's own enums.
    @test Sign <: Enum{Int32}
    @test Int.(instances(Sign)) == (-1, 0, 1)
    @test Int64.(instances(Wide)) == (typemin(Int64), typemax(Int64))
    @test UInt64.(instances(C.Unsigned)) == (0x0000000000000000, typemax(UInt64))
    for colour in instances(Colour)
        @test echo_colour(colour) === colour
        @test option_colour(colour) === colour
        @test result_colour(colour, true) === colour
        @test option_colour_reference(colour) === Int64(colour)
        @test colour_number(colour) === UInt8(colour)
    end
    @test option_colour(nothing) === nothing
    @test option_colour_reference(nothing) === Int64(-1)
    @test borrow_colour(blue) == "Blue"
    @test thrown(() -> result_colour(Green, false)) == RustError("not Green", nothing)
    @test sign_of(typemin(Int32)) === Negative
    @test sign_of(0) === Zero
    @test [times_sign(sign, 21) for sign in instances(Sign)] == [-21, 0, 21]
    @test echo_wide.(instances(Wide)) === instances(Wide)
    @test echo_unsigned.(instances(C.Unsigned)) === instances(C.Unsigned)
    @test next(Red) === Green
    @test next(blue) === Red
    @test is_red(Red) && !is_red(blue)
    # A constructor that the enum has in Julia already is a function here.
    @test new(Colour, true) === Red
    @test Colour(100) === Green
    @test thrown(() -> echo_colour(1)) isa MethodError
end

@testset "an integer that is no member is refused" begin
    wrong = reinterpret(Colour, 0x05)
    for call in (echo_colour, borrow_colour, option_colour)
        @test message(() -> call(wrong)) ==
              "ArgumentError: argument `colour` is not a value of `Colour`"
    end
    @test message(() -> is_red(wrong)) ==
          "ArgumentError: argument `self` is not a value of `Colour`"
    @test message(() -> times_sign(reinterpret(Sign, Int32(2)), 1)) ==
        "ArgumentError: argument `sign` is not a value of `Sign`"
    pixel = Pixel(true, Spot(1, 2), wrong, 1, 1)
    @test message(() -> echo_pixel(pixel)) ==
          "ArgumentError: argument `pixel` is not a value of `Pixel`"
    bytes = zeros(UInt8, sizeof(Pixel))
    from_bytes() = GC.@preserve bytes show_pixel(unsafe_load(Ptr{Pixel}(pointer(bytes))))
    @test startswith(from_bytes(), "Pixel { flag: false,")
    bytes[1] = 2
    @test message(from_bytes) == "ArgumentError: argument `pixel` is not a value of `Pixel`"
    board = Board(Red, Spot(0, 0))
    @test_throws ArgumentError board.colour = wrong
    @test board.colour === Red
end

@testset "errors with a value" begin
    @test check_length("abc") === 3
    @test thrown(() -> check_length("")) == RustError("it is empty", Empty)
    @test thrown(() -> check_length("abcdef")) == RustError("it is too long", TooLong)
    @test thrown(() -> rich_error(true)) == RustError("code 5", nothing)
    @test thrown(() -> rich_error(false)) == RustError("rich", nothing)
    @test thrown(() -> tiny_error(Tiny(7, 8))) == RustError("7/8", Tiny(7, 8))
    # More than a failure can carry: the message has to do.
    big = thrown(() -> pixel_error(Pixel(true, Spot(1, 2), blue, 3, 4)))
    @test big.value === nothing
    @test occursin("Pixel { flag: true", big.message)
    stays = thrown(() -> trouble(5))
    @test stays.message == "trouble 5"
    @test stays.value isa Trouble
    @test stays.value.code === Int32(5)
end

@testset "values" begin
    @test isbitstype(Spot) && sizeof(Spot) == 16
    @test fieldnames(Pixel) == (:flag, :spot, :colour, :type, :small)
    @test fieldtypes(Pixel) == (Bool, Spot, Colour, UInt16, Int8)
    @test sizeof(Tiny) == 8
    for x in (0.0, -0.0, Inf, -Inf, floatmin(), floatmax(), 5.0e-324), y in (1.5, -2.5)
        spot = Spot(x, y)
        @test echo_spot(spot) === spot
        @test option_spot(spot) === spot
        @test result_spot(spot, true) === spot
        @test option_spot_reference(spot) === y
        @test borrow_spot(spot) === x
    end
    @test option_spot(nothing) === nothing
    @test option_spot_reference(nothing) === -Inf
    @test thrown(() -> result_spot(Spot(1, 2), false)) == RustError("no spot", nothing)
    @test isnan(nan_spot().x) && nan_spot().y === -0.0
    # The constructor is Rust's, and there is no way round it.
    @test thrown(() -> Spot(NaN, 1)) == RustError("a spot has to be somewhere", nothing)
    @test Spot(1, 2) === Spot(1.0, 2.0)
    @test thrown(() -> Spot(1, 2, 3)) isa MethodError
    @test norm(Spot(3, 4)) === 5.0
    @test moved(Spot(1, 2), Spot(10, 20)) === Spot(11, 22)
    pixel = Pixel(false, Spot(1, 2), blue, typemax(UInt16), typemin(Int8))
    @test echo_pixel(pixel) === pixel
    @test show_pixel(pixel) ==
        "Pixel { flag: false, spot: Spot { x: 1.0, y: 2.0 }, colour: Blue, type: 65535, small: -128 }"
    tiny = Tiny(typemax(UInt8), typemax(UInt32))
    @test echo_tiny(tiny) === tiny
    @test hash(Spot(1, 2)) == hash(Spot(1, 2))
end

@testset "values cost nothing" begin
    sum_of(n) = (s = Spot(0, 0); for i in 1:n; s = moved(s, echo_spot(s)); end; s)
    allocated(call, n) = (call(1); is_optimized ? (@allocated call(n)) : 0)
    @test allocated(sum_of, 1000) == allocated(sum_of, 1)
    turn(n) = (c = Red; for i in 1:n; c = next(echo_colour(c)); end; c)
    @test allocated(turn, 1000) == allocated(turn, 1)
end

@testset "in arrays" begin
    spots = [Spot(1, 2), Spot(3, 6)]
    @test middle(spots) === Spot(2, 4)
    @test middle(view(spots, 2:2)) === Spot(3, 6)
    @test middle(Spot[]) === nothing
    @test middle(reshape([spots; spots], 2, 2)) === Spot(2, 4)
    address = pointer(spots)
    mirror(spots)
    @test spots == [Spot(-1, 2), Spot(-3, 6)] && pointer(spots) === address
    @test circle(0) == Spot[]
    for count in (1, 10, 100_000)
        @test circle(count) == [Spot(i, -Float64(i)) for i in 0:count-1]
    end
    pixels = [Pixel(isodd(i), Spot(i, -i), Green, i, -i) for i in 1:100]
    @test echo_pixels(pixels) == pixels
    @test echo_colours([blue, Red]) == [blue, Red]
    @test rainbow() == collect(instances(Colour))
    wrong = reinterpret(Colour, [0x00, 0x05])
    @test message(() -> echo_colours(collect(wrong))) ==
        "ArgumentError: argument `colours` has an element that is not a value of `Colour`"
    @test_throws ArgumentError middle(view([spots; spots], 1:2:3))
    error = thrown(() -> middle([1.0, 2.0]))
    @test occursin("are not of the type $Spot, which Rust takes", error.msg)
    allocated(call, argument) =
        (call(argument); is_optimized ? (@allocated call(argument)) : 0)
    @test allocated(s -> (middle(s); nothing), fill(Spot(1, 2), 1000)) ==
        allocated(s -> (middle(s); nothing), fill(Spot(1, 2), 1))
end

@testset "as fields" begin
    board = Board(Green, Spot(1, 2))
    @test (board.colour, board.sign) === (Green, nothing)
    @test (board.spot, board.pixel) === (Spot(1, 2), nothing)
    board.colour = blue
    board.sign = Negative
    board.spot = Spot(3, 4)
    pixel = Pixel(true, Spot(1, 2), Red, 5, 6)
    board.pixel = pixel
    @test (board.colour, board.sign) === (blue, Negative)
    @test (board.spot, board.pixel) === (Spot(3, 4), pixel)
    board.sign = nothing
    @test board.sign === nothing
    other = Board(Red, Spot(7, 8))
    paint(board, Red, nothing, other)
    @test (board.colour, board.spot) === (Red, Spot(7, 8))
    paint(board, Green, Spot(9, 9), other)
    @test (board.colour, board.spot) === (Green, Spot(9, 9))
    @test_throws MethodError board.colour = 1
end

@testset "constants" begin
    @test LIMIT === UInt32(10_000)
    @test LOWEST === typemin(Int64)
    @test HIGHEST === typemax(UInt64)
    @test MINUS === Int8(-1)
    @test SIZE === typemax(UInt)
    @test DEEPEST === typemin(Int128) + 1
    @test WIDEST === typemax(UInt128) - 1
    @test THIRD === 1.0f0 / 3
    @test TENTH === 0.1
    @test SMALLEST === 5.0e-324
    @test ENDLESS === -Inf
    @test NO_NUMBER isa Float32 && isnan(NO_NUMBER)
    @test MINUS_ZERO === -0.0
    @test YES === true
    @test SHARP_S === 'ß'
    @test greeting === "Hällo \"\$x\"\n\0😀"
    @test COUNT_OF_COLOURS === 3
    @test NOTHING === ""
    @test isconst(C, :LIMIT)
end

@testset "docstrings" begin
    text(binding) = repr("text/plain", Base.Docs.doc(Base.Docs.Binding(C, binding)))
    @test occursin("A colour of the rainbow.", text(:Colour))
    @test occursin("The longest wave.", text(:Colour))
    @test occursin("A point in the plane.", text(:Spot))
    @test occursin("x::Float64: To the right.", replace(text(:Spot), "`" => ""))
    @test occursin("The largest number of things.", text(:LIMIT))
    # The module's, where its user asks for it.
    @test occursin("One of everything that can cross", repr("text/plain", Base.Docs.doc(C)))
    @test occursin("each error", repr("text/plain", @doc(C)))
end

@testset "variants with a prefix" begin
    @test instances(C.Lamp) == (LampRed, LampOff)
    @test switched(LampRed) === LampOff && switched(LampOff) === LampRed
    @test signal_of(LampRed) == SignalLamp(LampRed)
    @test signal_of(LampOff) == SignalPair(2)
    @test SignalPair <: Signal
end
