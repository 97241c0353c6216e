mutable struct HOLE_type <: RustObject
    handle::Base.Ptr{Base.UInt8}
    HOLE_type(handle::_prebind.Handle) = Base.finalizer(_prebind.release, new(handle.pointer))
end
_prebind.@ready(_prebind.release, (HOLE_type,))
