#!/usr/bin/env bash
# `Prebind.watch`: a saved source is loaded into the running session.
. "$PREBIND_SOURCE/tests/conformance/package.inc"

make_crate kit <<'RUST'
use prebind::julia;

#[julia]
pub fn version() -> i32 { 1 }

#[julia]
pub struct Counter {
    pub value: i64,
}

#[julia]
impl Counter {
    pub fn new(value: i64) -> Self { Counter { value } }
    pub fn advance(&mut self) -> i64 { self.value += 1; self.value }
    pub fn origin() -> Self { Counter { value: 0 } }
}
RUST

cat >session.jl <<'JULIA'
using Prebind
@rust_crate "kit"
using .Kit

# True as soon as it is, or false after a minute.
function becomes(condition)
    for _ in 1:3000
        Base.invokelatest(condition) && return true
        sleep(0.02)
    end
    return false
end
function save(changes...)
    source = read("kit/src/lib.rs", String)
    for change in changes
        source = replace(source, change)
    end
    write("kit/src/lib.rs", source)
end
report(what, value) = println(what, ": ", value)
now(expression) = Core.eval(Main, expression)
caught(expression) = try now(expression) catch exception; sprint(showerror, exception) end

counter = Counter(5)
first_module = Kit
report("before", (version(), advance(counter)))
watch = Prebind.watch(Kit)
report("watch", (watch, isopen(watch), Prebind.watch(Kit) === watch))

save("{ 1 }" => "{ 2 }")
report("another body", becomes(() -> version() == 2))
report("in the module", now(:(Kit.version(), Kit === first_module)))

save(
    "version() -> i32 { 2 }" =>
        "version(n: i32) -> i32 { n }\n#[julia]\npub fn fresh() -> u8 { 9 }",
    "+= 1;" => "+= 10;")
report("a new function", becomes(() -> isdefined(Main, :fresh)))
report("another signature", now(:(version(7), Kit.version(8), fresh())))
report("no signature of before", occursin("no method matching", caught(:(version()))))
report("an old object", now(:(advance(counter))))
report("new objects", now(:(
    advance(Counter(1)), advance(origin(Counter)), Kit.advance(Kit.Counter(2)))))
report("old where new", caught(:(Kit.advance(counter))))
report("an old type", caught(:(Kit.origin(Counter))))

save("{ n }" => "{ oops }")
sleep(5)
report("an error", now(:(version(7))))
save("{ oops }" => "{ n + 1 }", "pub fn fresh" => "pub fn other")
report("after it", becomes(() -> version(7) == 8))
report("gone", caught(:(fresh())))

close(watch)
report("closed", (watch, isopen(watch)))
report("not ours", caught(:(Prebind.watch(Base))))
JULIA
runs session.jl
[[ $(<errors) != *'world prior'* ]] || fail 'code is older than what it names'
prints 'before: (1, 6)
watch: (Watch(Kit), true, true)
another body: true
in the module: (2, false)
a new function: true
another signature: (7, 8, 0x09)
no signature of before: true
an old object: 7
new objects: (11, 10, 12)
old where new: MethodError: no method matching advance(::Counter)'
prints 'This `Counter` is from before Kit was loaded again: make it again.'
prints 'This `Counter` is from before Kit was loaded again: write `Kit.Counter`.'
prints 'an error: 7
after it: true
gone: Kit has no `fresh` any more
closed: (Watch(Kit, closed), false)
not ours: ArgumentError: Base is not a module that `@rust_crate` has defined in this session'
prints 'so it cannot be watched; run `prebind watch` for a module in a file, and include that file again'
says 'cannot find value `oops` in this scope'
equals "$(pgrep -f "watch $PWD/kit" || true)" ''
