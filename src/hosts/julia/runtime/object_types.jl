
struct BorrowError <: Base.Exception
    message::Base.String
    BorrowError(message::Base.String) = new(message)
end

abstract type RustObject end
