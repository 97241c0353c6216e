
# A function that Rust calls, for the time of one call. An exception must not jump over Rust: it is
# kept here while Rust unwinds, and thrown when the call is over.
mutable struct Callback{F}
    callable::F
    threw::Bool
    exception::Any
    trace::Any
    global callback(callable::F) where {F} = new{F}(callable, false, nothing, nothing)
end

# While Rust is below, the task must not go on in another thread, even if the function waits.
function call_back(callback::Callback, result::Ptr{R}, arguments::Vararg{Any,N}) where {R,N}
    task = current_task()
    sticky = task.sticky
    task.sticky = true
    done = try
        allow_interrupts()
        GC.safepoint()  # where Ctrl-C takes effect
        put(result, callback.callable(arguments...))
        defer_interrupts()
        true
    catch exception
        callback.exception = exception
        callback.trace = catch_backtrace()
        callback.threw = true
        false
    end
    task.sticky = sticky
    return done
end

is_stop(callback) = callback.exception isa InterruptException

put(result::Ptr{R}, value) where {R} = unsafe_store!(result, convert(R, value))
put(::Ptr{Nothing}, value) = nothing

@generated trampoline(::Type{R}, ::Type{T}, ::Callback{F}) where {R,T<:Tuple,F} =
    :(@cfunction(call_back, Bool, (Ref{Callback{F}}, Ptr{R}, $(T.parameters...))))

@noinline fail_with(callbacks, status) = fail_with(callbacks, status, Nothing)
@noinline function fail_with(callbacks, status, error_type::Type{E}) where {E}
    is_thrown = unsafe_load(Ptr{Failure}(status)).kind == CALLBACK
    exception = failure_of(status, error_type)
    for callback in callbacks
        (is_thrown || is_stop(callback)) && callback.threw &&
            throw_again(callback.exception, callback.trace)
    end
    throw(exception)
end

# A C function without data: it has to be a function without any, too.
struct Plain{F,R} end

function (::Plain{F,R})(arguments::Vararg{Any,N}) where {F,R,N}
    task = current_task()
    sticky = task.sticky
    task.sticky = true
    result = try
        is_let_in = let_interrupts_in()
        value = converted(R, F.instance(arguments...))
        is_let_in && defer_interrupts()
        value
    catch exception
        keep(exception)
        zero_of(R)
    end
    task.sticky = sticky
    return result
end

converted(::Type{R}, value) where {R} = convert(R, value)::R
converted(::Type{Nothing}, value) = nothing
zero_of(::Type{R}) where {R} = zero(R)
zero_of(::Type{R}) where {R<:Ptr} = R(0)
zero_of(::Type{Nothing}) = nothing

function function_pointer(::Type{R}, ::Type{T}, pointer::Ptr) where {R,T<:Tuple}
    pointer == C_NULL && throw(ArgumentError("a null pointer is not a C function"))
    return Ptr{Cvoid}(pointer)
end
@generated function function_pointer(::Type{R}, ::Type{T}, callable::F) where {R,T<:Tuple,F}
    isdefined(F, :instance) || return :(refuse_closure(callable))
    return :(@cfunction($(Plain{F,R}()), R, ($(T.parameters...),)))
end

@noinline refuse_closure(callable) = throw(ArgumentError(
    "$(nameof(typeof(callable))) captures variables or is not a function, so it cannot be a C " *
    "function by itself: let the Rust function take `&dyn Fn` instead of `extern \"C\" fn`"))

# What a C function threw goes with the task, until the call that it was passed to is over. If Rust
# kept the function and calls it outside of such a call, nothing can throw it: then it is shown.
mutable struct Kept
    calls::Int
    threw::Bool
    exception::Any
    trace::Any
    global made(::Type{Kept}) = new(0, false, nothing, nothing)
end

const KEPT = Key()

function kept()
    storage = task_local_storage()
    haskey(storage, KEPT) || (storage[KEPT] = made(Kept))
    return storage[KEPT]::Kept
end

begin_keeping() = (kept().calls += 1; nothing)

function keep(exception)
    own = kept()
    own.calls === 0 && return show_kept(exception, catch_backtrace())
    own.threw && return nothing
    own.threw = true
    own.exception = exception
    own.trace = catch_backtrace()
    return nothing
end

function throw_kept()
    own = kept()
    own.calls -= 1
    own.threw || return nothing
    exception, trace = own.exception, own.trace
    own.threw = false
    own.exception = own.trace = nothing
    throw_again(exception, trace)
end

@noinline function show_kept(exception, trace)
    println(stderr, "Rust called a function of Julia that it was lent for a call that is over, ",
            "and it threw:")
    showerror(stderr, exception, trace)
    println(stderr)
end
