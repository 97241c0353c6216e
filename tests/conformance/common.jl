# What the tests of the generated module share. Each of their files is a module of its own, which
# uses this one and the generated one: no file needs another.
module Common

using Main: Conformance

export C, module_file, thrown, message, settled_counters, numbers, counts, no_counts, edges, rust
export texts, repeated
export allocated, is_optimized

const C = Conformance
const module_file = Main.module_file

# What a call throws.
function thrown(call)
    try
        call()
    catch exception
        return exception
    end
    return nothing
end

message(call) = sprint(showerror, thrown(call))

# Rust's side of live objects, after everything that Julia can release was released.
function settled_counters()
    for _ in 1:5
        GC.gc()
    end
    return C.live_counters()
end

const numbers = (
    i8 = Int8, i16 = Int16, i32 = Int32, i64 = Int64, isize = Int, u8 = UInt8, u16 = UInt16,
    u32 = UInt32, u64 = UInt64, f32 = Float32, f64 = Float64)

edges(T::Type{<:Integer}) = T[typemin(T), typemin(T) + 1, 0, 1, typemax(T) - 1, typemax(T)]
edges(T::Type{<:AbstractFloat}) = T[
    -Inf, -floatmax(T), -1.5, -floatmin(T), -nextfloat(T(0)), -0.0, 0.0, eps(T), floatmax(T), Inf,
    NaN]
edges(::Type{Bool}) = [false, true]
edges(::Type{Char}) = ['\0', 'a', 'ß', '\ud7ff', '\ue000', '\uffff', '😀', '\U10ffff']

# What a `usize` is in Julia.
const counts = [0, 1, 42, typemax(Int) - 1, typemax(Int)]
const no_counts = [typemin(Int), -1]

rust(name, type) = getfield(C, Symbol(name, "_", type))

const texts = [
    "", "a", "plain", "zwölf Boxkämpfer", "日本語", "😀𝄞 beyond the first plane", "\0",
    "embedded\0null\0", "\n\t\r\"\\\$", "e\u0301 combined", "\u202eright to left", "x"^100_000,
    "😀"^10_000]

# What allocates nothing does so where Julia compiles, inlines and optimizes.
const is_optimized = let options = Base.JLOptions()
    options.compile_enabled != 3 && options.can_inline == 1 && options.opt_level > 0
end

# In a loop of compiled code, as a user would call it. A call is what it captures: of concrete
# types.
function repeated(call::F) where {F}
    for _ in 1:1000
        call()
    end
end

function allocated(call::F, arguments::Tuple) where {F}
    loop = () -> repeated(() -> call(arguments...))
    loop()
    bytes = @allocated loop()
    return is_optimized ? bytes : 0
end

end
