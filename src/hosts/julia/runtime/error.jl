
struct RustError <: Base.Exception
    message::Base.String
    value::Base.Any
    RustError(message::Base.String, value) = new(message, value)
end
