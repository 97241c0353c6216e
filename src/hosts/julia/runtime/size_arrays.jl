# What has the bytes of `usize`s: these, or `Int`s that are not negative.
holding(::Type{Size}, ::Nothing, use) = nothing
holding(::Type{Size}, array::AbstractArray{UInt}, use) = array
holding(::Type{Size}, array::AbstractArray{Int}, use) =
    all_counts(array) ? array : refuse_counts(array)
holding(::Type{Size}, array::AbstractArray, use) = refuse_elements(Int, array, use)

all_counts(array) = all(number -> number >= 0, array)
@noinline refuse_counts(array) =
    throw(InexactError(:convert, UInt, array[findfirst(number -> number < 0, array)]))

# What Rust returns, checked when it is taken.
struct Sizes{A}
    array::A
    Sizes(array::A) where {A<:Array{Int}} = new{A}(array)
end
settled(sizes::Sizes) = ints(getfield(sizes, :array))
ints(array) = all_counts(array) ? array : refuse_ints(array)
@noinline refuse_ints(array) =
    refuse_size(array[findfirst(number -> number < 0, array)] % UInt)
