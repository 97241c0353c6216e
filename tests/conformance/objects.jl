using REPL  # it has `Base.Docs.doc` since Julia 1.11
using Serialization

@testset "constructors" begin
    counter = Counter(5)
    @test counter isa Counter
    @test counter isa C.RustObject
    @test counter.value === Int64(5)
    @test zero_of(Counter).value === Int64(0)
    @test try_new(Counter, 3).value === Int64(3)
    @test thrown(() -> try_new(Counter, -3)) == RustError("-3 is below zero", nothing)
    @test maybe_new(Counter, 1).value === Int64(1)
    @test maybe_new(Counter, -1) === nothing
    @test either_new(Counter, 2).value === Int64(2)
    @test either_new(Counter, 0) === nothing
    @test thrown(() -> either_new(Counter, -7)) == RustError("-7", Int64(-7))
    @test Pair_(Counter(1), nothing) isa Pair_
    @test thrown(() -> Pair_(Counter(-1), nothing)) ==
          RustError("the left one is negative", nothing)
    @test C.token() isa Token
    # Nothing else makes one.
    @test_throws MethodError Token()
    @test_throws MethodError Token(1)
    @test_throws MethodError Counter()
    @test_throws MethodError Counter("5")
    @test_throws MethodError Counter(Ptr{UInt8}(8))
    @test_throws MethodError convert(Counter, 1)
    @test_throws InexactError Counter(1.5)
end

@testset "properties" begin
    counter = Counter(1)
    @test propertynames(counter) ==
          (:value, :step, :label, :note, :limit, :ratio, :flag, :letter, :kind, :type)
    @test (counter.value = 7) === 7
    @test counter.value === Int64(7)
    counter.step = 2.0
    @test counter.step === 0x02
    counter.label = "größer 😀\0"
    @test counter.label == "größer 😀\0"
    counter.label = SubString("abc", 2, 2)
    @test counter.label == "b"
    @test counter.note === nothing
    counter.note = "noted"
    @test counter.note == "noted"
    counter.note = nothing
    @test counter.note === nothing
    counter.limit = 3
    @test counter.limit === Int32(3)
    counter.limit = nothing
    @test counter.limit === nothing
    counter.ratio = 1 // 4
    @test counter.ratio === 0.25f0
    counter.flag = true
    @test counter.flag === true
    counter.letter = '😀'
    @test counter.letter === '😀'
    @test counter.kind == "plain"
    counter.type = 65535
    @test counter.type === 0xffff
    counter.value += 3
    @test counter.value === Int64(10)

    @test_throws InexactError counter.step = 256
    @test_throws InexactError counter.value = 1.5
    @test_throws InexactError counter.limit = 2^40
    @test_throws MethodError counter.value = "1"
    @test_throws MethodError counter.label = 1
    @test_throws MethodError counter.label = nothing
    @test_throws ArgumentError counter.label = "\xff"
    @test_throws ArgumentError counter.letter = '\ud800'
    @test counter.value === Int64(10)
    @test counter.label == "b"

    for name in (:nope, :secret, :hidden, :handle, :_live)
        error = VERSION >= v"1.12" ? Core.FieldError : ErrorException
        @test_throws error getproperty(counter, name)
        @test_throws error setproperty!(counter, name, 1)
    end
    @test propertynames(C.token()) == ()
    # One for all types: Julia compares methods of Base when it loads a package.
    method(object) = which(propertynames, Tuple{typeof(object)})
    @test method(counter) === method(C.token())
end

