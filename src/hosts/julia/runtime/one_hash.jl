Base.hash(::HOLE_type, seed::Base.UInt) = Base.hash(HOLE_literal, seed)
