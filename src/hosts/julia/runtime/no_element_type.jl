Base.IteratorEltype(::Base.Type{HOLE_type}) = Base.EltypeUnknown()
