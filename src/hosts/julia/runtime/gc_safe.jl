
# A call in which other threads may collect garbage, where this Julia has such calls.
macro gc_safe(call)
    return esc(VERSION >= v"1.12" ? collectable(call, __source__) : call)
end

# `ccall(pointer, returned, (types...,), values...)` in the words of `@ccall`.
function collectable(call, source)
    pointer, returned, types = call.args[2:4]
    arguments = [:($value::$type) for (value, type) in zip(call.args[5:end], types.args)]
    signature = :($(Expr(:call, Expr(:$, pointer), arguments...))::$returned)
    return Expr(:macrocall, GlobalRef(Base, Symbol("@ccall")), source, :(gc_safe = true), signature)
end
