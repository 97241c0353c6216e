Base.propertynames(::HOLE_type, ::Base.Bool = false) = HOLE_symbols
