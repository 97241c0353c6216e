# A function of Julia gets an `Int` where Rust passes a `usize`, which `flags` says.
struct Counted{flags,F} <: Function
    callable::F
    global counted(::Val{flags}, callable::F) where {flags,F} = new{flags,F}(callable)
end
counted(::Val, pointer::Ptr) = pointer

@generated (counted::Counted{flags})(arguments::Vararg{Any,N}) where {flags,N} = Expr(
    :call, :(getfield(counted, :callable)),
    (flags[i] ? :(int(arguments[$i])) : :(arguments[$i]) for i in 1:N)...)

refuse_closure(counted::Counted) = refuse_closure(getfield(counted, :callable))
