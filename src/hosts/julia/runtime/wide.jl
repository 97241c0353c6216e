
# Numbers of 128 bits go as two halves: not every compiler passes them alike.
low(number) = number % UInt64
high(number) = (number >> 64) % UInt64
low(::Nothing) = UInt64(0)
high(::Nothing) = UInt64(0)
wide(::Type{T}, low, high) where {T} = (UInt128(high) << 64 | low) % T
