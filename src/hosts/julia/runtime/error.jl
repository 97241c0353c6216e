
struct RustError <: Base.Exception
    message::Base.String
    value::Base.Any
    causes::Base.Vector{Base.String}
    RustError(message::Base.String, value) = new(message, value, Base.String[])
    RustError(message::Base.String, value, causes) = new(message, value, causes)
end
