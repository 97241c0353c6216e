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

@testset "an enum with data is thrown itself" begin
    @test ReadError <: Exception && Refusal <: Exception
    error = thrown(() -> read_lines("1\n2!\n3"))
    @test error isa Within && error.line === UInt32(2)
    @test error.source == Unexpected(1, "!") && error == Within(2, Unexpected(1, "!"))
    @test_throws Within(1, Blank()) read_lines("")
    @test_throws Unexpected Base.throw(Unexpected(1, "?"))
    @test sprint(showerror, error) == "Within: line 2 is wrong\ncaused by: «!» at 1"
    @test message(() -> read_lines("x")) == "Within: line 1 is wrong\n" *
        "caused by: \"x\" is no number\ncaused by: invalid digit found in string"
    @test read_lines("1\n-2") == [1, -2]
    # What Julia makes itself says what it is.
    @test sprint(showerror, Unexpected(1, "?")) == sprint(show, Unexpected(1, "?"))
    @test endswith(sprint(show, thrown(() -> read_lines("?"))), "NoNumber(\"?\"))")
    @test fieldnames(Unexpected)[1:2] == (:at, :found)
    # What no `Int` can be hides nothing of what Rust says.
    @test thrown(read_nowhere) == RustError("«» at $(typemax(UInt))", nothing)
end

@testset "and passed as any other" begin
    @test refuse(nothing) === nothing
    @test_throws TooLarge(3) refuse(TooLarge(3))
    @test message(() -> refuse(Unwanted())) == "Unwanted: unwanted"
    error = thrown(() -> refuse(TooLarge(255)))
    @test_throws TooLarge(255) refuse(error)
    @test refusals() == [Unwanted(), TooLarge(5)]
end

@testset "chains of errors" begin
    error = thrown(boxed_chain)
    @test error.message == "line 3 is wrong" && error.value === nothing
    @test error.causes == ["\"x\" is no number", "invalid digit found in string"]
    @test message(boxed_chain) == "RustError: line 3 is wrong\ncaused by: \"x\" is no number\n" *
        "caused by: invalid digit found in string"
    @test isempty(thrown(boxed_error).causes)
    @test thrown(endless_chain).causes == fill("again", 100)
end
