
struct RustTimeout <: Base.Exception
    seconds::Base.Float64
    RustTimeout(seconds::Base.Real) = new(seconds)
end
