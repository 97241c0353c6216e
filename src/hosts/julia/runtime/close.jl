Base.close(self::HOLE_type) = _prebind.close_now(self)
