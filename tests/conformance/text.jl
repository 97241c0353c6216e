const functions = (
    echo_str, echo_string, option_str, option_string, spacious,
    text -> result_str(text, true), text -> both_str(text, true))

for text in texts, call in functions
    @test call(text) == text
    @test call(text) isa String
end

@testset "other strings" begin
    text = "a zwölf b"
    part = SubString(text, 3, 8)
    for call in functions
        @test call(part) == "zwölf"
        @test call(SubString(text, 1, 0)) == ""
        @test call(GenericString("generic ß")) == "generic ß"
        @test_throws MethodError call(:symbol)
        @test_throws MethodError call(1)
        @test_throws MethodError call(b"bytes")
    end
end

@testset "options" begin
    @test option_str(nothing) === nothing
    @test option_string(nothing) === nothing
    @test both_str(nothing, true) === nothing
    @test_throws MethodError echo_str(nothing)
    @test thrown(() -> result_str("wrong", false)) == RustError("wrong", nothing)
    @test thrown(() -> both_str("x", false)) == RustError("bad", nothing)
end

@testset "borrowed and static" begin
    @test borrowed("  trimmed\n") == "trimmed"
    @test borrowed("   ") == ""
    @test C.constant() == "constant"
end

@testset "between others" begin
    @test C.join("a", '-', "ß", nothing) == "a-ß"
    @test C.join("a", '😀', SubString("xyz", 2, 2), 2) == "a😀ya😀y"
    @test_throws InexactError C.join("a", '-', "b", 256)
end

@testset "text that is none" begin
    for bad in ("\xff", "a\xc3", "\xed\xa0\x80", "ok\0\xf5")
        for call in (functions..., borrowed, byte_length)
            @test thrown(() -> call(bad)) isa ArgumentError
        end
    end
    @test message(() -> echo_str("\xff")) == "ArgumentError: argument `text` is not valid UTF-8"
end

@testset "no copy on the way in" begin
    text = "some text that lies somewhere"
    GC.@preserve text begin
        @test address_of(text) == UInt(pointer(text))
        @test address_of(SubString(text, 6, 9)) == UInt(pointer(text)) + 5
    end
    lengths(text) = (length = 0; for _ in 1:100; length += byte_length(text); end; length)
    lengths(text)
    @test !is_optimized || (@allocated lengths(text)) <= 16
end

@testset "nothing is left behind" begin
    big = "y"^10_000_000
    @test echo_str(big) == big
    function grown(calls)
        GC.gc()
        before = Sys.maxrss()
        for _ in 1:calls
            spacious(SubString(big, 1, 1000))
        end
        GC.gc()
        return Sys.maxrss() - before
    end
    grown(1000)
    @test grown(20_000) < 100_000_000
end

@testset "borrowed or owned" begin
    for text in texts
        @test echo_cow(text) == (true, text)
        @test option_cow(text) == text
    end
    @test option_cow(nothing) === nothing
    @test without_spaces("a b c") == "abc"
    @test shared_texts(["a", "", "größer"]) == ["größer", "", "a"]
    @test without_spaces(SubString("abc", 2)) == "bc"
    @test thrown(() -> echo_cow("\xff")) isa ArgumentError
end

@testset "paths need not be UTF-8" begin
    @test path_join("/tmp", "\xff\xfe.txt") == "/tmp/\xff\xfe.txt"
    @test path_join("/tmp", nothing) == "/tmp"
    @test path_join(SubString("x/tmp", 2), GenericString("a")) == "/tmp/a"
    @test path_parent("/\xff/b") == "/\xff"
    @test path_parent("/") === nothing
    @test path_name("/a/\xfe") == "\xfe"
    @test thrown(() -> path_name("/")) == RustError("no name", nothing)
    @test path_parts(("/\xff/größer", 1)) == ["/", "\xff", "größer"]
    @test paths_joined(["/a", "\xff", SubString("bc", 2)]) == "/a/\xff/c"
    @test paths_joined(String[]) == ""
    @test_throws MethodError path_parent(:symbol)
    @test echo_whereabouts(Filed("/\xff", "größer")) == Filed("/\xff", "größer")
    @test echo_whereabouts(RawName("\xfe")) == RawName("\xfe")
    @test_throws ArgumentError echo_whereabouts(Filed("/", "\xff"))
end
