# deps/build.jl
using Prebind

write_bindings_to_file(
    joinpath(@__DIR__, "rust_crate"),
    joinpath(dirname(@__DIR__), "src", "generated", "Bindings.jl"),
    output_module_name = "Bindings",
    relative_lib_path = "../../deps/lib"
)
