
Base.iterate(self::HOLE_type, ::Base.Nothing = Base.nothing) =
    HOLE_next(_prebind.advance, self)
