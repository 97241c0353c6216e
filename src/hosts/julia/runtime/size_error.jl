# An error is not lost behind another one: what is no `Int` stays a `UInt`.
function error_value(address, ::Type{Size})
    size = unsafe_load(Ptr{UInt}(address))
    return size % Int >= 0 ? size % Int : size
end
