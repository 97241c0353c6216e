Base.eltype(::Base.Type{HOLE_type}) = HOLE_element
