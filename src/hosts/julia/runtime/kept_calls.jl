
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
    before = take_thrown()
    done = run_kept(call, answer, bytes, false)
    done && before !== nothing && remember(before)
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
        trace = catch_backtrace()
        text = shown(exception)
        if is_foreign
            R <: Fallible || log_lost(exception, trace)
        elseif !(R <: Fallible) || exception isa InterruptException
            remember(made(Thrown, exception, trace, text))
        end
        give_bytes(answer, text, sizeof(text))
        return false
    end
end

# What a function threw in a thread of Julia's, while Rust has its text. A call that fails with that
# text throws the exception itself. A task has at most one: of the function that threw last, until
# the call that Rust is in is over. What runs meanwhile, as destructors do, has its own.
struct Thrown
    exception::Any
    trace::Any
    text::String
    global made(::Type{Thrown}, exception, trace, text) = new(exception, trace, text)
end

const THROWN_KEY = Key()
const THROWN = Threads.Atomic{Int}(0)  # how many tasks have one: mostly none

function remember(thrown::Thrown)
    storage = task_local_storage()
    haskey(storage, THROWN_KEY) || Threads.atomic_add!(THROWN, 1)
    storage[THROWN_KEY] = thrown
    return nothing
end

take_thrown() = THROWN[] === 0 ? nothing : take_own_thrown()
@noinline function take_own_thrown()
    storage = task_local_storage()
    haskey(storage, THROWN_KEY) || return nothing
    Threads.atomic_sub!(THROWN, 1)
    return pop!(storage, THROWN_KEY)::Thrown
end

function throw_thrown(pointer, failure)
    thrown = take_thrown()
    (thrown === nothing || !is_failure_of(failure, thrown)) && return nothing
    ccall(getfield(RELEASE_FAILURE, :pointer), Cvoid, (Ptr{Failure},), pointer)
    throw_again(getfield(thrown, :exception), getfield(thrown, :trace))
end

# No panic with a place is one: those begin in Rust. An error may say more than the text of Ctrl-C.
function is_failure_of(failure, thrown)
    kind = getfield(failure, :kind)
    text = getfield(thrown, :text)
    message = text_at(getfield(failure, :message), getfield(failure, :message_length))
    kind === PANIC && return getfield(failure, :place_length) === UInt(0) && message == text
    kind === ERR && getfield(thrown, :exception) isa InterruptException || return false
    causes = text_at(getfield(failure, :causes), getfield(failure, :causes_length))
    return occursin(text, message) || occursin(text, causes)
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

# How many threads are inside calls of the library; each call changes the upper half, too. If all
# are, no task can run, and a thread of Rust that waits for one is told so.
const BUSY = Threads.Atomic{UInt}(0)

enter() = (Threads.atomic_add!(BUSY, UInt(1)); nothing)
leave() = (Threads.atomic_add!(BUSY, UInt(0xffff)); nothing)
leave_with(status) = (leave(); status > NONE || take_thrown(); nothing)
