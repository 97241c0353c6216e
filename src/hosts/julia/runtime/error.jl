
struct RustError <: Base.Exception
    message::Base.String
    value::Base.Any
end
