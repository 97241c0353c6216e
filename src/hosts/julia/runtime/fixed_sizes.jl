# A tuple of `usize`s that Rust returns, checked when all else is taken.
struct Counts{T}
    tuple::T
    Counts(tuple::T) where {T} = new{T}(tuple)
end
settled(counts::Counts) = all_ints(getfield(counts, :tuple))
all_ints(size::UInt) = int(size)
all_ints(tuple::Tuple) = map(all_ints, tuple)
