_prebind.property_names(::HOLE_type) = HOLE_symbols
