    path = map(Symbol, split(name, '.'))
    binding = Base.Docs.Binding(foldl(getfield, path[1:end-1]; init = documented), path[end])
