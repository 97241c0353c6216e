using ObjectStore, Test

function all_of_it(store)
    put_object(store, "logs/a.txt", b"first")
    put_object(store, "logs/b.txt", Vector{UInt8}("second"))
    put_object(store, "data", zeros(UInt8, 10^6))
    @test fetch_object(store, "logs/a.txt") == b"first"
    @test fetch_range(store, "logs/b.txt", 1, 4) == b"eco"
    @test sort([key for (key, _) in list_objects(store)]) == ["data", "logs/a.txt", "logs/b.txt"]
    @test sort([size for (_, size) in list_objects(store, "logs")]) == [5, 6]
    @test_throws RustError list_objects(store, "a//b")
    some = list_objects(store)
    @test iterate(some) !== nothing
    close(some)
    @test describe_object(store, "data").size == 10^6
    @test_throws RustError put_object(store, "data", b"again"; create = true)
    delete_object(store, "data")
    @test_throws RustError fetch_object(store, "data")
    @test_throws RustError fetch_object(store, "a//b")
end

@testset "in memory" begin
    all_of_it(memory_store())
end

@testset "in a folder" begin
    mktempdir() do folder
        all_of_it(local_store(folder))
        @test read(joinpath(folder, "logs", "a.txt"), String) == "first"
    end
    @test_throws RustError local_store("/there/is/no/such/folder")
end

@testset "many at once" begin
    mktempdir() do folder
        store = local_store(folder)
        asyncmap(i -> put_object(store, "n/$i", Vector{UInt8}(string(i))), 1:500)
        @test sum(asyncmap(i -> parse(Int, String(fetch_object(store, "n/$i"))), 1:500)) ==
              sum(1:500)
        @test length(collect(list_objects(store, "n"))) == 500
    end
end
