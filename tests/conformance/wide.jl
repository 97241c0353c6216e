for (type, T) in ((:i128, Int128), (:u128, UInt128))
    @testset "$type" begin
        echo, option, result = rust(:echo, type), rust(:option, type), rust(:result, type)
        both, mixed = rust(:both, type), rust(:mixed, type)
        for value in [edges(T); T(2)^64; T(2)^64 - 1; T(2)^63]
            @test echo(value) === value
            @test option(value) === value
            @test result(value, true) === value
            @test thrown(() -> result(value, false)) == RustError(string(value), nothing)
            @test both(value, true) === value
            @test mixed(1, value, 2.5, value, 3, 4.5) === value
        end
        @test option(nothing) === nothing
        @test both(nothing, true) === nothing
        @test mixed(1, 5, 2.5, nothing, 3, 4.5) === nothing
        for call in (echo, option)
            @test_throws InexactError call(1.5)
            @test_throws InexactError call(big(typemax(T)) + 1)
            @test_throws InexactError call(big(typemin(T)) - 1)
            @test_throws MethodError call("1")
        end
        @test allocated(echo, (T(5),)) == 0
        @test allocated(option, (T(5),)) == 0
        @test (@inferred echo(7)) === T(7)
    end
end

@testset "text of C" begin
    functions = (
        echo_c_str, echo_c_string, option_c_str, borrowed_c_str,
        text -> both_c_string(text, true))
    for text in texts, call in functions
        if '\0' in text
            @test message(() -> call(text)) == "ArgumentError: argument `text` has a NUL in it"
        else
            @test call(text) == text
            @test call(SubString("x$(text)y", 2, lastindex(text) + 1)) == text
        end
    end
    for call in functions
        @test call(GenericString("generic ß")) == "generic ß"
        # It is bytes, whatever they are.
        @test call("\xff") == "\xff"
        @test_throws MethodError call(1)
    end
    @test option_c_str(nothing) === nothing
    @test both_c_string(nothing, true) === nothing
    @test occursin("nul byte", thrown(() -> both_c_string("x", false)).message)
    text = "a text"
    GC.@preserve text @test c_str_address(text) == UInt(pointer(text))
    @test c_string_of([0xff, 0x61]) == "\xffa"
    @test c_texts(["a", "", "\xff"]) == ["\xff", "", "a"]
    @test optional_c_texts(["a", "b"]) == ["a", "b"]
    @test optional_c_texts(String[]) === nothing
    @test thrown(() -> optional_c_texts(["a"])).message == "one"
    @test c_texts_and_more(["a", "bc"]) == (["a", "bc"], ["a", "bc"], 7)
    @test thrown(() -> c_string_of([0x00])) isa RustPanic
end

@testset "arrays of text" begin
    functions = (
        texts_slice, texts_owned_slice, texts_vector, texts_borrowed_vector, texts_boxed,
        array -> texts_option(array, nothing), array -> texts_option(nothing, array),
        array -> something(texts_both(array, true), String[]),
        array -> texts_tuple((array, nothing))[1], array -> texts_tuple((String[], (array, 1)))[2])
    for call in functions
        for array in Any[texts, String[], ["", ""], repeat(["a", "ß", "😀\0"], 10_000)]
            @test call(array) == array
            @test call(array) isa Vector{String}
        end
        @test call(split("some words here")) == ["some", "words", "here"]
        @test call(AbstractString["a", SubString("xyz", 2, 2), GenericString("g")]) ==
              ["a", "y", "g"]
        @test call(["a" "b"; "c" "d"]) == ["a", "c", "b", "d"]
        @test call(view(["a", "b", "c"], 1:2:3)) == ["a", "c"]
        @test message(() -> call(["good", "\xff"])) in (
            "ArgumentError: argument `texts` has an element that is not valid UTF-8",
            "ArgumentError: argument `more` has an element that is not valid UTF-8",
            "ArgumentError: argument `value` has an element that is not valid UTF-8")
        error = thrown(() -> call([1, 2]))
        @test occursin("are not of the type AbstractString, which Rust takes", error.msg)
        @test_throws MethodError call("text")
        @test_throws UndefRefError call(Vector{String}(undef, 2))
    end
    @test texts_option(nothing, nothing) === nothing
    @test texts_both(String[], true) === nothing
    @test thrown(() -> texts_both(["a", "b"], false)) == RustError("ab", nothing)
    @test words("a zwölf b") == ["a", "zwölf", "b"]
    @test (@inferred words("x")) == ["x"]
    many = [string(i) for i in 1:10^6]
    @test texts_vector(many) == many
end

@testset "fields" begin
    wide = C.Assorted(typemax(UInt128))
    @test wide.number === typemax(UInt128)
    wide.number = 3
    @test wide.number === UInt128(3)
    @test_throws InexactError wide.number = -1
    wide.maybe = typemin(Int128)
    @test wide.maybe === typemin(Int128)
    wide.maybe = nothing
    @test wide.maybe === nothing
    wide.name = "größer"
    @test wide.name == "größer"
    @test_throws ArgumentError wide.name = "a\0"
    @test wide.constant == constant_texts(wide) == ["a", "", "ß"]
    @test_throws ErrorException wide.constant = ["x"]
    wide.lines = ["x", "größer"]
    @test wide.lines == C.lines(wide) == ["x", "größer"]
end

@testset "a million texts leave memory as it was" begin
    array = ["x"^100 for _ in 1:100]
    function grown(calls)
        before = Sys.maxrss()
        for _ in 1:calls
            texts_vector(array)
        end
        return Sys.maxrss() - before
    end
    grown(10_000) # until Julia's own heap has the size that it wants
    # What is not released would be 300 MB.
    @test grown(30_000) < 150_000_000
end
