using Logging

# Those of progress, as `fraction => id`.
function progress_of(call)
    logger = Test.TestLogger(min_level = Logging.LogLevel(-1))
    result = try
        with_logger(call, logger)
    catch problem
        problem
    end
    records = filter(record -> haskey(record.kwargs, :progress), logger.logs)
    return result, records
end

fractions(records) = Any[record.kwargs[:progress] for record in records]

@testset "whether to stop" begin
    values = [1.0, 2.0]
    @test doubled_until(values) == [2.0, 4.0]
    @test (@inferred doubled_until(values)) isa Vector{Float64}
    @test_throws MethodError doubled_until(values, () -> true)
end

@testset "progress" begin
    result, records = progress_of(() -> counted_to(4))
    @test result == 4
    @test fractions(records) == [0.25, 0.5, 0.75, 1.0, "done"]
    record = records[1]
    @test record.level == Logging.LogLevel(-1) && record.message == "counted_to"
    @test record._module === C && record.group === :progress
    @test all(each -> each.id === record.id, records)
    _, others = progress_of(() -> counted_to(4))
    @test others[1].id != record.id
    result, records = progress_of(() -> counted_to(7))
    @test result isa RustError && last(fractions(records)) == "done"
    _, records = progress_of(() -> counted_to(10_000))
    @test 190 < length(records) <= 202
    @test fractions(records)[end - 1] == 1.0
    _, records = progress_of(() -> counted_to(0))
    @test isempty(records)
    @test counted_to(3) == 3
end

@testset "beside other arguments" begin
    result, records = progress_of(() -> provided_between(x -> x + 10))
    @test result == 14 && fractions(records) == [0.5, "done"]
    @test provided_between(x -> x, 5; by = 1) == 7
    @test thrown(() -> provided_between(x -> error("no"))) == ErrorException("no")
    errand = Errand()
    result, records = progress_of(() -> run_it(errand, 3))
    @test result == 3 && isnan(fractions(records)[1])
    @test_throws MethodError run_it(errand)
end