@testset "methods" begin
    counter = Counter(10)
    @test increment(counter) === Int64(11)
    @test add_to(counter, 5, nothing) === nothing
    @test add_to(counter, 2, 3) === nothing
    @test C.peek(counter) === Int64(22)
    @test describe(counter, "-> ") == "-> counter at 22"
    other = Counter(100)
    @test bigger(counter, other).value === Int64(100)
    @test bigger(counter, counter).value === Int64(22)
    steal(counter, other)
    @test (counter.value, other.value) === (Int64(122), Int64(0))
    swap(counter, other)
    @test (counter.value, other.value) === (Int64(0), Int64(122))
    @test compare(counter, counter)
    @test !compare(counter, other)
    @test peek_maybe(counter, other) === Int64(122)
    @test peek_maybe(counter, counter) === Int64(0)
    @test peek_maybe(counter, nothing) === nothing
    @test bump_maybe(counter, other) === Int64(123)
    @test thrown(() -> bump_maybe(counter, nothing)) == RustError("there is none", nothing)
    @test C.describe(Pair_(Counter(3), nothing), "of pair: ") == "of pair: counter at 3"
    @test right(Pair_(Counter(3), Counter(4))).value === Int64(4)
    @test right(Pair_(Counter(3), nothing)) === nothing
    @test_throws MethodError increment(C.token())
    @test_throws MethodError increment(nothing)
    for name in (:private, :skipped, :not_marked)
        @test !isdefined(C, name)
    end
end

@testset "methods that return their receiver" begin
    plan = Plan()
    @test add_step(plan, "cut") === plan
    @test repeat_step(add_step(plan, "glue"), 3) === plan
    @test all_steps(plan) == "cut glue glue glue"
    @test thrown(() -> repeat_step(Plan(), 1)) == RustError("there is no step", nothing)
    failure = thrown(() -> C.inner(plan))
    @test failure isa RustPanic
    @test failure.message == "`Plan::inner` returned another object than the one it was called " *
                             "on: a host cannot hold a Rust reference"
    @test C.add_step(plan, "paint") === plan
    @test occursin("-> Plan", string(Base.Docs.doc(C.add_step)))
end

@testset "taken by value" begin
    gone(counter) = @test thrown(() -> counter.value) isa ArgumentError
    counter = Counter(4)
    @test into_value(counter) === Int64(4)
    gone(counter)
    @test repr(counter) == "Counter(released)"
    @test message(() -> counter.value) ==
          "ArgumentError: this Counter is gone: it was finalized, given to a Rust function that " *
          "takes it by value, or made by another process"
    @test thrown(() -> increment(counter)) isa ArgumentError
    @test thrown(() -> counter.value = 1) isa ArgumentError
    @test thrown(() -> into_value(counter)) isa ArgumentError

    # The value goes and comes back in another handle.
    counter = Counter(5)
    renamed = into_other(counter, "renamed")
    gone(counter)
    @test renamed.label == "renamed"

    # Whether it was taken does not depend on what came of it.
    counter = Counter(6)
    @test thrown(() -> into_other(counter, "")) == RustError("no label", nothing)
    gone(counter)
    counter = Counter(7)
    @test thrown(() -> into_panic(counter)).message == "took 7"
    gone(counter)

    # But nothing is taken if an argument is refused, by Rust's side or by Julia's.
    counter = Counter(8)
    @test_throws ArgumentError into_other(counter, "\xff")
    @test into_value(counter) === Int64(8)
    first, second, seen = Counter(1), Counter(2), Counter(3)
    wrong_colour, wrong_bool = reinterpret(Colour, 0x07), reinterpret(Bool, UInt8[7])
    good = ('a', "", "", ["b"], [Red], [true], Red, Pixel(true, Spot(1, 2), blue, 1, 2))
    bad = ('\ud800', "\xff", "\0", ["", "\xff"], [Red, wrong_colour], wrong_bool, wrong_colour,
           Pixel(true, Spot(1, 2), wrong_colour, 1, 2))
    for i in eachindex(bad)
        arguments = ntuple(k -> k == i ? bad[k] : good[k], 8)
        @test thrown(() -> take_beside(first, arguments..., second, seen)) isa ArgumentError
        @test (first.value, second.value, seen.value) === (Int64(1), Int64(2), Int64(3))
    end
    @test take_beside(first, good..., second, seen) === Int64(6)
    gone(first)
    gone(second)
    counter, other = Counter(1), Counter(2)
    @test_throws InexactError absorb(counter, other, 256)
    @test other.value === Int64(2)
    @test_throws MethodError absorb(counter, other, "1")
    into_value(counter)
    @test_throws ArgumentError absorb(counter, other, 1)
    @test other.value === Int64(2)
    @test_throws ArgumentError take_two(other, counter)
    @test other.value === Int64(2)

    counter = Counter(1)
    @test absorb(counter, other, 10) === Int64(21)
    gone(other)
    @test !absorb_maybe(counter, nothing)
    other = Counter(5)
    @test absorb_maybe(counter, other)
    gone(other)
    @test counter.value === Int64(26)
    first, second = Counter(6), Counter(7)
    @test take_two(first, second) === Int64(42)
    gone(first)
    gone(second)
    token = C.token()
    @test spend(token) === 0x01
    @test_throws ArgumentError spend(token)
