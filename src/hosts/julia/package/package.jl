module HOLE_name

# Written by deps/build.jl from the Rust crate.
include("generated/Bindings.jl")
using .Bindings

# What the crate exports, this package exports.
for name in names(Bindings)
    name === :Bindings || @eval export $name
end

end
