
# Calls of `async` functions that are not ready at once. Rust polls them on threads of its own; when
# one is ready, its id goes into a list of the crate, and Julia's event loop hears of the first. The
# task that called waits meanwhile. What throws into that task drops the future first.
mutable struct Futures
    launch::Glue
    cancel::Glue
    listen::Glue
    collect::Glue
    lock::ReentrantLock
    waiting::Dict{UInt64,Base.Event}
    condition::Any
    global made(::Type{Futures}, launch, cancel, listen, collect) =
        new(launch, cancel, listen, collect, ReentrantLock(), Dict{UInt64,Base.Event}(), nothing)
end

HOLE_crates

const PENDING = UInt32(HOLE_kind_pending)

@inline is_pending(status) =
    status > NONE && unsafe_load(Ptr{UInt32}(status)) === PENDING

# The future, when it is ready.
function wait_for(futures::Futures, status::UInt, timeout = nothing)
    future, id = unsafe_load(Ptr{Failure}(status)).value
    ccall(RELEASE_FAILURE.pointer, Cvoid, (Ptr{Failure},), Ptr{Failure}(status))
    handle = future % UInt
    try
        ready = Base.Event()
        begin_waiting(futures, id, ready)
        ccall(futures.launch.pointer, Cvoid, (UInt,), handle)
        timeout === nothing ? wait(ready) : wait_until(futures, id, ready, timeout)
    catch
        # First: the other may have to wait, and something may be thrown into that.
        ccall(futures.cancel.pointer, Cvoid, (UInt,), handle)
        end_waiting(futures, id)
        rethrow()
    end
    return handle
end

HOLE_timeouts

function begin_waiting(futures, id, ready)
    lock(futures.lock) do
        futures.waiting[id] = ready
        futures.condition === nothing && listen(futures)
    end
end

function end_waiting(futures, id)
    lock(futures.lock) do
        delete!(futures.waiting, id)
        rest(futures)
    end
end

# Rust calls `uv_async_send`, which any thread may. The task is not bound to the thread that runs
# this, which may be busy when it has to answer.
function listen(futures)
    condition = Base.AsyncCondition()
    futures.condition = condition
    task = Task(() -> answer(futures, condition))
    task.sticky = false
    schedule(task)
    ccall(futures.listen.pointer, Cvoid, (Ptr{Cvoid}, Ptr{Cvoid}),
        cglobal(:uv_async_send), Base.unsafe_convert(Ptr{Cvoid}, condition))
    atexit(() -> silence(futures))  # the event loop ends with Julia, threads of Rust may not
end

silence(futures) =
    ccall(futures.listen.pointer, Cvoid, (Ptr{Cvoid}, Ptr{Cvoid}), C_NULL, C_NULL)

function answer(futures, condition)
    ids = Vector{UInt64}(undef, 256)
    while true
        try
            wait(condition)
        catch problem
            problem isa EOFError || rethrow()
            return nothing
        end
        count = length(ids)
        while count > 0
            count = ccall(futures.collect.pointer, Csize_t, (Ptr{UInt64}, Csize_t),
                ids, length(ids)) % Int
            lock(futures.lock) do
                for i in 1:count
                    ready = pop!(futures.waiting, ids[i], nothing)
                    ready === nothing || notify(ready)
                end
                count > 0 || rest(futures)
            end
        end
    end
end

# While a package is being precompiled, nothing of the event loop may stay.
function rest(futures)
    condition = futures.condition
    if condition !== nothing && isempty(futures.waiting) &&
       ccall(:jl_generating_output, Cint, ()) != 0
        silence(futures)
        futures.condition = nothing
        close(condition)
    end
end
