@testset "arrays and references" begin
    numbers = [1.0, 2.0, 3.5]
    @test sum_at(numbers, 3) === 6.5
    @test sum_at(Ref(4.5), 1) === 4.5
    @test sum_at(Ref(numbers, 2), 2) === 5.5
    @test GC.@preserve(numbers, sum_at(pointer(numbers, 2), 2)) === 5.5
    @test sum_at([1.0 2.0; 3.0 4.0], 4) === 10.0
    @test sum_at(C_NULL, 0) === 0.0
    @test_throws MethodError sum_at([1, 2], 2)
    @test_throws MethodError sum_at(Ref(1.0f0), 1)
    @test_throws MethodError sum_at(1.0, 1)
    @test_throws InexactError sum_at(numbers, -1)

    shorts = Int16[1, -2, 300]
    @test double_at(shorts, 3) === nothing
    @test shorts == [2, -4, 600]
    one = Ref(Int16(21))
    double_at(one, 1)
    @test one[] === Int16(42)
end

@testset "flags and characters" begin
    @test count_true([true, false, true], 3) === 2
    @test_throws MethodError count_true([1, 0], 2)
    # The four bytes of a Rust `char` are not those of a Julia `Char`.
    letter = Ref(UInt32('q'))
    raise_case(letter)
    @test Char(letter[]) === 'Q'
    @test_throws MethodError raise_case(Ref('q'))
end

@testset "as values" begin
    address = Ptr{Float32}(4096)
    @test echo_pointer(address) === address
    @test echo_pointer(C_NULL) === Ptr{Float32}(0)
    @test option_pointer(Ptr{UInt8}(1)) === Ptr{UInt8}(1)
    @test option_pointer(C_NULL) === Ptr{UInt8}(0)
    @test option_pointer(nothing) === nothing
    bytes = UInt8[1, 2]
    @test GC.@preserve(bytes, option_pointer(bytes) === pointer(bytes))
    @test result_pointer(Ptr{UInt8}(5), true) === Ptr{UInt8}(5)
    @test thrown(() -> result_pointer(C_NULL, false)) == RustError("9", 0x09)
    number = Ref(Int32(7))
    GC.@preserve number begin
        inner = Base.unsafe_convert(Ptr{Int32}, number)
        @test first_of([inner]) === Int32(7)
        @test first_of(Ref(inner)) === Int32(7)
    end
end

@testset "opaque" begin
    @test opaque_take(opaque_new(99)) === UInt64(99)
    @test is_null(C_NULL)
    @test !is_null([1])
    @test !is_null(Ref("anything"))
    @test_throws MethodError is_null(1)
end

@testset "unsafe" begin
    @test dereference(Ref(12)) === 12
end
