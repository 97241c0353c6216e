# Types of Julia with the methods of a trait of Rust's.

mutable struct Shelf <: C.Store
    texts::Dict{String,Vector{Float64}}
end
Shelf() = Shelf(Dict{String,Vector{Float64}}())

struct Empty <: C.Store end

is_kept(object) = any(keys(Base.uvhandles)) do held
    held isa C._prebind.KeptCall && held.callable === object
end
function is_let_go(object)
    for _ in 1:500
        is_kept(object) || return true
        sleep(0.01)
    end
    return false
end

@testset "methods that are missing" begin
    error = thrown(() -> C.look_up(Shelf(), "a"))
    @test error isa ArgumentError
    @test startswith(error.msg, "the type $Shelf lacks methods of the trait Store, which Rust " *
        "calls. Define:\n    $C.get(self::$Shelf, key::String)\n    $C.put(self::$Shelf, ")
    @test occursin("$C.size(self::$Shelf)\n", error.msg)
    @test occursin("$C.count(self::$Shelf, counter::$(C.Counter))", error.msg)
    @test !occursin("is_void", error.msg)
    @test thrown(() -> C.look_up(3, "a")) isa MethodError
end

C.get(shelf::Shelf, key) = haskey(shelf.texts, key) ? string(sum(shelf.texts[key])) : nothing
function C.put(shelf::Shelf, key::String, values::Vector{Float64})
    values == [3.0] && throw(DomainError(3, "none of these"))
    append!(get!(shelf.texts, key, Float64[]), values)
    return length(values)
end
C.size(shelf::Shelf) = (GC.gc(false); length(shelf.texts))
# Of an option, each case may have its method.
C.mixed(::Shelf, at, colour, ::Nothing) = Dict("none" => [at])
C.mixed(::Shelf, at, colour, index::UInt8) = Dict("$colour" => fill(at, index))
C.count(::Shelf, counter) = C.increment(counter)

C.get(::Empty, key) = 3
C.put(::Empty, key, values) = "many"
C.size(::Empty) = -1
C.mixed(::Empty, at, colour, index) = nothing
C.count(::Empty, counter) = throw(counter)

@testset "a type of Julia's" begin
    shelf = Shelf()
    @test C.look_up(shelf, "a") === nothing
    @test C.put_each(shelf, "ä", 3) === 3
    @test C.look_up(shelf, "ä") == "3.0"
    @test C.mix(shelf, C.Spot(1, 2), nothing) == Dict("none" => [C.Spot(1, 2)])
    @test C.mix(shelf, C.Spot(1, 2), 2) == Dict("Green" => [C.Spot(1, 2), C.Spot(1, 2)])
    @test C.count_in(shelf, C.Counter(4)) === 5
    @test occursin("Store of the host", C.debug_of_store(shelf))
    @test is_let_go(shelf)
    @test thrown(() -> C.refused_beside(shelf, reinterpret(Char, 0xff000000))) !== nothing
    @test C.refused_beside(shelf, 'x') === 'x'
    @test is_let_go(shelf)
end

@testset "what Rust provides" begin
    shelf = Shelf()
    @test C.is_void_store(shelf) === true
    @test C.type_of_store(shelf) == "0-true"
    C.put_each(shelf, "a", 1)
    @test C.is_void_store(shelf) === false
    # From now on, Julia's: Rust's own methods call it, too.
    @eval C.is_void(::Shelf) = true
    @test Base.invokelatest(C.is_void_store, shelf) === true
    @test Base.invokelatest(C.type_of_store, shelf) == "1-true"
end

@testset "exceptions and wrong results" begin
    error = thrown(() -> C.put_each(Shelf(), "a", 5))
    @test error isa RustError
    @test error.message == sprint(showerror, DomainError(3, "none of these"))
    @test occursin("cannot pass a value of type Int", message(() -> C.look_up(Empty(), "")))
    @test occursin("cannot pass a value of type String", message(() -> C.put_each(Empty(), "", 1)))
    @test occursin("InexactError", message(() -> C.is_void_store(Empty())))
    @test occursin("of type Nothing", message(() -> C.mix(Empty(), C.Spot(1, 2), 1)))
    counter = C.Counter(1)
    @test thrown(() -> C.count_in(Empty(), counter)) isa C.Counter
end

