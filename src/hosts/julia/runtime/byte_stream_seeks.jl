_prebind.seeks(::HOLE_type) = true
