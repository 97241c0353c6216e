@testset "Display" begin
    version = Version(1, 2)
    @test string(version) == "v1.2"
    @test "$version" == "v1.2"
    @test repr(version) == "v1.2"
    @test sprint(show, MIME"text/plain"(), version) == "v1.2"
    finalize(version)
    @test string(version) == "Version(released)"
    @test string(High) == "high"
    @test string(Modulo(3)) == "3 mod 7"
    @test repr([Modulo(1)]) == "$(Modulo)[1 mod 7]"
end

@testset "PartialEq and Hash" begin
    @test Version(1, 2) == Version(1, 2)
    @test Version(1, 2) != Version(1, 3)
    @test hash(Version(1, 2)) == hash(Version(1, 2))
    @test hash(Version(1, 2)) != hash(Version(2, 1))
    @test length(Set([Version(1, 2), Version(1, 2), Version(1, 3)])) == 2
    counts = Dict(Version(1, 2) => 5)
    @test counts[Version(1, 2)] == 5
    # What is equal has one hash, even where Rust has none to give.
    @test Word("Rust") == Word("RUST")
    @test hash(Word("Rust")) == hash(Word("RUST"))
    @test length(unique([Word("a"), Word("A"), Word("b")])) == 2
    @test Modulo(1) == Modulo(8)
    @test Modulo(1) !== Modulo(8)
    @test Modulo(1) != Modulo(2)
    @test isequal(Modulo(1), Modulo(8)) && hash(Modulo(1)) == hash(Modulo(8))
    gone = Version(1, 2)
    finalize(gone)
    @test_throws ArgumentError gone == Version(1, 2)
    @test_throws ArgumentError hash(gone)
end

@testset "Clone" begin
    version = Version(1, 2)
    copied = copy(version)
    @test copied == version && copied !== version
    copied.major = 9
    @test version.major === UInt32(1)
    # An object that is there twice is one object in the copy as well.
    both = deepcopy([version, version])
    @test both[1] === both[2]
    @test both[1] !== version && both[1] == version
    @test (@inferred copy(version)) isa Version
    @test (@inferred deepcopy(version)) isa Version
    @test thrown(() -> copy(Word("panic"))).message == "this word cannot be cloned"
end

@testset "PartialOrd" begin
    @test Version(1, 9) < Version(2, 0)
    @test !(Version(2, 0) < Version(2, 0))
    @test sort([Version(2, 0), Version(1, 9), Version(1, 2)]) ==
          [Version(1, 2), Version(1, 9), Version(2, 0)]
    @test maximum([Version(2, 0), Version(3, 1)]) == Version(3, 1)
    # Rust's order, not that of the integers.
    @test isless(High, Low) && High < Low
    @test sort([Low, High]) == [High, Low]
end

@testset "Iterator" begin
    @test collect(Countdown(3)) == Int64[2, 1, 0]
    @test collect(Countdown(0)) == Int64[]
    @test eltype(Countdown) === Int64
    @test sum(Countdown(101)) == 5050
    countdown = Countdown(5)
    @test first(countdown) === Int64(4)
    @test countdown.left === UInt8(4)
    @test [x for x in Iterators.filter(isodd, countdown)] == [3, 1]
    @test iterate(countdown) === nothing
    total(iterator) = (n = 0; for x in iterator; n += x; end; n)
    @test (@inferred total(Countdown(4))) == 6
    @test string.(Iterators.take(Versions(), 3)) == ["v1.0", "v2.0", "v3.0"]
    @test eltype(Versions) === Version
    @test thrown(() -> collect(Versions())).message == "there is no version 4"
end
