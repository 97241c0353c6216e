#!/usr/bin/env bash
# Where Julia keeps native code, a package that was precompiled compiles nothing: neither when it is
# loaded, nor at the first call of any function that takes no function.
. "$PREBIND_SOURCE/tests/support/common.inc"

if ! "$JULIA" --startup-file=no -e 'exit(VERSION >= v"1.9" ? 0 : 1)'; then
  echo 'not tested: this Julia keeps no native code'
  exit 0
fi

make_crate Kit/deps/kit kit <<'END'
use prebind::julia;

#[julia]
pub fn add(a: f64, b: f64) -> f64 {
    a + b
}

#[julia]
pub fn greet(name: &str, times: Option<u8>) -> String {
    format!("{name} {times:?}")
}

#[julia]
pub fn sum(values: &[f64], scale: (f64, i64)) -> Vec<f64> {
    values.iter().map(|v| v * scale.0).collect()
}

#[julia]
pub fn half(n: i64) -> Result<i64, String> {
    if n % 2 == 0 { Ok(n / 2) } else { Err("odd".into()) }
}

#[julia]
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Colour {
    Red = 1,
    Blue = 2,
}

#[julia(value)]
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Spot {
    x: f64,
    colour: Colour,
}

#[julia]
pub fn moved(spot: Spot, by: f64) -> Spot {
    Spot { x: spot.x + by, ..spot }
}

#[julia]
pub const LIMIT: u32 = 5;

#[julia]
pub struct Counter {
    pub value: i64,
}

#[julia]
impl Counter {
    pub fn new(value: i64) -> Self {
        Counter { value }
    }

    pub fn advance(&mut self, by: i64) -> i64 {
        self.value += by;
        self.value
    }
}
END
mkdir -p Kit/src Plain/src
succeeds "$PREBIND" build Kit/deps/kit -o Kit/src/Kit.jl --module Kit
printf 'name = "Kit"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"\n' >Kit/Project.toml
printf 'name = "Plain"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b12"\n' >Plain/Project.toml
echo 'module Plain end' >Plain/src/Plain.jl
export JULIA_LOAD_PATH=$PWD:@stdlib
succeeds "$JULIA" --startup-file=no -e 'using Plain, Kit'

# compiles EXPECTED EXPRESSION: what Julia compiles, beyond what it does for a package of nothing
compiles() {
  local run=("$JULIA" --startup-file=no --trace-compile="$PWD/trace")
  succeeds "${run[@]}" -e 'using Plain; 1'
  sort -u trace >plain
  succeeds "${run[@]}" -e "$2; 1"
  # Julia 1.12 watches its own tasks now and then.
  equals "$(sort -u trace | comm -23 - plain | grep -v 'Base.var"#errormonitor' || true)" "$1"
}

compiles '' 'using Kit'
compiles '' 'using Kit; Kit.add(1.0, 2.0)'
compiles '' 'using Kit; Kit.greet("you", 2)'
compiles '' 'using Kit; Kit.sum([1.0], (2.0, 3))'
compiles '' 'using Kit; Kit.half(4)'
compiles '' 'using Kit; Kit.moved(Kit.Spot(1.0, Kit.Blue), 2.0)'
compiles '' 'using Kit; Kit.advance(Kit.Counter(1), 2)'

# Other types than what most callers pass are compiled when they come, and that is seen.
compiles 'precompile(Tuple{typeof(Kit.add), Int64, Int64})' 'using Kit; Kit.add(1, 2)'

# A package's own calls add to that. With `used` they are all there is, and find the library loaded.
number=20
for which in all used none; do
  number=$((number + 1))
  mkdir -p "The_$which/src"
  printf 'name = "The_%s"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b%s"\n' "$which" $number \
    >"The_$which/Project.toml"
  succeeds "$PREBIND" build Kit/deps/kit -o "The_$which/src/Kit.jl" --precompile $which
  start=$([[ $which == used ]] || echo 'Kit.__init__();')
  printf 'module The_%s\ninclude("Kit.jl")\n%s Kit.add(1, 2)\nend\n' $which "$start" \
    >"The_$which/src/The_$which.jl"
  succeeds "$JULIA" --startup-file=no -e "using The_$which"
  compiles '' "using The_$which; The_$which.Kit.add(1, 2)"
done
compiles '' 'using The_all; The_all.Kit.add(1.0, 2.0)'
for which in used none; do
  compiles "precompile(Tuple{typeof(The_$which.Kit.add), Float64, Float64})" \
    "using The_$which; The_$which.Kit.add(1.0, 2.0)"
done
