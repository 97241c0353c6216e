# usage: julia every_name.jl write LIB.rs SHIFT | check MODULE.jl SHIFT
# Names of Core and Base in this Julia, and what its parser takes for something else in places: as
# the name of a function, method, type, variant, constant, argument or field. Each name has one of
# the places, by SHIFT another. Core's are all there, Base's as far as they name a type or module;
# with PREBIND_EVERY_NAME in the environment, all of Base's.
using REPL, Test  # REPL has `Base.Docs.doc` since Julia 1.11

const words = split(
    "as abstract doc in isa mutable outer primitive public raw type typegroup var where x insts " *
    "value")
# `Enum` is refused for an enum.
const own = split("Enum BorrowError RustError RustObject RustPanic __init__")
const no_argument = split("self Self super crate Some None Ok Err")
const keywords = split(
    "baremodule begin break catch ccall cglobal const continue do else elseif end export false " *
    "finally for function global if import let local macro module public quote return struct " *
    "true try using where while Base Core")

in_julia(name) = name in keywords ? name * "_" : name
is_name(name) = occursin(r"^[\p{L}_][\p{L}\p{N}_]*!?$", name) && occursin(r"[^_!]", name) &&
    !startswith(name, "_prebind") && !(name in own)

function every_name()
    all = Set{String}(words)
    full = haskey(ENV, "PREBIND_EVERY_NAME")
    for mod in (Core, Base), name in names(mod, all = full || mod === Core)
        is_wanted = full || mod === Core || isuppercase(first(string(name)))
        is_wanted && is_name(string(name)) && push!(all, string(name))
    end
    # A keyword with its underscore may be there by itself.
    has_underscore(name) = endswith(name, "_") && name[1:prevind(name, end)] in keywords
    return sort!(collect(filter(!has_underscore, all)))
end

# As an argument or field of Rust.
function argument(name)
    is_refused = endswith(name, "!") || name in no_argument || startswith(name, "__prebind")
    return is_refused ? "value" : "r#" * name
end

items = Any[]
item(write, check) = push!(items, (write, check))

item((i, n) -> """
    /// About `$n`, \$$i.
    #[julia(name = "$n")]
    pub fn f$i($(argument(n)): i32, option: Option<&str>) -> Result<Option<i32>, String> {
        if option.is_some() { Err("text".to_owned()) } else { Ok(Some($(argument(n)) + 1)) }
    }
    """, (i, f) -> f(i, nothing) === Int32(i + 1) && f isa Function)
item((i, n) -> """
    /// About `$n`, \$$i.
    #[julia(name = "$n")]
    pub struct T$i { pub $(argument(n)): i32, pub text: String }

    #[julia]
    impl T$i {
        /// Makes one.
        #[julia]
        pub fn new($(argument(n)): i32) -> Self { T$i { $(argument(n)), text: String::new() } }
        #[julia(name = "method$i")]
        pub fn method(&mut self, other: Option<&T$i>) -> i32 { other.map_or(1, |_| 2) }
    }
    """, (i, T) -> begin
        t = T(i)
        t.text = "a"
        T isa Type && Base.getproperty(t, propertynames(t)[1]) === Int32(i) && t.text == "a" &&
            getfield(M, Symbol("method", i))(t, nothing) === Int32(1)
    end)
item((i, n) -> """
    #[julia(value, name = "$n")]
    #[derive(Clone, Copy)]
    #[repr(C)]
    pub struct V$i { pub $(argument(n)): i32 }

    #[julia(name = "same$i")]
    pub fn v$i($(argument(n)): V$i) -> Option<V$i> { Some($(argument(n))) }
    """, (i, T) -> getfield(M, Symbol("same", i))(T(i)) === T(i))
item((i, n) -> """
    /// About `$n`, \$$i.
    #[julia(name = "$n")]
    #[derive(Clone, Copy)]
    pub enum E$i { First$i, Second$i = 5 }

    #[julia(name = "same$i")]
    pub fn e$i($(argument(n)): Option<E$i>) -> Option<E$i> { $(argument(n)) }
    """, (i, T) -> getfield(M, Symbol("same", i))(T(5)) === getfield(M, Symbol("Second", i)) &&
                   T(5) isa Enum)
item((i, n) -> """
    #[julia]
    #[derive(Clone, Copy)]
    #[repr(u8)]
    pub enum W$i {
        Other$i = 3,
        /// About `$n`, \$$i.
        #[julia(name = "$n")]
        Variant = 4,
    }

    #[julia(name = "same$i")]
    pub fn w$i($(argument(n)): &[W$i]) -> Vec<W$i> { $(argument(n)).to_vec() }
    """, (i, x) -> getfield(M, Symbol("same", i))([x]) == [x] && Integer(x) === 0x04)
item((i, n) -> """
    /// About `$n`, \$$i.
    #[julia(name = "$n")]
    pub const C$i: u32 = $i;
    """, (i, x) -> x === UInt32(i))
item((i, n) -> """
    /// About `$n`, \$$i.
    #[julia(T = f32, f64, name = "$n")]
    pub fn g$i<T: Copy>($(argument(n)): T, f: &dyn Fn()) -> (T, bool) {
        f();
        ($(argument(n)), true)
    }
    """, (i, f) -> f(1.5, () -> nothing) === (1.5, true) &&
                   f(1.5f0, () -> nothing) === (1.5f0, true))
item((i, n) -> """
    #[julia]
    impl Shared {
        /// About `$n`, \$$i.
        #[julia(name = "$n")]
        pub fn m$i(&self, $(argument(n)): i32) -> i32 { $(argument(n)) + 2 }
        /// Another.
        #[julia(name = "static$i")]
        pub fn s$i($(argument(n)): i32) -> Option<Shared> { Some(Shared { kept: $(argument(n)) }) }
    }
    """, (i, f) -> f(getfield(M, Symbol("static", i))(M.Shared, 1), i) === Int32(i + 2))

const shift = parse(Int, ARGS[3])
place(i) = items[1+(i+shift)%length(items)]

if ARGS[1] == "write"
    open(ARGS[2], "w") do io
        print(io, "#![allow(nonstandard_style, dead_code, uncommon_codepoints, mixed_script_confusables)]\nuse prebind::julia;\n#[julia] pub struct Shared { pub kept: i32 }\n")
        foreach(((i, n),) -> print(io, place(i)[1](i, n)), enumerate(every_name()))
    end
else
    # Where it is found as a package, so that it is precompiled.
    push!(LOAD_PATH, dirname(abspath(ARGS[2])))
    const M = Base.require(Main, Symbol(first(splitext(basename(ARGS[2])))))
    @testset "every name" begin
        for (i, name) in enumerate(every_name())
            value = getfield(M, Symbol(in_julia(name)))
            try
                @test (name, place(i)[2](i, value)) == (name, true)
            catch exception
                @error "of $name" exception
            end
            binding = Base.Docs.Binding(M, Symbol(in_julia(name)))
            haskey(Base.Docs.meta(M), binding) || continue
            text = string(Base.Docs.doc(binding))
            occursin("About", text) && @test occursin("About `$name`, \$$i.", text)
        end
    end
end
