
# Rust asks it whether to end the call. After Ctrl-C it says so once, so that Rust can end in an
# orderly way; whatever the call returns then, the exception is thrown. If Rust asks again, the call
# ends there, as it does where a function of Julia throws.
struct Interruption end

interruption() = callback(Interruption())
is_stop(::Callback{Interruption}) = true

function call_back(stop::Callback{Interruption}, result::Ptr{Bool})
    stop.threw && return false
    try
        allow_interrupts()
        GC.safepoint()
        defer_interrupts()
    catch exception
        stop.exception = exception
        stop.trace = catch_backtrace()
        stop.threw = true
    end
    unsafe_store!(result, stop.threw)
    return true
end

function unless_stopped(value, stops...)
    for stop in stops
        stop.threw && throw_again(stop.exception, stop.trace)
    end
    return value
end
