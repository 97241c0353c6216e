# src/MyRustPackage.jl
module MyRustPackage

include("generated/Bindings.jl")
using .Bindings

export rust_add, rust_multiply

rust_add(a, b) = Bindings.add(Int32(a), Int32(b))
rust_multiply(a, b) = Bindings.multiply(Float64(a), Float64(b))

end
