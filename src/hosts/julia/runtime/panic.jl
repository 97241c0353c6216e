
struct RustPanic <: Base.Exception
    message::Base.String
    place::Base.String
    RustPanic(message::Base.String, place::Base.String) = new(message, place)
end
