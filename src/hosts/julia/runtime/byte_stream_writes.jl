_prebind.writes(::HOLE_type) = true
