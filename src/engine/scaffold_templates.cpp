#include "engine/scaffold_templates.h"

namespace prebind::engine::templates {

const std::string_view kProject = R"toml(name = "$name$"
uuid = "$uuid$"
version = "0.1.0"

[compat]
julia = "1.5"

[extras]
Test = "8dfed614-e22c-5e08-85e1-65c5234f0b40"

[targets]
test = ["Test"]
)toml";

const std::string_view kReadme = R"md(# $name$

A Julia package whose work is done by the Rust crate in $crate_code$.

```sh
julia deps/build.jl                                # after every change of the crate: needs Rust and Prebind
julia --project -e 'using Pkg; Pkg.test()'         # needs Julia only
```

`src/generated/Bindings.jl` is written by the build and belongs into the repository; the library in `deps/lib` does not. To
ship libraries to people without Rust, run $package_code$ and commit the `Artifacts.toml` that it writes.
)md";

const std::string_view kGitIgnore = R"text(deps/build.log
deps/lib/
target/
dist/
Manifest.toml
)text";

const std::string_view kModule = R"julia(module $name$

# Written by deps/build.jl from the Rust crate.
include("generated/Bindings.jl")
using .Bindings

# What the crate exports, this package exports.
for name in names(Bindings)
    name === :Bindings || @eval export $name
end

end
)julia";

const std::string_view kBuildScript =
    R"julia(# Builds the Rust crate and writes the bindings: `julia deps/build.jl`, after every change of the crate.
# Pkg runs this file too when the package is installed. With an Artifacts.toml the library comes from there.
const PACKAGE = dirname(@__DIR__)

function find_prebind()
    found = get(ENV, "PREBIND", something(Sys.which("prebind"), ""))
    isempty(found) || return found
    error("there is no `prebind` on PATH; set the environment variable PREBIND to the program")
end

function build()
    crate = normpath(joinpath(PACKAGE, $crate_literal$))
    bindings = joinpath(PACKAGE, "src", "generated", "Bindings.jl")
    libraries = joinpath(PACKAGE, "deps", "lib")
    run(`$(find_prebind()) build $crate -o $bindings --module Bindings --lib-dir $libraries`)
end

const IS_ASKED_FOR = abspath(PROGRAM_FILE) == @__FILE__
if IS_ASKED_FOR || !isfile(joinpath(PACKAGE, "Artifacts.toml"))
    build()
end
)julia";

const std::string_view kTests = R"julia(using $name$
using Test

$tests$)julia";

const std::string_view kWorkflow = R"yaml(name: CI
on:
  push:
    branches: [main]
  pull_request:

jobs:
  # Rust and Prebind are needed here only. The repository variable PREBIND_REPOSITORY says where Prebind's sources are.
  build:
    runs-on: ubuntu-latest
    container: debian:12
    steps:
      - run: apt-get update && apt-get install --yes --no-install-recommends ca-certificates git make
      - uses: actions/checkout@v4
      - uses: actions/checkout@v4
        with:
          repository: ${{ vars.PREBIND_REPOSITORY }}
          path: .prebind
      - run: .prebind/scripts/setup.sh demo && make -C .prebind install PREFIX=/usr/local
      - run: $build_step$
      - name: The bindings in the repository are those of the crate
        run: git config --global --add safe.directory "$PWD" && git diff --exit-code -- src/generated
      - uses: actions/upload-artifact@v4
        with:
          name: library
          path: deps/lib

  test:
    needs: build
    runs-on: ubuntu-latest
    strategy:
      fail-fast: false
      matrix:
        julia: ['1.6', '1.7', '1.8', '1.9', '1.10', '1.11', '1.12', 'pre']
    steps:
      - uses: actions/checkout@v4
      - uses: actions/download-artifact@v4
        with:
          name: library
          path: deps/lib
      - uses: julia-actions/setup-julia@v2
        with:
          version: ${{ matrix.julia }}
      # What Pkg would run before the tests would look for Prebind.
      - run: julia --project --color=yes test/runtests.jl
)yaml";

const std::string_view kManifest = R"toml([package]
name = "$crate$"
version = "0.1.0"
edition = "2021"
rust-version = "1.63"
publish = false

[dependencies]
prebind = { path = "../prebind" }

# A crate of its own, whatever folder the package lies in.
[workspace]
)toml";

const std::string_view kLibrary = R"rust(//! What Julia can call.

use prebind::julia;

/// Greet somebody.
#[julia]
pub fn greet(name: &str) -> String {
    format!("Hello, {}!", name)
}

/// The mean of some numbers; nothing if there are none.
#[julia]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A counter that starts where you say and cannot pass `limit`.
#[julia]
pub struct $Counter$ {
    pub value: i64,
    pub limit: i64,
}

#[julia]
impl $Counter$ {
    pub fn new(value: i64, limit: i64) -> Self {
        Self { value, limit }
    }

    /// Add `step`.
    pub fn advance(&mut self, step: i64) -> Result<i64, String> {
        let next = self.value + step;
        if next > self.limit {
            return Err(format!("{} is more than {}", next, self.limit));
        }
        self.value = next;
        Ok(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_stops_at_its_limit() {
        let mut counter = $Counter$::new(40, 42);
        assert_eq!(counter.advance(2), Ok(42));
        assert!(counter.advance(1).is_err());
        assert_eq!(counter.value, 42);
    }
}
)rust";

const std::string_view kLibraryTests = R"julia(@testset "functions" begin
    @test greet("Julia") == "Hello, Julia!"
    @test mean([1.0, 2.0, 6.0]) === 3.0
    @test mean(Float64[]) === nothing
end

@testset "a counter" begin
    counter = $Counter$(40, 42)
    @test advance(counter, 2) == 42
    @test counter.value == 42
    @test_throws RustError advance(counter, 1)
    counter.limit = 50
    @test advance(counter, 1) == 43
end
)julia";

const std::string_view kFirstFunction = R"rust(
/// The version of this crate.
#[prebind::julia]
pub fn crate_version() -> String {
    env!("CARGO_PKG_VERSION").to_string()
}
)rust";

}  // namespace prebind::engine::templates
