"""
Rust crates as Julia modules: built once, checked in milliseconds, called at the cost of a `ccall`.

- In a package: [`write_bindings_to_file`](@ref) writes a module that needs neither Rust nor Prebind where it is used.
- In a script, the REPL, or a package whose users have Rust: [`@rust_crate`](@ref), and `rust\"\"\"…\"\"\"` ([`@rust_str`](@ref)).

All work is done by the engine of Prebind in `libprebind` ([`library_path`](@ref)).
"""
module Prebind

import Dates
import Libdl
import SHA

export @rust_crate, @rust_str
export write_bindings_to_file, generate_bindings
export clear_cache, get_cache_size, list_cached_libraries, cleanup_old_cache
export PrebindError, RustError, RustPanic

include("errors.jl")
include("json.jl")
include("library.jl")
include("bindings.jl")
include("cache.jl")
include("modules.jl")
include("crates.jl")
include("blocks.jl")

end
