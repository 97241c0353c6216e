Base.iterate(self::HOLE_type, ::Base.Nothing = Base.nothing) =
    _prebind.iterated(_prebind.advance, self)
Base.IteratorSize(::Base.Type{HOLE_type}) = Base.SizeUnknown()
