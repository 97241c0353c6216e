# A `usize` of Rust's is an `Int`, as Julia counts. One that no `Int` can be is an error.
int(size::UInt) = size % Int >= 0 ? size % Int : refuse_size(size)
@noinline refuse_size(size) = throw(InexactError(:convert, Int, size))

# Marks what is a `usize`, where its Julia type does not say so.
struct Size
    value::UInt
    Size(value::UInt) = new(value)
end

settled(size::Size) = int(getfield(size, :value))
settled(::Nothing) = nothing
