"""
Rust crates as Julia modules: built once, checked in milliseconds, called at the cost of a `ccall`.

- In a package, [`write_bindings_to_file`](@ref) writes a module whose users need neither Rust nor
  Prebind.
- In a script, the REPL, or a package whose users have Rust, use [`@rust_crate`](@ref) and
  `rust\"\"\"…\"\"\"` ([`@rust_str`](@ref)).

The engine of Prebind, `libprebind`, does all the work ([`library_path`](@ref)).
"""
module Prebind

# This code runs once and must start fast; code that is called often is in the generated modules.
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
include("artifact.jl")
include("bindings.jl")
include("cache.jl")
include("modules.jl")
include("crates.jl")
include("watch.jl")
include("blocks.jl")

# Julia infers these functions with the package, because every first use needs them.
for (called, types) in (
    (ask, (Symbol, Dict{String,Any})), (JSON.text, (Dict{String,Any},)), (JSON.parse, (String,)),
    (load_crate, (Module, String, LineNumberNode)), (load_block, (Module, String, LineNumberNode)),
    (define, (Module, Dict{String,Any})), (share_errors, (Expr,)), (take_over, (Module, Module)))
    precompile(called, types)
end

__init__() = Base.Experimental.register_error_hint(tell_of_replaced, MethodError)

end
