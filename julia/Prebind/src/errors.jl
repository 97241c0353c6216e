"""
    PrebindError

Thrown when the engine could not do its work. `message` says what is wrong, `place` where (a path, or `file:line:column`),
`help` what to do about it; each may be empty but the message. `text` is all of it, with everything else that went wrong,
as the program `prebind` would print it.
"""
struct PrebindError <: Exception
    message::String
    place::String
    help::String
    text::String
end

function PrebindError(message; place = "", help = "")
    text = string("error: ", message)
    isempty(place) || (text = string(text, "\n --> ", place))
    isempty(help) || (text = string(text, "\nhelp: ", help))
    return PrebindError(message, place, help, text)
end

function Base.showerror(io::IO, error::PrebindError)
    print(io, "PrebindError: ", replace(rstrip(error.text), r"^error: " => ""))
end

"""
    RustError

Thrown when a Rust function of `@rust_crate` or `rust\"\"\"…\"\"\"` returns `Err`. `message` is the error's text; `value` is
the error itself where it has a type in Julia, else `nothing`. Modules in files have types of their own, since they do
without this package.
"""
struct RustError <: Exception
    message::String
    value::Any
end

Base.showerror(io::IO, error::RustError) = print(io, "RustError: ", error.message)

"""
    RustPanic

Thrown when a Rust function of `@rust_crate` or `rust\"\"\"…\"\"\"` panics. `message` is what it panicked with; `place` is
`file:line:column` in the Rust sources, or empty where that is not known.
"""
struct RustPanic <: Exception
    message::String
    place::String
end

function Base.showerror(io::IO, panic::RustPanic)
    print(io, "RustPanic: ", panic.message)
    isempty(panic.place) || print(io, " (", panic.place, ")")
end

"""
    BorrowError

Thrown when a Rust value is passed to a function that changes or takes it while another call uses it, in another thread or
further up, and when it is passed to any function while another call changes it.
"""
struct BorrowError <: Exception
    message::String
end

Base.showerror(io::IO, error::BorrowError) = print(io, "BorrowError: ", error.message)
