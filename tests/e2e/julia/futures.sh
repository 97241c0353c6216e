#!/usr/bin/env bash
# `async` functions on the real runtimes of tokio and smol: timers, a server on loopback, many at
# once, cancellation, Ctrl-C. And what cannot be a future of Julia's.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0  # they take a minute to optimize

{
  cat "$PREBIND_SOURCE/tests/support/on_tokio.rs"
  cat <<'END'

#[export(runtime = "smol")]
pub async fn nap_on_smol(milliseconds: u64) -> u64 {
    smol::Timer::after(Duration::from_millis(milliseconds)).await;
    milliseconds
}
END
} | make_crate work
cat >>work/Cargo.toml <<'END'
tokio = { version = "1", features = ["rt-multi-thread", "time", "net", "io-util"] }
smol = "2"
END
succeeds "$PREBIND" build work --output Work.jl

# What C++ does with the other runtimes is in e2e/cpp/futures.sh.
succeeds "$PREBIND" build work --lang cpp --output include/work.hpp
cat >smol.cpp <<'END'
#include <work.hpp>

int main() {
  work::Future<std::uint64_t> longer = work::nap_on_smol(60000);
  const bool is_right = work::nap_on_smol(10).get() == 10;
  longer.cancel();
  return is_right ? 0 : 1;
}
END
succeeds g++ -std=c++17 -Iinclude -pthread smol.cpp -Linclude -lwork -Wl,-rpath,include -o on_smol
succeeds timeout 30 ./on_smol

cat >calls.jl <<'END'
include("Work.jl")
using .Work, Test
Base.exit_on_sigint(false)

cause(task) = try
    wait(task)
catch problem
    problem isa TaskFailedException ? problem.task.exception : problem
end

@test nap(10) == 10 && nap_on_own(10) == 10 && nap_on_smol(10) == 10

count = 200
port = serve(count)
@test fetch.([@async ask(port, "größe $i") for i in 1:count]) == ["GRÖSSE $i" for i in 1:count]
refused = cause(@async ask(port, "nobody"))
@test refused isa RustError && occursin("refused", sprint(showerror, refused))

tasks = [@async nap(9000 + i % 7) for i in 1:100_000]
yield()
@test alive() == 100_000
@test sum(fetch.(tasks)) == sum(9000 + i % 7 for i in 1:100_000)
@test alive() == 0

tasks = [@async nap(60_000) for _ in 1:10_000]
yield()
@test alive() == 10_000
times = map(tasks) do task
    @elapsed begin
        schedule(task, ErrorException("too late"), error = true)
        yield()
        @assert istaskdone(task)
    end
end
@test alive() == 0
@test all(task -> cause(task) == ErrorException("too late"), tasks)
println("cancelled in ", sort(times)[end ÷ 2], " s")

task = @async nap_on_own(60_000)
yield()
end_own()
ended = cause(task)
@test ended isa RustPanic && ended.message == "the runtime dropped the future before it was ready"
@test alive() == 0

thrown(call) = try
    call()
catch problem
    problem
end

thrown(() -> nap(1))
run(`sh -c $("sleep 0.5; kill -INT $(getpid())")`, wait = false)
@test thrown(() -> nap(60_000)) isa InterruptException
@test alive() == 0 && nap(1) == 1
println("all is well")
# What is still waiting does not keep Julia, nor does it disturb its end.
for _ in 1:100
    @async nap(1)
    @async nap(60_000)
end
yield()
END
for threads in 1 3; do
  export JULIA_NUM_THREADS=$threads
  succeeds "$JULIA" --startup-file=no calls.jl
  prints 'all is well'
done

# A package that calls them while it is precompiled: nothing of the event loop stays in it.
mkdir -p Waits/src
cat >Waits/Project.toml <<'END'
name = "Waits"
uuid = "11111111-2222-3333-4444-555555555555"
END
succeeds "$PREBIND" build work --output Waits/src/Work.jl --lib-dir Waits/lib
cat >Waits/src/Waits.jl <<'END'
module Waits
include("Work.jl")
using .Work
export nap, alive

function workload()
    Work.__init__()
    nap(10)
    task = @async nap(60_000)
    yield()
    schedule(task, ErrorException("late"), error = true)
    yield()
    println(stderr, "precompiled with ", alive(), " futures")
end
ccall(:jl_generating_output, Cint, ()) == 0 || workload()
end
END
export JULIA_DEPOT_PATH=$PWD/depot
succeeds "$JULIA" --startup-file=no --project=Waits -e 'using Waits; print(nap(10), alive())'
equals "$(<output)" 100
says 'precompiled with 0 futures'

# refused WORDS...: rustc says these of what is in probe
refused() {
  make_crate probe
  fails 1 "$PREBIND" build probe
  for part in "$@"; do says "$part"; done
}

refused 'future cannot be sent between threads safely' \
  'has type `Rc<i32>` which is not `Send`' 'src/lib.rs:6:' <<'END'
use std::rc::Rc;
async fn nothing() {}
#[prebind::julia]
pub async fn counts() -> usize {
    let shared = Rc::new(1);
    nothing().await;
    Rc::strong_count(&shared)
}
END

refused 'within `Meter`, the trait `Sync` is not implemented for `Cell<u32>`' <<'END'
use prebind::julia;
#[julia]
pub struct Meter(std::cell::Cell<u32>);
#[julia]
impl Meter {
    pub async fn read(&self) -> u32 {
        self.0.get()
    }
}
END

refused '`tokio`' <<'END'
#[prebind::julia(runtime = "tokio")]
pub async fn nothing() {}
END
