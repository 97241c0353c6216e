
struct BorrowError <: Base.Exception
    message::Base.String
end

abstract type RustObject end
