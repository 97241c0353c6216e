"""
Objects in memory and in folders, over the Rust crate `object_store`. The crate `deps/objectstore`
is all there is: no line of glue.
"""
module ObjectStore

# Made by deps/build.jl
include("generated/Bindings.jl")
using .Bindings

export Store, Summary, memory_store, local_store
export fetch_object, fetch_range, put_object, delete_object, list_objects, describe_object
export RustError, RustPanic

end
