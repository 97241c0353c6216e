using REPL  # it has `Base.Docs.doc` since Julia 1.11

@testset "an instance is a type" begin
    short, long = Smoother(0.5f0), Smoother(0.5)
    @test short isa Smoother{Float32} && long isa Smoother{Float64}
    @test Smoother{Float64} <: Smoother && !(short isa Smoother{Float64})
    @test (@inferred Smoother(0.5f0)) isa Smoother{Float32}
    # With the type, arguments are converted as ever.
    @test (@inferred Smoother{Float64}(1)).weight === 1.0
    @test Smoother{Float32}(1//2).weight === 0.5f0
    @test thrown(() -> Smoother(1)) isa MethodError
    @test thrown(() -> Smoother{Int}(1)) isa MethodError
    @test smooth(short, 2) === 3.0f0 && smooth(short, 2) === 3.5f0
    @test (@inferred Union{Nothing,Float64} smooth_last(long)) === nothing
    @test (@inferred smooth(long, 4)) === 6.0
    doc = repr("text/plain", Base.Docs.doc(Smoother))
    @test occursin("One that has seen nothing.", doc)
    @test occursin("weight::Float32", doc) && occursin("weight::Float64", doc)
end

@testset "properties, equality and show" begin
    short = Smoother(0.5f0)
    short.weight = 2
    @test (@inferred (s -> s.weight)(short)) === 2.0f0
    @test copy(short) == short && copy(short) !== short && hash(copy(short)) == hash(short)
    @test deepcopy(short) isa Smoother{Float32}
    @test string(short) == "smoother of 2" && repr(short) == "smoother of 2"
    @test repr(Couple(0x01, true)) == "Couple{UInt8,Bool}(first = 1, second = true)" ||
        repr(Couple(0x01, true)) == "Couple{UInt8, Bool}(first = 1, second = true)"
    @test propertynames(short) == (:weight,)
    @test into_weight(short) === 2.0f0
    @test repr(short) == "Smoother{Float32}(released)"
    @test occursin("Smoother{Float32} is gone", thrown(() -> smooth(short, 1)).msg)
end

@testset "methods of some instances" begin
    @test precise_weight(Smoother(0.5)) === 0.5
    @test thrown(() -> precise_weight(Smoother(0.5f0))) isa MethodError
    @test first_or(Couple(0x01, true), 7) === 0x01
    @test first_or(Couple(1, false), 7) === 7
    @test thrown(() -> first_or(Couple(1, "a"), 7)) isa MethodError
end

@testset "operators" begin
    @test (Smoother(0.5) * 4).weight === 2.0
    @test (Smoother(0.5f0) + Smoother(1.0f0)).weight === 1.5f0
    @test thrown(() -> Smoother(0.5f0) + Smoother(1.0)) isa MethodError
end

@testset "functions" begin
    @test short_weight(Smoother(0.5f0)) === 0.5f0
    @test thrown(() -> short_weight(Smoother(0.5))) isa MethodError
    @test (@inferred Union{Nothing,Smoother{Float64}} smoother_of(1)) isa Smoother{Float64}
    @test smoother_of(-1) === nothing
    made = smoothers(Smoother{Float64}, [1.0, 2.0])
    @test made isa Vector{Smoother{Float64}} && total_weight(made) === 3.0
    @test thrown(() -> total_weight([Smoother(1.0f0)])) isa Union{ArgumentError,MethodError}
    @test weight_of(Smoother(0.5f0)) === 0.5f0 && weight_of(Smoother(0.5)) === 0.5
end

@testset "several parameters" begin
    couple = Couple(3, "x")
    @test couple isa Couple{Int64,String}
    @test couple.first === 3 && couple.second == "x"
    @test divorce(couple) === (3, "x") || divorce(couple) == (3, "x")
    @test Couple{UInt8,Bool}(3, false) isa Couple{UInt8,Bool}
    @test_throws InexactError Couple{UInt8,Bool}(300, false)
    @test thrown(() -> Couple{UInt8,Int}(3, 4)) isa MethodError
end

@testset "of exported types" begin
    pile = Pile{Label}()
    lay(pile, Label("a"))
    @test length(pile) == 1 && repr(pile) == "Pile{Label}()"
    @test lift(pile).text == "a" && lift(pile) === nothing
    # No argument says which instance this is, so there is only the function with the type.
    @test lift(pile_of(Pile{Char}, 'x')) === 'x'
    @test thrown(() -> Pile()) isa MethodError
    label = Label("b")
    lay(pile, label)
    @test_throws ArgumentError lay(pile, label)
end
