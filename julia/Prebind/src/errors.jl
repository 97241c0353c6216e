"""
    PrebindError

Thrown when the engine could not do its work. `message` says what is wrong, `place` where (a path,
or `file:line:column`), and `help` what to do about it; `place` and `help` may be empty. `text` is
the whole report, with all other errors, as the program `prebind` would print it.
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

Thrown when a Rust function of `@rust_crate` or `rust\"\"\"…\"\"\"` returns `Err`. `message` is the
error's text; `value` is the error itself if it has a type in Julia, else `nothing`; `causes` are
the texts of the errors behind it (`Error::source`), the nearest first. Modules in files have types
of their own, because they do not depend on this package.
"""
struct RustError <: Exception
    message::String
    value::Any
    causes::Vector{String}
    RustError(message, value, causes = String[]) = new(message, value, causes)
end

Base.:(==)(error::RustError, other::RustError) =
    error.message == other.message && isequal(error.value, other.value) &&
    error.causes == other.causes
Base.hash(error::RustError, seed::UInt) =
    hash(error.message, hash(error.value, hash(error.causes, seed)))

function Base.showerror(io::IO, error::RustError)
    print(io, "RustError: ", error.message)
    for cause in error.causes
        print(io, "\ncaused by: ", cause)
    end
end

"""
    RustPanic

Thrown when a Rust function of `@rust_crate` or `rust\"\"\"…\"\"\"` panics. `message` is the panic's
message; `place` is `file:line:column` in the Rust sources, or empty if it is not known.
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

Thrown when a Rust value is passed to a function that changes or takes it while another call uses
it, in another thread or further up the stack, and when it is passed to any function while another
call changes it. Also thrown when a value is used on a thread where its Rust type does not allow it.
"""
struct BorrowError <: Exception
    message::String
end

Base.showerror(io::IO, error::BorrowError) = print(io, "BorrowError: ", error.message)
