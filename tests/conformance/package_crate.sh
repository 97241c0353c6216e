#!/usr/bin/env bash
# @rust_crate: in a script, in functions, in a session that goes on while the crate changes,
# in a package.
. "$PREBIND_SOURCE/tests/conformance/package.inc"

make_locked_crate kit
cat >>kit/src/lib.rs <<'END'
#[prebind::julia]
pub fn checked(a: i32) -> Result<i32, String> {
    if a > 0 { Ok(a) } else { Err("too small".to_string()) }
}

#[prebind::julia]
pub struct Counter {
    pub value: i64,
}

#[prebind::julia]
impl Counter {
    pub fn new(value: i64) -> Self {
        Counter { value }
    }
}
END
mkdir elsewhere
cat >script.jl <<'END'
using Prebind

# In a function: the module is there before the function is compiled.
function early(value)
    Kit = @rust_crate "kit"
    counter = Kit.Counter(value)
    counter.value + Kit.add(1, 2)
end
println(early(4))
println(@inferred_type(early))
END
sed -i '/inferred_type/d' script.jl
cat >>script.jl <<'END'

# At top level, by name and by value.
println(@rust_crate("kit"), " ", Kit.add(2, 3))

# With a path that is known at run time only, also in the function that finds it.
function late(path)
    Kit = @rust_crate path name = "Late"
    type = Base.invokelatest(getfield, Prebind.module_of(Kit), :Counter)
    (Kit.add(3, 4), Kit.Counter(5) isa type, Kit)
end
println(late(joinpath("kit")))
const Crate = @rust_crate joinpath("kit", "") name = "Top"
struct Holder
    counter::Crate.Counter
end
value(counter::Crate.Counter) = counter.value
println((Crate.Counter(3) isa Crate.Counter, value(Crate.Counter(4)),
         Holder(Crate.Counter(5)).counter.value, Crate.add))
path = "kit"
const Variable = @rust_crate path name = "Named"
value(counter::Variable.Counter) = -counter.value
println((value(Variable.Counter(4)), value(Crate.Counter(4)),
         Variable.Counter === Prebind.module_of(Variable).Counter))
for name in ("First", "Second")
    crate = @rust_crate joinpath(@__DIR__, "kit") name = "Looped"
    println(crate.add(1, 1))
end

# All crates' errors are of one type, which can be caught by its name.
for call in (() -> Kit.checked(-1), () -> Late.checked(-1))
    try
        call()
    catch exception
        println(exception isa RustError, ": ", exception.message)
    end
end
END
runs script.jl
equals "$(<output)" '7
Main.Kit 5
(7, true, LoadedCrate(Main.Late))
(true, 4, 5, Main.Top.add)
(-4, 4, true)
2
2
true: too small
true: too small'
builds_with_cargo 1

# In another process, from another directory, nothing is started.
(cd elsewhere && "$JULIA" --startup-file=no ../script.jl >../output 2>../errors)
prints 'Main.Kit 5'
says_nothing
starts_cargo ''

use_interpreter
# Options.
runs '@rust_crate "kit" name = "Debug" release = false; print(Debug.add(1, 2))'
equals "$(<output)" 3
builds_with_cargo 1
runs '@rust_crate "kit" cache = false; print(Kit.add(1, 2))'
builds_with_cargo 1
throws '@rust_crate "kit" realese = false'
says '@rust_crate has no option `realese = false`; its options are name = "Name", release = false and cache = false'
throws '@rust_crate "nowhere"'
says "PrebindError: \`$PWD/nowhere\` does not exist"
: >cargo.log

# A session that goes on: edited, the crate is another module; else it is the same.
cat >session.jl <<'END'
using Prebind
crate() = @eval @rust_crate "kit"
first = crate()
println(first === crate(), " ", Base.invokelatest(first.add, 5, 3))
source = read("kit/src/lib.rs", String)
write("kit/src/lib.rs", replace(source, "a + b" => "a - b"))
second = crate()
println(first === second, " ", Base.invokelatest(second.add, 5, 3), " ",
        Base.invokelatest(first.add, 5, 3))
write("kit/src/lib.rs", source)
println(Base.invokelatest(crate().add, 5, 3))
END
runs session.jl
equals "$(<output)" 'true 8
false 2 8
8'

# A cache that cannot be used makes it slower, and nothing else.
: >file
PREBIND_CACHE_DIR=$PWD/file \
  runs '@rust_crate "kit"; print(Kit.add(1, 2), (@rust_crate "kit") === Kit)'
equals "$(<output)" 3true
: >cargo.log

# In a package that precompiles: built then, kept in it, not asked for again.
make_package Pack <<'END'
module Pack

using Prebind
@rust_crate "../deps/kit"
double(a) = Kit.add(a, a)
sum(a, b) = (@rust_crate "../deps/kit").add(a, b)

end
END
mkdir packages/Pack/deps
cp -r kit packages/Pack/deps/kit
rm -rf packages/Pack/deps/kit/target
runs 'using Pack; print(Pack.double(4), " ", Pack.sum(1, 2))'
equals "$(<output)" '8 3'
starts_cargo 'metadata --version' # the library is in the cache
[[ -f packages/Pack/deps/prebind/kit/libkit.so ]] || fail 'the library is not in the package'
equals "$(<packages/Pack/deps/prebind/.gitignore)" '*'
PATH=/usr/bin:/bin PREBIND_LIB=nowhere runs 'using Pack; print(Pack.double(4))'
equals "$(<output)" 8
starts_cargo ''

# Its sources are the package's: it is precompiled again when they change,
# or when the library is gone.
sleep 1.1
sed -i 's/a + b/a * b/' packages/Pack/deps/kit/src/lib.rs
runs 'using Pack; print(Pack.double(4))'
equals "$(<output)" 16
builds_with_cargo 1
rm packages/Pack/deps/prebind/kit/libkit.so
runs 'using Pack; print(Pack.double(4))'
equals "$(<output)" 16
builds_with_cargo 0

# A package that cannot be written to, as those that Pkg installs: then it is in the depot.
rm -rf packages/Pack/deps/prebind
: >packages/Pack/deps/prebind
runs 'using Pack; print(Pack.double(4))'
equals "$(<output)" 16
prebind_uuid=c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11
[[ -n $(find "$DEPOT/prebind/$prebind_uuid" -name libkit.so) ]] ||
  fail 'the library is not in the depot'

# With a path that is known at run time only, the types are there all the same,
# also when the package is loaded.
make_package Pack <<'END'
module Pack

using Prebind
folders = ["kit"]
const Crate = @rust_crate joinpath("..", "deps", folders[1])
struct Pair
    first::Crate.Counter
    second::Crate.Counter
end
total(pair::Pair) = pair.first.value + pair.second.value
pair(a, b) = Pair(Crate.Counter(a), Crate.Counter(b))

end
END
for _ in 1 2; do
  runs 'using Pack; print(Pack.total(Pack.pair(3, 4)), Pack.Crate.Counter(1) isa fieldtype(Pack.Pair, 1))'
  equals "$(<output)" 7true
done
