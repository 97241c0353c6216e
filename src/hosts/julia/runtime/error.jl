
struct RustError <: Base.Exception
    message::Base.String
    value::Base.Any
    causes::Base.Tuple{Base.Vararg{Base.String}}
    RustError(message::Base.String, value) = new(message, value, ())
    RustError(message::Base.String, value, causes) = new(message, value, causes)
end
