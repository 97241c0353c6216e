#!/usr/bin/env bash
# Functions of Julia that Rust keeps: called from eight threads at once, dropped by any, while Julia
# ends, while it waits for who calls, and while a package is precompiled.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate Kit/deps/kit kit <<'END'
use prebind::julia;
use std::sync::Mutex;
use std::thread;

type Shown = Box<dyn Fn(i64, String) -> i64 + Send + Sync>;

static SHOWN: Mutex<Vec<Shown>> = Mutex::new(Vec::new());

#[julia]
pub fn keep(f: Box<dyn Fn(i64, String) -> i64 + Send + Sync>) {
    SHOWN.lock().unwrap().push(f);
}

#[julia]
pub fn forget() {
    let all = std::mem::take(&mut *SHOWN.lock().unwrap());
    thread::spawn(move || drop(all)).join().unwrap();
}

#[julia]
pub fn call(n: i64) -> i64 {
    SHOWN.lock().unwrap().iter().map(|f| f(n, "text".to_owned())).sum()
}

fn all(n: i64) -> i64 {
    let shown = SHOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    shown.iter().map(|f| f(n, "text".to_owned())).sum()
}

struct Last;

impl Drop for Last {
    fn drop(&mut self) {
        all(2);
    }
}

/// The function is called, too, while a panic unwinds.
#[julia]
pub fn call_and_panic() {
    let _last = Last;
    panic!("first");
}

struct AtEnd(Box<dyn Fn()>);

impl Drop for AtEnd {
    fn drop(&mut self) {
        (self.0)();
    }
}

/// `end` is called while what `f` threw unwinds.
#[julia]
pub fn call_and_end(f: Box<dyn Fn(i64) -> i64>, end: Box<dyn Fn()>) -> i64 {
    let _end = AtEnd(end);
    f(1)
}

/// What `f` throws is Rust's, and another panic comes out.
#[julia]
pub fn panic_again(f: Box<dyn Fn(i64) -> i64>) -> i64 {
    let payload = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| f(1))).unwrap_err();
    panic!("{}", payload.downcast_ref::<String>().unwrap());
}

/// In a thread that nobody waits for.
#[julia]
pub fn call_without_end() {
    thread::spawn(|| loop {
        if std::panic::catch_unwind(|| all(1)).is_err() {
            break;
        }
    });
}

/// The calling thread waits for the one that calls.
#[julia(gc_safe)]
pub fn call_there(n: i64) -> Result<i64, String> {
    thread::spawn(move || all(n)).join().map_err(|payload| {
        SHOWN.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).clear();
        payload.downcast_ref::<String>().cloned().unwrap_or_default()
    })
}

#[julia]
pub struct Crowd(Vec<thread::JoinHandle<i64>>);

#[julia]
impl Crowd {
    /// Each thread has a part of `f`, and drops it at its end.
    pub fn new(f: impl Fn(i64) -> i64 + Send + Sync + 'static, threads: u32, count: i64) -> Crowd {
        let f = std::sync::Arc::new(f);
        let one = || {
            let f = f.clone();
            thread::spawn(move || (1..=count).map(|n| f(n)).sum())
        };
        Crowd((0..threads).map(|_| one()).collect())
    }

    pub fn is_done(&self) -> bool {
        self.0.iter().all(|thread| thread.is_finished())
    }

    pub fn total(self) -> i64 {
        self.0.into_iter().map(|thread| thread.join().unwrap_or(-1)).sum()
    }
}
END
mkdir -p Kit/src
cat >Kit/Project.toml <<'END'
name = "Kit"
uuid = "2f5b1c2e-8f8e-4c05-9a8a-7d1b0a5a1c11"
version = "0.1.0"
END
succeeds "$PREBIND" build Kit/deps/kit -o Kit/src/Kit.jl --lib-dir Kit/deps/lib

run() { succeeds timeout 900 "$JULIA" --startup-file=no "$@"; }

cat >start.jl <<'END'
include("Kit/src/Kit.jl")
using .Kit, Test
held() = count(x -> x isa Kit._prebind.KeptCall, collect(keys(Base.uvhandles)))
function until(condition)
    for _ in 1:60_000
        condition() && return true
        sleep(0.01)
    end
    return false
end
END

# Eight threads, garbage collected in each call.
cat >crowd.jl <<'END'
include("start.jl")
calls = Threads.Atomic{Int}(0)
crowd = Crowd(n -> (Threads.atomic_add!(calls, 1); GC.gc(); string(n); n), 8, 8)
@test until(() -> is_done(crowd))
@test total(crowd) == 8 * sum(1:8)
@test calls[] == 64
@test until(() -> held() == 0)

# Functions that are dropped while others are called: no call waits for ever.
crowd = Crowd(n -> n, 8, 1000)
@test until(() -> (keep((n, text) -> n); forget(); is_done(crowd)))
@test total(crowd) == 8 * sum(1:1000)

# What nobody takes is logged.
using Logging
struct Seen <: AbstractLogger
    texts::Vector{Any}
end
Logging.min_enabled_level(::Seen) = Logging.Error
Logging.shouldlog(::Seen, others...) = true
Logging.catch_exceptions(::Seen) = false
Logging.handle_message(seen::Seen, level, message, others...; exception) =
    push!(seen.texts, (message, exception[1]))
