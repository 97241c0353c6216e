Base.iterate(self::HOLE_type, ::Base.Nothing = Base.nothing) = _prebind.iterated(self)
Base.IteratorSize(::Base.Type{HOLE_type}) = Base.SizeUnknown()
