mutable struct HOLE_type{HOLE_parameters} <: RustObject
    handle::Base.Ptr{Base.UInt8}
    HOLE_type{HOLE_parameters}(handle::_prebind.Handle) where {HOLE_parameters} =
        Base.finalizer(_prebind.release, new{HOLE_parameters}(Base.getfield(handle, :pointer)))
end
