_prebind.reads(::HOLE_type) = true
