
# A function that Rust keeps. Base holds it until Rust has dropped it, in any thread. A call from a
# thread of Rust's waits until a task of Julia's has run the function.
mutable struct KeptCall{R,A,F}
    callable::F
    global kept(::Type{R}, ::Type{A}, callable::F) where {R,A,F} = new{R,A,F}(callable)
end

struct Keeper
    listen::Ptr{Cvoid}
    collect::Ptr{Cvoid}
    answer::Ptr{Cvoid}
    dropped::Ptr{Cvoid}
end

struct Request
    call::Ptr{Cvoid}
    data::Ptr{Cvoid}
    answer::Ptr{Answer}
    arguments::Ptr{UInt8}
end

# One for each crate whose functions are kept. Nothing is in it while a package is precompiled.
const KEEPERS = Dict{Ptr{Keeper},Any}()
const KEEPERS_LOCK = ReentrantLock()

# Rust is below: the task must not go on in another thread.
function call_kept(call::KeptCall, answer::Ptr{Answer}, bytes::Ptr{UInt8})
    task = current_task()
    sticky = task.sticky
    task.sticky = true
    done = run_kept(call, answer, bytes, false)
    task.sticky = sticky
    return done
end

run_kept(call::KeptCall{R,A}, answer, bytes, is_foreign) where {R,A} =
    run_told(call.callable, (), R, A, answer, made(Reader, bytes), is_foreign)

function run_told(
    callable::F, first, ::Type{R}, ::Type{A}, answer, reader, is_foreign
) where {F,R,A}
    try
        arguments = unpack(reader, A)  # first: then the objects in it are Julia's
        is_let_in = !is_foreign && let_interrupts_in()
        GC.safepoint()
        give(answer, R, callable(first..., arguments...))
        is_let_in && defer_interrupts()
        return true
    catch exception
        R <: Fallible || !is_foreign || log_lost(exception, catch_backtrace())
        text = shown(exception)
        give_bytes(answer, text, sizeof(text))
        return false
    end
end

@noinline log_lost(@nospecialize(exception), trace) = @error(
    "a function of Julia that a thread of Rust called threw an exception",
    exception = (exception, trace))

@generated kept_trampoline(::KeptCall{R,A,F}) where {R,A,F} =
    :(@cfunction(call_kept, Bool, (Ref{KeptCall{R,A,F}}, Ptr{Answer}, Ptr{UInt8})))

function hold(call::KeptCall, keeper::Ptr{Keeper})
    task = current_task()
    sticky = task.sticky
    task.sticky = true
    is_held = false
    try
        Base.preserve_handle(call)
        is_held = true
        keep_for(keeper)
    catch problem
        log_lost(problem, catch_backtrace())
    end
    task.sticky = sticky
    return is_held
end

@generated holder(::KeptCall{R,A,F}) where {R,A,F} =
    :(@cfunction(hold, Bool, (Ref{KeptCall{R,A,F}}, Ptr{Keeper})))

# Rust calls `uv_async_send`, which any thread may. The task is not bound to the thread that runs
# this, which may be busy when it has to answer.
function keep_for(keeper)
    table = unsafe_load(keeper)
    let_go(table)
    lock(KEEPERS_LOCK) do
        haskey(KEEPERS, keeper) && return nothing
        ccall(:jl_generating_output, Cint, ()) == 0 || return listen_to_nobody(table)
        condition = Base.AsyncCondition()
        KEEPERS[keeper] = condition
        task = Task(() -> serve(table, condition))
        task.sticky = false
        schedule(task)
        ccall(table.listen, Cvoid, (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, UInt),
            cglobal(:uv_async_send), Base.unsafe_convert(Ptr{Cvoid}, condition),
            is_julia_thread(), pointer_from_objref(BUSY), all_threads())
        atexit(() -> listen_to_nobody(table))
        return nothing
    end
end

listen_to_nobody(table) = ccall(table.listen, Cvoid,
    (Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, Ptr{Cvoid}, UInt),
    C_NULL, C_NULL, is_julia_thread(), C_NULL, 0)

# What gives null in a thread that Julia does not know.
@static if VERSION >= v"1.7"
    is_julia_thread() = cglobal(:jl_get_pgcstack)
else
    is_julia_thread() = cglobal(:jl_get_current_task)
end

all_threads() = isdefined(Threads, :threadpoolsize) ?
    Threads.threadpoolsize(:default) + Threads.threadpoolsize(:interactive) : Threads.nthreads()

function serve(table, condition)
    requests = Vector{Request}(undef, 64)
    while true
        try
            wait(condition)
        catch problem
            problem isa EOFError || rethrow()
            return nothing
        end
        let_go(table)
        count = length(requests)
        while count > 0
            count = ccall(table.collect, Csize_t, (Ptr{Request}, Csize_t),
                requests, length(requests)) % Int
            for request in requests[1:count]
                task = Task(() -> answer_call(table, request))
                task.sticky = false
                schedule(task)
            end
        end
    end
end

function answer_call(table, request)
    done = false
    try
        call = unsafe_pointer_to_objref(request.data)
        done = Base.invokelatest(run_kept, call, request.answer, request.arguments, true)::Bool
    finally
        ccall(table.answer, Cvoid, (Ptr{Cvoid}, Bool), request.call, done)
    end
    return nothing
end

function let_go(table)
    gone = Vector{Ptr{Cvoid}}(undef, 64)
    count = length(gone)
    while count > 0
        count = ccall(table.dropped, Csize_t, (Ptr{Ptr{Cvoid}}, Csize_t), gone, length(gone)) % Int
        for i in 1:count
            Base.unpreserve_handle(unsafe_pointer_to_objref(gone[i]))
        end
    end
end

# How many threads are inside of calls of the library; each call changes the upper half, too. If all
# are, no task can run, and a thread of Rust that waits for one is told so.
const BUSY = Threads.Atomic{UInt}(0)

enter() = (Threads.atomic_add!(BUSY, UInt(1)); nothing)
leave() = (Threads.atomic_add!(BUSY, UInt(0xffff)); nothing)
