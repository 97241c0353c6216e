#!/usr/bin/env bash
# Vectors, matrices and points of the real nalgebra whose sizes are part of their types, in and out.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE # nalgebra may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

make_crate algebra <"$PREBIND_SOURCE/tests/e2e/glue/static_matrices.rs"
echo 'nalgebra = { version = "=0.33.2", default-features = false, features = ["std"] }' \
  >>algebra/Cargo.toml
echo 'cgmath = "=0.18.0"' >>algebra/Cargo.toml
succeeds "$PREBIND" build algebra
succeeds "$JULIA" --startup-file=no "$PREBIND_SOURCE/tests/e2e/glue/static_matrices.jl"

# In C++ they are arrays, and a matrix is an array of its columns.
succeeds "$PREBIND" build algebra --lang cpp -o algebra.hpp --lib-dir .
cat >main.cpp <<'END'
#include <cassert>

#include "algebra.hpp"

int main() {
  using Column = std::array<double, 3>;
  assert((algebra::cross({1, 0, 0}, {0, 1, 0}) == Column{0, 0, 1}));
  const std::array<std::array<std::int32_t, 2>, 3> a = {{{1, 4}, {2, 5}, {3, 6}}};
  assert(algebra::at(a, 1, 0) == 4 && algebra::at(a, 0, 2) == 3);
  assert(algebra::numbered()[2][1] == 12);
  const auto found = algebra::inverse({{{2, 0, 0}, {0, 4, 0}, {0, 0, 8}}});
  assert(found && (*found)[1][1] == 0.25);
  assert(!algebra::inverse({{{0, 0, 0}, {0, 0, 0}, {0, 0, 0}}}));
  assert((algebra::cell({3, 4}, -3) == std::array<std::size_t, 2>{0, 4}));
  assert(algebra::large()[15][3] == 315);
  assert((*algebra::centre({{{0, 0}, {2, 4}}}) == std::array<double, 2>{1, 2}));
  const std::map<std::string, std::array<std::size_t, 2>> all = {{"b", {3, 4}}};
  const auto named = algebra::by_name(all);
  assert((std::get<0>(named.at("b")) == std::array<std::size_t, 2>{3, 4}));
  assert((*std::get<1>(named.at("b")))[1][1]);
  algebra::Body body({1, 2, 3});
  body.set_turn(found);
  assert((*body.turn())[2][2] == 0.125 && body.borrowed()[1] == 2);
  const std::vector<algebra::Move> moves = {algebra::Move::By{{1, 2, 3}}, algebra::Move::Stay{}};
  const auto applied = algebra::apply(body, moves);
  assert(applied.size() == 2 && std::get<algebra::Move::By>(applied[0].variant)._0[2] == 3);
}
END
succeeds g++ -std=c++17 -Wall -Wextra -Werror main.cpp -L. -lalgebra -o main
succeeds env LD_LIBRARY_PATH=. ./main

# What cannot be made of an array is an error of rustc.
make_crate other <<'END'
pub struct Vector3<T>(pub T);
#[prebind::julia]
pub fn first(v: Vector3<f64>) -> f64 {
    v.0
}
END
fails 1 "$PREBIND" build other
says 'the trait bound `Vector3<f64>: From<[f64; 3]>` is not satisfied'
