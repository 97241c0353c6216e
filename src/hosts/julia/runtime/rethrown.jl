
# Where the function threw. It is shown as the cause of the same exception, since that one is thrown
# again from where Rust was called.
struct ThrownInCallback <: Exception
    trace::Any
    ThrownInCallback(@nospecialize(trace)) = new(trace)
end

function Base.showerror(io::IO, thrown::ThrownInCallback)
    print(io, "a function of Julia that Rust called threw this exception")
    Base.show_backtrace(io, getfield(thrown, :trace))
end

@noinline function throw_again(@nospecialize(exception), @nospecialize(trace))
    try
        throw(ThrownInCallback(trace))
    catch
        throw(exception)
    end
end

# Of what a task has of its own.
mutable struct Key end
