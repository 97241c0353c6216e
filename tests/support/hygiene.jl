# What the community's checks (Aqua, ExplicitImports) ask of a module and those in it, as far as
# Julia alone can tell.
using Test

modules_of(mod) =
    pushfirst!(reduce(vcat, map(modules_of, submodules_of(mod)); init = Module[]), mod)
submodules_of(mod) = filter(
    each -> each isa Module && each !== mod && parentmodule(each) === mod,
    Any[getfield(mod, name) for name in names(mod, all = true) if isdefined(mod, name)])

# What was declared or exported and never defined.
undefined_names(mod) = Symbol[name for name in names(mod, all = true) if !isdefined(mod, name)]

# Methods of others' functions for others' types.
function piracies(mods)
    is_own(value) = any(mod -> mod === parentmodule(value), mods)
    owns(T) =
        T isa UnionAll ? owns(T.var.ub) || owns(T.body) : T isa TypeVar ? owns(T.ub) :
        T isa Union ? owns(T.a) && owns(T.b) :
        T isa DataType && (is_own(T) || any(owns, T.parameters))
    found = Method[]
    for owner in (Core, Base, Base.Docs, Base.Iterators), name in names(owner, all = true)
        isdefined(owner, name) || continue
        callable = getfield(owner, name)
        callable isa Function && !(callable isa Core.Builtin) || continue
        is_piracy(method) = method.module in mods && !owns(method.sig)
        append!(found, filter(is_piracy, collect(methods(callable))))
    end
    return unique(found)
end

# Names that a module of the source imports and does not use.
function stale_imports(expression, found = Symbol[])
    expression isa Expr || return found
    foreach(each -> stale_imports(each, found), expression.args)
    expression.head === :module || return found
    imported, used = Symbol[], Set{Symbol}()
    function walk(each)
        each isa Symbol && push!(used, each)
        each isa QuoteNode && walk(each.value)
        each isa Expr && each.head !== :module || return
        each.head in (:import, :using) || return foreach(walk, each.args)
        for part in each.args
            part.head === :(:) && foreach(note, part.args[2:end])
            part.head !== :(:) && each.head === :import && note(part)
        end
    end
    # `A.b` has the names in order, `A as b` the new one last.
    note(part) = push!(imported, part.args[end])
    foreach(walk, expression.args[3].args)
    return append!(found, filter(!in(used), imported))
end

function check_hygiene(mod, sources)
    mods = modules_of(mod)
    @test Test.detect_ambiguities(mods...) == []
    @test Test.detect_unbound_args(mods...) == []
    @testset "$each" for each in mods
        @test undefined_names(each) == Symbol[]
    end
    @test piracies(mods) == Method[]
    @test stale_imports(Expr(:block, sources...)) == Symbol[]
end
