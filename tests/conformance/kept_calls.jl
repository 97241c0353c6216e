# Functions that Rust keeps.

is_kept(f) = any(held -> held isa C._prebind.KeptCall && held.callable === f, keys(Base.uvhandles))

# Rust says later that it dropped one.
function is_let_go(f)
    for _ in 1:500
        is_kept(f) || return true
        sleep(0.01)
    end
    return false
end

@testset "kept, called, dropped" begin
    captured = Ref(0)
    f = text -> (captured[] += 1; length(text))
    keep(f)
    @test is_kept(f)
    GC.gc()
    @test call_stored("zwölf") === 5
    @test captured[] == 1
    g = length
    keep(g)
    @test is_let_go(f) && is_kept(g)
    forget_there()
    @test is_let_go(g)
    keep(g)
    forget()
    @test is_let_go(g)
    @test thrown(() -> call_stored("")) isa RustPanic
    @test kept_generic(x -> x + 1) === 0x02
    k = 3
    @test kept_generic(x -> x + k) === 0x04
    h = () -> nothing
    @test kept_refused(h, 'x') === 'x'
    @test is_let_go(h)
    @test thrown(() -> kept_refused(h, reinterpret(Char, 0xff000000))) !== nothing
    @test is_let_go(h)
end

function thrown_in_julia(call)
    try
        call()
    catch
        stack = VERSION >= v"1.7" ? current_exceptions() : Base.catch_stack()
        first = sprint(showerror, stack[1][1])
        return startswith(first, "a function of Julia that Rust called threw this exception") &&
            occursin("kept_calls.jl", first)
    end
end

@testset "exceptions" begin
    keep(text -> throw(DomainError(1, text)))
    @test thrown(() -> call_stored("mine")) == DomainError(1, "mine")
    @test thrown_in_julia(() -> call_stored("mine"))
    @test call_stored_or_text("caught") == sprint(showerror, DomainError(1, "caught"))
    keep(text -> "no number")
    @test occursin("cannot pass a value of type String", message(() -> call_stored("")))
    forget()
end

only_value(counters) = only(counters).value

@testset "hooks" begin
    counters = []
    before = settled_counters()
    hooks = Hooks(counter -> push!(counters, counter))
    add_hook(hooks, x -> x === nothing ? 1 : x + 1)
    add_hook(hooks, x -> 10x)
    @test run_hooks(hooks, nothing) === 10
    @test run_hooks(hooks, 4) === 50
    finish_hooks(hooks)
    finish_hooks(hooks)
    @test only_value(counters) === 7
    empty!(counters)
    @test settled_counters() == before
    # Whatever is kept may change an array that Rust borrows.
    values = [1.0, 2.0]
    meddle(x) = (resize!(values, 10^6); empty!(values); append!(values, [8, 9]); GC.gc(); x)
    add_hook(hooks, meddle)
    @test run_beside(hooks, values) === 5.0
    @test values == [2.0, 3.0]
    add_hook(hooks, x -> run_hooks(hooks, x))
    @test occursin("BorrowError", message(() -> run_hooks(hooks, 1)))
    finalize(hooks)
end

@testset "from threads of Rust's" begin
    calls = Threads.Atomic{Int}(0)
    f = function (x, texts)
        Threads.atomic_add!(calls, 1)
        texts == ["text", "text", "text"] || error("other texts")
        GC.gc(false)
        iseven(Int(x)) && yield()
        return x
    end
    workers = start_workers(Workers, f, 8, 25)
    while !are_done(workers)
        sleep(0.01)
    end
    @test result(workers) === 8.0 * sum(0:24)
    @test calls[] == 200
    @test is_let_go(f)
    workers = start_workers(Workers, (x, texts) -> x > 3 ? throw(DomainError(x)) : 1, 2, 10)
    while !are_done(workers)
        sleep(0.01)
    end
    @test occursin("DomainError", message(() -> result(workers)))
end

@testset "one call waits for another thread" begin
    keep(text -> (GC.gc(); sizeof(text)))
    if VERSION >= v"1.12" && Threads.nthreads() > 1  # where `gc_safe` is known
        @test fetch(Threads.@spawn call_stored_there("four")) === 4
    end
    forget()
end

# Also what is made of traits and of properties: any of Rust's functions may call one that it keeps.
@testset "every call of Rust is counted" begin
    functions = eachmatch(r"^function .*?^end"ms, read(module_file, String))
    calls = [each.match for each in functions
             if occursin(r"ccall\(\s*Base\.getfield\(_prebind_", each.match)]
    @test length(calls) > 1000
    @test filter(each -> !occursin("_prebind.enter()", each), calls) == []
end
