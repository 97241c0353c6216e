#!/usr/bin/env bash
# Packages that authors use, on a generated module and on Prebind: Documenter, Aqua, JET,
# ExplicitImports and Revise, and Julia's own Test. TEST_PACKAGES names the environment, or folder
# of packages, that has them; TEST_DEPOT a depot that has them precompiled, if any.
. "$PREBIND_SOURCE/tests/support/common.inc"

export JULIA_DEPOT_PATH=$DEPOT${TEST_DEPOT:+:$TEST_DEPOT}$BUNDLED
export JULIA_LOAD_PATH=$PWD:$PREBIND_SOURCE/julia${TEST_PACKAGES:+:$TEST_PACKAGES}:@stdlib
run() { succeeds "$JULIA" --startup-file=no "$@"; }
has() {
  run -e "print(Base.find_package(\"$1\") !== nothing)"
  [[ $(<output) == true ]] || echo "not tested: $1 is not among TEST_PACKAGES"
  [[ $(<output) == true ]]
}

make_crate Kit/deps/kit kit <<'EOF'
use prebind::julia;

/// Adds two numbers.
///
/// # Examples
///
/// ```julia
/// add(1, 2)
/// ```
#[julia]
pub fn add(a: i32, b: i32) -> i32 {
    a + b
}

/// Half of an even number; see [`add`].
#[julia]
pub fn half(n: i64) -> Result<i64, String> {
    if n % 2 == 0 { Ok(n / 2) } else { Err("odd".into()) }
}

#[julia]
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Colour {
    /// Warm.
    Red = 1,
    Blue = 2,
}

#[julia]
pub struct Counter {
    pub value: i64,
}

#[julia]
impl Counter {
    /// Starts at `value`.
    pub fn new(value: i64) -> Self {
        Counter { value }
    }
}

/// What has a shape.
#[julia]
pub mod shapes {
    use prebind::julia;

    /// Of a square.
    #[julia]
    pub fn area(side: f64) -> f64 {
        side * side
    }
}
EOF
build() { succeeds "$PREBIND" build Kit/deps/kit -o Kit/src/Kit.jl --module Kit; }
mkdir -p Kit/src
build
printf 'name = "Kit"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b11"\nversion = "1.0.0"\n' \
  >Kit/Project.toml

if has Documenter; then
  mkdir pages
  printf '```@autodocs\nModules = [Kit, Kit.shapes]\n```\nSee [`Kit.half`](@ref).\n' >pages/index.md
  run -e 'using Documenter, Kit'
  run -e 'using Documenter, Kit
    makedocs(sitename = "Kit", modules = [Kit], source = "pages", build = "html", root = pwd(),
      remotes = nothing, doctest = false, checkdocs = :exports,
      format = Documenter.HTML(prettyurls = false, edit_link = nothing, repolink = nothing,
                               inventory_version = "1.0.0"))'
  [[ $(<errors) != *Warning* ]] || fail 'Documenter warns'
  page=$(sed 's/<[^>]*>//g' html/index.html)
  for text in 'add(a::Int32, b::Int32) -&gt; Int32' 'Adds two numbers.' 'Examples' 'add(1, 2)' \
    'Red: Warm.' 'Kit.shapes.area' 'Of a square.' 'Counter(value::Int64)'; do
    [[ $page == *"$text"* ]] || fail "not on the page: $text"
  done
  grep -q 'href="#Kit.half' html/index.html || fail 'no link to half'
fi

run -e 'using Test, Kit, Prebind
  for mod in (Kit, Prebind)
      @test isempty(detect_ambiguities(mod, recursive = true))
      @test isempty(detect_unbound_args(mod, recursive = true))
  end'

if has Aqua; then
  run -e 'using Aqua, Kit, Prebind
    Aqua.test_ambiguities([Kit, Prebind, Core])
    for mod in (Kit, Prebind)
        Aqua.test_unbound_args(mod); Aqua.test_undefined_exports(mod); Aqua.test_piracies(mod)
    end
    Aqua.test_project_extras(Prebind); Aqua.test_stale_deps(Prebind)
    Aqua.test_deps_compat(Prebind)'
fi

# JET knows a module that it analyzes under another name, so `target_modules` would hide all. What
# `Broken` has shows that this does not.
if has JET; then
  mkdir -p Broken/src
  printf 'name = "Broken"\nuuid = "c51a9b0c-6d8f-4a5e-9f0a-0d6d1a1c7b12"\n' >Broken/Project.toml
  echo 'module Broken; f(x::Int) = sin(string(x)); end' >Broken/src/Broken.jl
  run -e 'using JET, Kit, Prebind, Broken
    for mod in (Kit, Prebind, Broken)
        found = report_package(mod, target_defined_modules = true, toplevel_logger = nothing)
        println(nameof(mod), ": ", length(JET.get_reports(found)))
        show(stderr, MIME"text/plain"(), found)
    end'
  equals "$(<output)" $'Kit: 0\nPrebind: 0\nBroken: 1'
fi

# Whether names are public is not checked: Julia 1.5 has no public names for `Base.Experimental` and
# others.
if has ExplicitImports; then
  cat >imports.jl <<'EOF'
using ExplicitImports, Kit, Prebind
for mod in (Kit, Prebind)
    check_no_implicit_imports(mod)
    check_no_stale_explicit_imports(mod)
    check_all_explicit_imports_via_owners(mod)
    check_all_qualified_accesses_via_owners(mod)
    check_no_self_qualified_accesses(mod)
end
EOF
  run imports.jl
fi

# Revise takes what is new in the file. The library in use does not have it, and is not replaced:
# what was made by it may still be around.
if has Revise; then
  cat >revise.jl <<'EOF'
using Revise, Kit, Test
@test Kit.add(1, 2) == 3
counter = Kit.Counter(5)
run(pipeline(`bash build.sh`, stderr = devnull))
for _ in 1:100
    isdefined(Kit, :minus) && break
    sleep(0.1)
    Revise.revise()
end
@test Kit.add(1, 2) == 3
@test counter.value == 5
@test occursin("Subtracts.", string(@doc Kit.minus))
@test sprint(showerror, try Kit.minus(5, 2) catch exception exception end) ==
    "the Rust library of Kit was loaded before this function was built. To call it, include the " *
    "module's file again, or restart Julia"
EOF
  cat >build.sh <<EOF
cat >>Kit/deps/kit/src/lib.rs <<'RUST'

/// Subtracts.
#[julia]
pub fn minus(a: i32, b: i32) -> i32 {
    a - b
}
RUST
"$PREBIND" build Kit/deps/kit -o Kit/src/Kit.jl --module Kit
EOF
  run revise.jl
  run -e 'using Kit; print(Kit.minus(5, 2))'
  equals "$(<output)" 3
fi
