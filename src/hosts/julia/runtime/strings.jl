
release_memory(memory, bytes, alignment) = ccall(
    getfield(RELEASE_MEMORY, :pointer), Cvoid, (Ptr{Cvoid}, UInt, UInt), memory, bytes, alignment)

# Text goes in without a copy where it is contiguous, and comes out as a copy.
text(text::Union{String,SubString{String},Nothing}) = text
text(text::AbstractString) = String(text)
address_of(text) = pointer(text)
address_of(::Nothing) = Ptr{UInt8}(0)
length_of(text) = sizeof(text) % UInt
length_of(::Nothing) = UInt(0)

whole_text(text::Union{String,Nothing}) = text
whole_text(text) = String(text)

struct Text
    bytes::Ptr{UInt8}
    length::UInt
    capacity::UInt
    global made(::Type{Text}) = new()
end

function taken_text(text::Text)
    bytes = getfield(text, :bytes)
    copy = unsafe_string(bytes, getfield(text, :length))
    release_memory(bytes, getfield(text, :capacity), UInt(1))
    return copy
end