@testset "objects of Rust's" begin
    memory = C.memory_store()
    @test memory isa C.Store && memory isa C.StoreObject
    @test repr(memory) == "StoreObject()"
    @test propertynames(memory) == ()
    @test thrown(() -> memory.handle) !== nothing
    @test thrown(() -> memory.handle = C_NULL) !== nothing
    @test thrown(() -> deepcopy(memory)) isa ArgumentError
    @test C.put(memory, "a", [2.0, 3.0]) === 2
    @test C.get(memory, "a") == "2"
    @test C.get(memory, "b") === nothing
    @test message(() -> C.put(memory, "a", Float64[])) == "RustError: no values"
    @test C.is_void(memory) === false
    @test C.mixed(memory, C.Spot(1, 2), C.Green, nothing) == Dict("at" => [C.Spot(1, 2)])
    @test C.count(memory, C.Counter(7)) === 7
    # They go where Julia's go.
    @test C.look_up(memory, "a") == "2"
    @test C.put_each(memory, "b", 2) === 2
    @test C.size(memory) === 4
    finalize(memory)
    @test repr(memory) == "StoreObject(released)"
    @test thrown(() -> C.size(memory)) isa ArgumentError
    shelf = Shelf()
    boxed = C.boxed_store(shelf)
    @test C.put(boxed, "a", [1.0]) === 1
    @test haskey(shelf.texts, "a") && is_kept(shelf)
    finalize(boxed)
    @test is_let_go(shelf)
end

@testset "shared, and called from other threads" begin
    shelf = Shelf()
    C.put_each(shelf, "a", 1)
    C.share_store(shelf)
    @test C.sum_sizes(10) === 10
    object = C.shared_store()
    @test C.size(object) === 1
    @test thrown(() -> C.put(object, "b", [1.0])) isa BorrowError
    asking = [C.Asking(20) for _ in 1:3]
    @test map(asking) do each
        answer = nothing
        while answer === nothing
            sleep(0.01)
            answer = C.answer(each)
        end
        answer
    end == [20, 20, 20]
    finalize(object)
    C.unshare_store()
    @test is_let_go(shelf)
    @test C.shared_store() === nothing
end

struct Quick <: C.Store end
C.get(::Quick, key) = key
C.put(::Quick, key, values) = 0
C.size(::Quick) = 1
C.mixed(::Quick, at, colour, index) = Dict{String,Vector{C.Spot}}()
C.count(::Quick, counter) = 0

@testset "a million calls" begin
    C.share_store(Quick())
    C.sum_sizes(10)
    GC.gc()
    before = Base.gc_live_bytes()
    @test C.sum_sizes(10^6) === 10^6
    GC.gc()
    @test Base.gc_live_bytes() - before < 10^6
    C.unshare_store()
end

struct Far <: C.Remote
    counters::Vector{Any}
end
function C.ask(far::Far, counter, key)
    push!(far.counters, counter)
    yield()
    key == "bad" && throw(DomainError(key))
    return key == "none" ? nothing : string(key, C.increment(counter))
end

struct Measuring <: C.Remote end
C.ask(::Measuring, counter, key) = error("not called")
C.measure(::Measuring, key) = (yield(); 10 + sizeof(key))

@testset "methods that return futures, and have a body" begin
    far = Far([])
    @test C.measure_both(far, "bad", "a") == 2
    @test C.measure_both(far, "abc", "none") == 400
    @test C.measure_both(Measuring(), "a", "bc") == 1112
    foreach(finalize, far.counters)
    @test is_let_go(far)
end

@testset "methods that return futures" begin
    before = settled_counters()
    far = Far([])
    @test C.ask_twice(far, "a") == ["a2", "a3"]
    @test C.ask_twice(far, "none") == []
    @test thrown(() -> C.ask_twice(far, "bad")) == C.RustError(
        sprint(showerror, DomainError("bad")), nothing)
    foreach(finalize, far.counters)
    @test is_let_go(far)
    @test settled_counters() == before
    near = C.near()
    @test C.ask(near, C.Counter(1), "b") == "b"
    @test C.measure(near, "near") == 4
    @test message(() -> C.ask(near, C.Counter(1), "")) == "RustError: no key"
    @test C.ask_twice(near, "c") == ["c", "c"]
    finalize(near)
    @test settled_counters() == before
end

@testset "structs of Rust's with a trait" begin
    drawer = C.Drawer("a")
    @test C.inner_size(drawer) === Int8(-1) && C.size(drawer) === 0
    @test C.look_up(drawer, "a") == "0" && C.look_up(drawer, "b") === nothing
    @test C.put_each(drawer, "x", 3) === 3
    @test C.get(drawer, "a") == "3" && C.type_of_store(drawer) == "3-false"
    @test C.put(drawer, "x", [1.0, 2.0]) === 2
    @test C.mix(drawer, C.Spot(1, 2), nothing) == Dict("a" => [C.Spot(1, 2)])
    before = settled_counters()
    @test C.count_in(drawer, C.Counter(7)) === 7
    C.share_store(drawer)
    @test C.sum_sizes(2) === 10 && is_kept(drawer)
    C.unshare_store()
    @test is_let_go(drawer)
    boxed = C.boxed_store(drawer)
    @test C.size(boxed) === 5
    finalize(boxed)
    @test C.ask(drawer, C.Counter(1), "b") == "b1"
    @test C.ask_twice(drawer, "c") == ["c1", "c2"]
    @test is_let_go(drawer) && settled_counters() == before
    finalize(drawer)
    @test thrown(() -> C.look_up(drawer, "a")) isa ArgumentError
end
