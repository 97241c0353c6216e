    binding = Base.Docs.Binding(documented, Symbol(name))
