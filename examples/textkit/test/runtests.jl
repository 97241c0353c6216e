using TextKit
using Test

const text = read(joinpath(@__DIR__, "..", "data", "declaration.txt"), String)

@testset "words and graphemes" begin
    @test count_words("Don't panic!") == 2
    @test words("Don't panic!") == ["Don't", "panic"]
    @test length(words(text)) == count_words(text)
    @test count_graphemes("🇩🇪e\u0301") == 2
    @test reverse_graphemes("ae\u301🇩🇪") == "🇩🇪e\u0301a"
    @test longest_word("one two, three; seven") == "three"
    @test longest_word("…") === nothing
    @test nth_word(text, 3) == "beings"
    @test_throws RustPanic nth_word("one two", 3)
end

@testset "a real text" begin
    summary = summary_of(joinpath(@__DIR__, "..", "data", "declaration.txt"))
    @test summary.bytes == ncodeunits(text)
    @test summary.codepoints == length(text)
    # Devanagari has graphemes of several code points; the other scripts of this file have none.
    @test summary.graphemes < summary.codepoints
    @test count_graphemes(split(text, "\n\n")[1]) == length(split(text, "\n\n")[1])
    @test longest_word(text) == "Brüderlichkeit"
end

@testset "patterns" begin
    dignity = Pattern("dignity|Würde|dignité|dignidad")
    @test source(dignity) == "dignity|Würde|dignité|dignidad"
    @test count_matches(dignity, text) == 4
    @test is_match(dignity, "in dignity")
    @test find_first(dignity, text) == "dignity"
    @test find_first(dignity, "nothing of it") === nothing
    @test replace_all(dignity, "Würde, dignity", "*") == "*, *"
    @test dignity.replacements == 2
    dignity.limit = 1
    @test replace_all(dignity, "Würde, dignity", "*") == "*, dignity"
    @test dignity.replacements == 3
    @test count_matches(either(dignity, Pattern("rights")), text) == 5
    error = try Pattern("(open"); nothing catch error; error end
    @test error isa RustError
    @test occursin("unclosed group", error.message)
end