end

@testset "one object twice" begin
    counter = Counter(3)
    for call in (
        () -> steal(counter, counter), () -> swap(counter, counter),
        () -> absorb(counter, counter, 1), () -> absorb_maybe(counter, counter),
        () -> bump_maybe(counter, counter), () -> take_two(counter, counter),
        () -> look_and_take(counter, counter), () -> Pair_(counter, counter))
        @test message(call) ==
              "ArgumentError: the same Counter is passed twice to a Rust function that changes or takes it"
    end
    @test counter.value === Int64(3)
    @test look_and_take(counter, Counter(1)) === Int64(2)
end

@testset "released" begin
    before = settled_counters()
    counter = Counter(1)
    @test live_counters() == before + 1
    finalize(counter)
    @test live_counters() == before
    finalize(counter)
    @test live_counters() == before
    @test_throws ArgumentError counter.value
    @test repr(counter) == "Counter(released)"

    make(count) = for i in 1:count
        Counter(i)
    end
    make(10_000)
    @test settled_counters() <= before + 1

    # Owned by another object from the call on, and released with it.
    pair = Pair_(Counter(1), Counter(2))
    @test settled_counters() == before + 2
    finalize(pair)
    @test live_counters() == before

    # Taken by a call that fails: Rust drops it. Refused: Julia does.
    thrown(() -> into_panic(Counter(1)))
    thrown(() -> into_other(Counter(1), ""))
    thrown(() -> into_other(Counter(1), "\xff"))
    thrown(() -> Pair_(Counter(-1), Counter(2)))
    @test settled_counters() == before
end

@testset "as Julia's own" begin
    counter = Counter(3)
    @test repr(counter) ==
          "Counter(value = 3, step = 1, label = \"counter\", note = nothing, " *
          "limit = nothing, ratio = 0.5f0, flag = false, letter = 'c', kind = \"plain\", " *
          "type = 7)"
    @test repr(C.token()) == "Token()"
    @test counter == counter
    @test counter != Counter(3)
    @test length(Set([counter, counter, Counter(3)])) == 2
    @test_throws ArgumentError deepcopy(counter)
    @test_throws ArgumentError deepcopy([counter])
    @test message(() -> deepcopy(counter)) ==
          "ArgumentError: a Counter cannot be copied: it lives in Rust"
    @test add_to.(counter, [1, 2], 1) == [nothing, nothing]
    @test counter.value === Int64(6)
    copied = Ref(counter)[]
    @test copied === counter
end

@testset "a panic while dropping" begin
    # Finalizers cannot throw: Julia prints what they do.
    script = """
        include($(repr(module_file)))
        object = Conformance.DropsLoudly(5)
        finalize(object)
        print(object)
        """
    errors = Pipe()
    julia = `$(Base.julia_cmd()) --startup-file=no -e $script`
    output = read(pipeline(julia; stderr = errors), String)
    close(errors.in)
    @test output == "DropsLoudly(released)"
    @test occursin("dropped 5", read(errors, String))
end

@testset "properties allocate nothing" begin
    function work(counter, times)
        for i in 1:times
            counter.value = i
            counter.ratio = i
            counter.limit = i
            counter.letter = 'x'
            counter.value + increment(counter) == 2i + 1 || error("wrong value")
            counter.limit === nothing && error("wrong limit")
        end
    end
    counter = Counter(0)
    work(counter, 2)
    @test !is_optimized || (@allocated work(counter, 1000)) == 0
end

@testset "serialized" begin
    # An address means nothing in another process: what comes back is a handle of nothing.
    counter = Counter(3)
    stream = IOBuffer()
    serialize(stream, counter)
    copied = deserialize(seekstart(stream))
    @test repr(copied) == "Counter(released)"
    @test_throws ArgumentError copied.value
    @test counter.value === Int64(3)
end
