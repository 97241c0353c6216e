mutable struct HOLE_type <: HOLE_trait
    handle::Base.Ptr{Base.UInt8}
    HOLE_type(handle::_prebind.Handle) =
        Base.finalizer(_prebind.release, new(Base.getfield(handle, :pointer)))
end
