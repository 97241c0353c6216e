_prebind.releaser(::HOLE_type) = HOLE_glue
