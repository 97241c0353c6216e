# Functions that take and return more than numbers.

all_texts = texts

@testset "text" begin
    for text in all_texts
        @test told_text(text, t -> (t::String; t)) == text
        @test told_length(text, 1, t -> (t === text || t == text) ? sizeof(t) : -1) == sizeof(text)
    end
    @test told_text("ab", uppercase) == "AB"
    @test told_text("ab", t -> SubString(t * "c", 2)) == "bcc"[2:3]
    @test told_length("abc", 10, length) === 30
    seen = nothing
    @test told_texts((arguments...) -> (seen = arguments)) === nothing
    @test seen == ("owned", ["a", "ß"], ["", "\0"], '😀')
    @test seen isa Tuple{String,Vector{String},Vector{String},Char}
    @test told_shared(t -> t * "!") == "shared!"
end

@testset "arrays, options" begin
    seen = nothing
    @test told_arrays((arguments...) -> (seen = arguments; 1:3)) == [1.0, 2.0, 3.0]
    @test isequal(seen, ([1.5, NaN], [true, false], UInt16[1, 0xffff], Int[]))
    @test seen isa Tuple{Vector{Float64},Vector{Bool},Vector{UInt16},Vector{Int}}
    @test told_arrays((arguments...) -> view([5.0 6.0], 1, :)) == [5.0, 6.0]
    @test told_options((a, b) -> a === nothing ? b : a + length(b)) == [nothing, 3.0]
end

@testset "named types" begin
    spot = Spot(1.0, 2.0)
    figure = C.Braced()
    pixel = C.Pixel(true, spot, C.Green, 3, 4)
    seen = nothing
    f(arguments...) = (seen = arguments; Spot(3.0, 4.0))
    @test told_named(spot, pixel, f, c -> (c === C.Red ? C.blue : c), name -> figure) ==
          (Spot(3.0, 4.0), C.blue, figure)
    @test seen[1] === spot && seen[2] === pixel && seen[3] === C.Green && seen[4] == Rect(1.0, 2.0)
    @test thrown(() -> told_named(spot, pixel, (a...) -> 1, identity, name -> figure)) isa
          ArgumentError
    before = settled_counters()
    kept = Counter[]
    @test told_objects(3, (counter, others) -> begin
        append!(push!(kept, counter), others)
        counter.value + sum(other.value for other in others)
    end) === Int64(9)
    @test [counter.value for counter in kept] == [0, 0, 1, 1, 1, 1, 2, 2, 1]
    empty!(kept)
    @test settled_counters() == before
    error = ErrorException("mine")
    @test thrown(() -> told_objects(3, (counter, others) -> throw(error))) === error
    @test settled_counters() == before
    seen = nothing
    @test told_nested((arguments...) -> (seen = arguments; Dict("a" => arguments[1]))) === 1
    @test seen == (Dict("key" => [nothing, (Int8(-1), typemax(UInt128))]), Set('a'), (1.0f0, 2.0f0))
    @test thrown(() -> told_nested((arguments...) -> Dict("a" => 1))) isa ArgumentError
end

struct Unshowable <: Exception end
Base.showerror(::IO, ::Unshowable) = error("not to be shown")

@testset "exceptions" begin
    error = DomainError(1, "mine")
    @test thrown(() -> told_text("a", t -> throw(error))) === error
    @test thrown(() -> told_text("a", t -> 5)) isa ArgumentError
    @test message(() -> told_text("a", t -> 5)) ==
          "ArgumentError: cannot pass a value of type $Int where Rust takes String"
    @test told_or_error("a", length, t -> nothing) === Int64(1)
    for thrower in (t -> throw(error), t -> told_text("a", t -> throw(error)))
        @test thrown(() -> told_or_error("a", thrower, t -> nothing)) isa RustError
        @test thrown(() -> told_or_error("a", thrower, t -> nothing)).message ==
              sprint(showerror, error)
    end
    @test thrown(() -> told_or_error("a", length, t -> throw(error))).message ==
          "second: " * sprint(showerror, error)
    @test occursin("1.5", thrown(() -> told_or_error("a", t -> 1.5, t -> nothing)).message)
    @test thrown(() -> told_or_error("a", t -> throw(Unshowable()), t -> nothing)).message ==
          "an exception of type $Unshowable"
    @test thrown(() -> told_or_error("a", t -> throw(InterruptException()), t -> nothing)) isa
          InterruptException
    @test told_until(i -> i < 3 ? "$i" : throw(error)) == "012"
    @test thrown(() -> told_text("a", t -> "\xff")) isa RustPanic
    @test thrown(() -> told_text("a", t -> "\xff")).message ==
          "a function of the host returned a value that has a part that is not valid UTF-8"
    seen = nothing
    @test thrown(() -> told_while_unwinding(t -> throw(error), (n, t) -> seen = (n, t))) === error
    @test seen == (0, "seen")
end

@testset "collections, many calls" begin
    total = 0
    @test told_length("some text", 10^5, t -> (total += sizeof(t); sizeof(t))) === total
    @test told_text("ab", t -> (GC.gc(); string(t, 1))) == "ab11"
    tasks = [@async told_text("t$i", t -> (yield(); t * "x")) for i in 1:5]
    @test fetch.(tasks) == ["t$(i)xx" for i in 1:5]
end
