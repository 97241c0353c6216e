
# Ctrl-C throws where code is compiled, and from Julia 1.10 on where a function begins. No exception
# may leave a function that Rust called. So Ctrl-C waits while Rust runs, except where a callback
# catches what is thrown. `Base.disable_sigint` and `Base.reenable_sigint` do the same.
defer_interrupts() = ccall(:jl_sigatomic_begin, Cvoid, ())
allow_interrupts() = ccall(:jl_sigatomic_end, Cvoid, ())

# In a call that is not prepared for callbacks, Ctrl-C does not wait: then there is none to let in.
function let_interrupts_in()
    try
        allow_interrupts()
    catch problem
        problem isa ErrorException || rethrow()
        return false
    end
    return true
end
