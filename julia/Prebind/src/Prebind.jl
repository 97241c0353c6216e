"""
Rust crates as Julia modules: built once, checked in milliseconds, called at the cost of a `ccall`.

- In a package: [`write_bindings_to_file`](@ref) writes a module that needs neither Rust nor Prebind where it is used.
- In a script, the REPL, or a package whose users have Rust: [`@rust_crate`](@ref), and `rust\"\"\"…\"\"\"` ([`@rust_str`](@ref)).

All work is done by the engine of Prebind in `libprebind` ([`library_path`](@ref)).
"""
module Prebind

# What is done here once must start fast; what is called often is in the generated modules.
Base.Experimental.@optlevel 0

import Dates
import Libdl
import SHA

export @rust_crate, @rust_str
export write_bindings_to_file, generate_bindings
export clear_cache, get_cache_size, list_cached_libraries, cleanup_old_cache
export PrebindError, RustError, RustPanic, BorrowError

include("errors.jl")
include("json.jl")
include("library.jl")
include("bindings.jl")
include("cache.jl")
include("modules.jl")
include("crates.jl")
include("blocks.jl")

# What every first use needs is inferred once, with the package.
for (called, types) in (
    (ask, (Symbol, Dict{String,Any})), (JSON.text, (Dict{String,Any},)), (JSON.parse, (String,)),
    (load_crate, (Module, String, LineNumberNode)), (load_block, (Module, String, LineNumberNode)),
    (define, (Module, Dict{String,Any})), (share_errors, (Expr,)), (take_over, (Module, Module)))
    precompile(called, types)
end

end
