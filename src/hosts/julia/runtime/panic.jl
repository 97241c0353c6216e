
struct RustPanic <: Base.Exception
    message::Base.String
    place::Base.String
end