seen = Seen([])
global_logger(seen)
crowd = Crowd(n -> error("no $n"), 1, 3)
@test until(() -> is_done(crowd))
@test total(crowd) == -1
@test seen.texts == [
    ("a function of Julia that a thread of Rust called threw an exception", ErrorException("no 1"))]

# What a function throws comes out of the call itself, whatever runs until then.
thrown_by(call) = try call() catch problem; problem end
own = ErrorException("own")
keep((n, text) -> n)
ended = Ref(0)
@test thrown_by(() -> call_and_end(n -> throw(own), () -> (ended[] += call(1); nothing))) === own
quiet() = (thrown_by(() -> call_and_end(n -> error("other"), () -> nothing)); nothing)
@test thrown_by(() -> call_and_end(n -> throw(own), quiet)) === own
forget()
@test ended[] == 1
inner(n) = call_and_end(m -> throw(own), () -> nothing)
@test thrown_by(() -> call_and_end(inner, () -> nothing)) === own
problem = thrown_by(() -> panic_again(n -> throw(own)))
@test problem isa RustPanic && problem.message == "own" && occursin("lib.rs", problem.place)
@test Kit._prebind.THROWN[] == 0

# A million calls, whatever they cost, cost no memory that stays.
keep((n, text) -> n + sizeof(text))
many(count) = for _ in 1:count; call(1) === 5 || error("no 5"); end
memory() = (GC.gc(); GC.gc(); parse(Int, split(read("/proc/self/statm", String))[2]) * 4096)
growth(count) = (before = memory(); many(count); memory() - before)
@test any(growth(10^6) < 30 * 2^20 for _ in 1:5)  # the heap of newer Julia grows for a while
forget()
@test until(() -> held() == 0)
function growth_in_threads()
    before = memory()
    crowd = Crowd(n -> n, 2, 5_000)
    until(() -> is_done(crowd)) || error("a call waits for ever")
    return memory() - before
end
# 500 bytes for each call; on four threads the heap grows for longer.
@test any(growth_in_threads() < 5 * 2^20 for _ in 1:20)
END
run crowd.jl
run -t 4 crowd.jl

# What is thrown while a panic unwinds comes out of no call.
cat >unwinding.jl <<'END'
include("start.jl")
keep((n, text) -> error("no $n"))
problem = try call_and_panic() catch thrown; thrown end
@test problem isa RustPanic && problem.message == "first"
END
run unwinding.jl
says 'a function of the host threw while a panic unwound: no 2'

# Julia ends while a thread calls.
cat >ending.jl <<'END'
include("start.jl")
keep((n, text) -> n)
for _ in 1:4; call_without_end(); end
sleep(parse(Float64, ARGS[1]))
exit(3)
END
for wait in 0 0.01 0.5; do
  status=0
  timeout 60 "$JULIA" --startup-file=no ending.jl "$wait" >output 2>errors || status=$?
  equals "$status: $(<errors)" '3: '
done

# Nobody can run the function: the only thread waits for who calls it.
cat >stuck.jl <<'END'
include("start.jl")
keep((n, text) -> n)
problem = try call_there(1) catch thrown; thrown end
@test problem isa RustError
println(problem.message)
@test until(() -> held() == 0)
END
only=(-t 1)
if "$JULIA" -e 'exit(VERSION >= v"1.12" ? 0 : 1)'; then only=(-t '1,0'); fi
run "${only[@]}" stuck.jl
prints 'for 10 seconds, all threads of Julia have been inside calls of this library'
says 'for 10 seconds, all threads of Julia have been inside calls of this library'

# Another one can. Where `gc_safe` is not known, it must not collect garbage.
cat >apart.jl <<'END'
include("start.jl")
keep((n, text) -> (VERSION >= v"1.12" && GC.gc(); n + 1))
@test fetch(Threads.@spawn call(1)) == 2
if VERSION >= v"1.12"
    @test fetch(Threads.@spawn call_there(41)) == 42
end
END
run -t 3 apart.jl

# A package whose function is kept while it is precompiled.
mkdir -p Use/src
cat >Use/Project.toml <<'END'
name = "Use"
uuid = "6f5b1c2e-8f8e-4c05-9a8a-7d1b0a5a1c12"
version = "0.1.0"

[deps]
Kit = "2f5b1c2e-8f8e-4c05-9a8a-7d1b0a5a1c11"
END
cat >Use/src/Use.jl <<'END'
module Use
import Kit
const seen = Channel{Int}(10)
Kit.keep((n, text) -> (put!(seen, n); n))
const early = Kit.call(5)
const there = try Kit.call_there(1) catch thrown; thrown.message end
twice(n) = Kit.call(n) + Kit.call(n)
end
END
cat >use.jl <<'END'
using Use, Test
import Kit
@test Use.early == 5
@test startswith(Use.there, "no task of Julia can run the function")
@test Use.twice(1) == 0  # nothing is kept in this process
Kit.keep((n, text) -> 2n)
@test Use.twice(1) == 4
END
export JULIA_DEPOT_PATH=$PWD/depot JULIA_LOAD_PATH="$PWD:@stdlib"
run use.jl
says 'no task of Julia can run the function: Julia is ending, or precompiles a package'
run use.jl
