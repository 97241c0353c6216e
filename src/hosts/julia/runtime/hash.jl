Base.hash(self::HOLE_type, seed::Base.UInt) = Base.hash(_prebind.hashed(self), seed)
