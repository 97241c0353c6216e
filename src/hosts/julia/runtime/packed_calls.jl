
# A function that takes or returns more than numbers. All that it takes lies packed in one piece of
# memory; what it returns is packed too, and Rust copies it while it is here.
abstract type Fallible{R} end  # a `Result`: an exception is its `Err`

struct Answer
    take::Ptr{Cvoid}
end

struct PackedCall{R,A} end

function (::PackedCall{R,A})(callback::Callback, answer::Ptr{Answer}, bytes::Ptr{UInt8}) where {R,A}
    task = current_task()
    sticky = task.sticky
    task.sticky = true
    done = try
        arguments = unpack(made(Reader, bytes), A)  # first: then the objects in it are Julia's
        allow_interrupts()
        GC.safepoint()
        give(answer, R, callback.callable(arguments...))
        defer_interrupts()
        true
    catch exception
        caught(callback, answer, R, exception)
        false
    end
    task.sticky = sticky
    return done
end

@generated packed_trampoline(::Type{R}, ::Type{A}, ::Callback{F}) where {R,A,F} =
    :(@cfunction($(PackedCall{R,A}()), Bool, (Ref{Callback{F}}, Ptr{Answer}, Ptr{UInt8})))

give(::Ptr{Answer}, ::Type{Nothing}, value) = nothing
give(answer, ::Type{Fallible{R}}, value) where {R} = give(answer, R, value)
function give(answer, ::Type{R}, value) where {R}
    bytes = packed_bytes(R, value)
    return give_bytes(answer, bytes, length(bytes))
end
give_bytes(answer, bytes, count) = GC.@preserve bytes give_at(answer, pointer(bytes), count)
give_at(answer, at, count) = ccall(unsafe_load(answer).take, Cvoid,
    (Ptr{Answer}, Ptr{UInt8}, UInt), answer, at, count)

function caught(callback, answer, ::Type{R}, exception) where {R}
    callback.exception = exception
    callback.trace = catch_backtrace()
    callback.threw = true
    return nothing
end

# Ctrl-C is an `Err` like others, so that Rust can end in an orderly way; what the call fails with
# then is the exception itself.
function caught(callback, answer, ::Type{Fallible{R}}, exception) where {R}
    exception isa InterruptException && caught(callback, answer, R, exception)
    text = shown(exception)
    return give_bytes(answer, text, sizeof(text))
end

# Its text is code of anybody's, too.
function shown(@nospecialize(exception))
    try
        return sprint(showerror, exception)::String
    catch
        return string("an exception of type ", typeof(exception))::String
    end
end
