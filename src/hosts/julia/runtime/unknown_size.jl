Base.IteratorSize(::Base.Type{HOLE_type}) = Base.SizeUnknown()
