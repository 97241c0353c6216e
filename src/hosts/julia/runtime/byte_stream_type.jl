mutable struct HOLE_type <: _prebind.ByteStream
    handle::Base.Ptr{Base.UInt8}
    unread::_prebind.Unread
    HOLE_type(handle::_prebind.Handle) = Base.finalizer(
        _prebind.release, new(Base.getfield(handle, :pointer), _prebind.Unread()))
end
