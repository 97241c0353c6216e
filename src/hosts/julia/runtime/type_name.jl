_prebind.type_name(::HOLE_type) = HOLE_literal
