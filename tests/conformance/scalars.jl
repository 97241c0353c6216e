echoes(type, T) = @testset "$type" begin
    echo, option, result = rust(:echo, type), rust(:option, type), rust(:result, type)
    both, mixed = rust(:both, type), rust(:mixed, type)
    for value in edges(T)
        @test echo(value) === value
        @test option(value) === value
        @test result(value, true) === value
        error = thrown(() -> result(value, false))
        @test error isa RustError && error.value === value
        @test both(value, true) === value
        @test isnan_or(value) || mixed(1, value, 2.5, value, 3, 4.5) === value
    end
    @test option(nothing) === nothing
    @test both(nothing, true) === nothing
    @test thrown(() -> both(nothing, false)) == RustError("not None", nothing)
    @test mixed(1, first(edges(T)), 2.5, nothing, 3, 4.5) === nothing
end

isnan_or(value) = value isa AbstractFloat && isnan(value)

for (type, T) in pairs(numbers)
    echoes(type, T)
end
echoes(:bool, Bool)
echoes(:char, Char)

@testset "usize" begin
    for count in counts
        for value in (echo_usize(count), option_usize(count), result_usize(count, true),
                      both_usize(count, true), mixed_usize(1, count, 2.5, count, 3, 4.5))
            @test value === count
        end
        @test thrown(() -> result_usize(count, false)).value === count
    end
    @test option_usize(nothing) === nothing
    @test both_usize(nothing, true) === nothing
    # Rust has twice as many.
    for number in (UInt(typemax(Int)) + 1, typemax(UInt))
        for call in (echo_usize, option_usize, value -> result_usize(value, true),
                     value -> both_usize(value, true))
            @test thrown(() -> call(number)) == InexactError(:convert, Int, number)
        end
        # An error that is told is more than one of telling it.
        @test thrown(() -> result_usize(number, false)) == RustError(string(number), number)
    end
    for call in (echo_usize, option_usize, value -> result_usize(value, true))
        for number in (2.5, -1, big(typemax(UInt)) + 1, NaN)
            @test_throws InexactError call(number)
        end
    end
    @test (@inferred echo_usize(1)) === 1
    @test allocated(echo_usize, (1,)) == allocated(result_usize, (1, true)) == 0
end

@testset "conversion" begin
    @test echo_i32(2.0) === Int32(2)
    @test echo_i32(big(2)^31 - 1) === typemax(Int32)
    @test echo_i32(true) === Int32(1)
    @test echo_u8(4 // 2) === 0x02
    @test echo_f64(π) === Float64(π)
    @test echo_f32(1 // 3) === Float32(1 // 3)
    @test echo_f32(1e300) === Inf32
    @test option_f64(3) === 3.0
    @test echo_char(SubString("xß")[2]) === 'ß'
    for (type, T) in pairs(numbers)
        T <: Integer || continue
        result(value) = rust(:result, type)(value, true)
        for call in (rust(:echo, type), rust(:option, type), result)
            @test_throws InexactError call(2.5)
            @test_throws InexactError call(big(typemax(T)) + 1)
            @test_throws InexactError call(big(typemin(T)) - 1)
            @test_throws InexactError call(NaN)
            @test_throws MethodError call("1")
            @test_throws MethodError call(1im)
            @test_throws MethodError call('1')
        end
        @test_throws MethodError rust(:echo, type)(nothing)
    end
    @test_throws MethodError echo_f64("1.0")
    @test_throws MethodError echo_bool(1)
    @test_throws MethodError echo_char(97)
    @test_throws MethodError echo_char("a")
    @test_throws MethodError add(1)
    @test_throws MethodError add(1, 2, 3)
end

@testset "characters that are none" begin
    for surrogate in ('\ud800', '\udfff')
        for call in (echo_char, option_char, value -> result_char(value, true))
            @test thrown(() -> call(surrogate)) isa ArgumentError
        end
    end
    # A Julia Char may hold bytes that are no code point at all.
    malformed = reinterpret(Char, 0xff000000)
    @test thrown(() -> echo_char(malformed)) isa Base.InvalidCharError
    @test thrown(() -> option_char(malformed)) isa Base.InvalidCharError
    @test message(() -> echo_char('\ud800')) ==
          "ArgumentError: argument `value` is not a Unicode scalar value"
end

@testset "unit" begin
    @test echo_unit(nothing) === nothing
    @test result_unit(true) === nothing
    @test thrown(() -> result_unit(false)) == RustError("-1", Int8(-1))
    @test no_arguments() === Int32(42)
    @test_throws MethodError echo_unit(1)
end

@testset "many arguments" begin
    @test many_arguments(1, 2, 3, 4, 5, true, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17) ===
          Float64(sum(1:17) - 6 + 1)
end

@testset "numbers allocate nothing" begin
    types = [collect(pairs(numbers)); :bool => Bool; :char => Char]
    for (type, T) in types
        value = edges(T)[2]
        @test allocated(rust(:echo, type), (value,)) == 0
        @test allocated(rust(:option, type), (value,)) == 0
        @test allocated(rust(:option, type), (nothing,)) == 0
        @test allocated(rust(:result, type), (value, true)) == 0
        @test allocated(rust(:both, type), (value, true)) == 0
        @test allocated(rust(:mixed, type), (0x01, value, 2.5f0, value, 0x0003, 4.5)) == 0
    end
    # Conversions are free of it as well.
    @test allocated(add, (1, 2)) == 0
    @test allocated(add, (1.0, true)) == 0
end

@testset "functions of other kinds" begin
    @test halved(3) === 1.5  # `extern "C"`
    @test doubled(3) === 6f0  # `const`
    @test limit_of(Counter, 4) === UInt32(15)
end
