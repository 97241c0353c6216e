@testset "Err with a type of its own" begin
    @test parse_digits("123") === UInt64(123)
    @test thrown(() -> parse_digits("")) == RustError("there is nothing to parse", nothing)
    @test message(() -> parse_digits("1x")) == "RustError: 'x' is no digit\nand «that» is \$odd"
    @test thrown(boxed_error) == RustError("invalid digit found in string", nothing)
    @test thrown(empty_error) == RustError("", nothing)
end

@testset "Err with a number" begin
    error = thrown(() -> result_f64(1.5, false))
    @test error.message == "1.5"
    @test error.value === 1.5
    @test thrown(() -> result_char('ß', false)) == RustError("ß", 'ß')
    @test thrown(() -> result_bool(true, false)) == RustError("true", true)
    @test thrown(() -> result_u64(typemax(UInt64), false)).value === typemax(UInt64)
end

@testset "panics" begin
    panic = thrown(panic_with_text)
    @test panic isa RustPanic
    @test panic.message == "a text without holes"
    @test occursin(r"^src/errors\.rs:\d+:5$", panic.place)
    @test message(panic_with_text) == "RustPanic: a text without holes ($(panic.place))"
    @test thrown(() -> panic_with_format(5)).message == "5 is not good"
    @test thrown(panic_with_value).message == "a value that is not text"
    @test thrown(() -> panic_with_string("handed over 😀")).message == "handed over 😀"
    @test thrown(panic_in_drop).message == "dropping panics"
    @test thrown(error_that_panics).message == "Display panics"
    @test thrown(panic_in_a_thread).message == "elsewhere"
    @test index(1) === 0x02
    @test occursin("index out of bounds", thrown(() -> index(3)).message)
    @test occursin("divide by zero", thrown(() -> divide(1, 0)).message)
    @test occursin("overflow", thrown(() -> divide(typemin(Int32), -1)).message)
    @test occursin("the sum is too large", thrown(() -> add(typemax(Int32), 1)).message)
end

@testset "after a failure all goes on" begin
    for i in 1:1000
        @test thrown(() -> panic_with_format(i)).message == "$i is not good"
        @test thrown(() -> result_i32(i, false)).value === Int32(i)
        @test add(i, 1) === Int32(i + 1)
    end
end

@testset "nothing is printed" begin
    # The hook notes panics instead of printing them: the exception says it all.
    script = "include($(repr(module_file))); try Conformance.panic_with_text() catch; end; print(1)"
    errors = Pipe()
    julia = `$(Base.julia_cmd()) --startup-file=no -e $script`
    output = read(pipeline(julia; stderr = errors), String)
    close(errors.in)
    @test output == "1"
    @test read(errors, String) == ""
end

@testset "stack traces name the caller" begin
    trace = try
        panic_with_text()
    catch
        sprint(Base.show_backtrace, catch_backtrace())
    end
    @test occursin("panic_with_text", trace)
end
