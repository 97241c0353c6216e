#!/usr/bin/env bash
# Streams on the real runtimes of tokio and smol: timers, channels, a million items, cancellation.
# And what cannot be an iterator of Julia's.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0  # they take a minute to optimize

make_crate work <<'END'
use std::pin::Pin;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::Duration;

use futures::stream::{self, BoxStream, Stream, StreamExt};
use prebind::julia;

static ALIVE: AtomicU32 = AtomicU32::new(0);
static AHEAD: AtomicUsize = AtomicUsize::new(0);

struct Alive;
impl Alive {
    fn new() -> Self {
        ALIVE.fetch_add(1, Ordering::SeqCst);
        Alive
    }
}
impl Drop for Alive {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

#[julia]
pub fn alive() -> u32 {
    ALIVE.load(Ordering::SeqCst)
}

/// How many items `ready` has made.
#[julia]
pub fn made() -> usize {
    AHEAD.load(Ordering::SeqCst)
}

/// A number for each tick of a timer of tokio.
#[julia(runtime = "tokio")]
pub fn ticks(milliseconds: u64) -> impl tokio_stream::Stream<Item = u64> {
    let alive = Alive::new();
    let interval = tokio::time::interval(Duration::from_millis(milliseconds));
    stream::unfold((interval, 0, alive), |(mut interval, n, alive)| async move {
        interval.tick().await;
        Some((n, (interval, n + 1, alive)))
    })
}

/// What a task sends, with room for two.
#[julia(runtime = "tokio")]
pub fn sent(count: u32) -> impl Stream<Item = Result<String, std::num::ParseIntError>> {
    let (sender, receiver) = tokio::sync::mpsc::channel(2);
    tokio::spawn(async move {
        for i in 0..count {
            tokio::task::yield_now().await;
            AHEAD.store(i as usize, Ordering::SeqCst);
            let item = match i {
                3 => "x".parse::<u32>().map(|_| String::new()),
                _ => Ok(format!("item {i}")),
            };
            if sender.send(item).await.is_err() {
                return;
            }
        }
    });
    tokio_stream::wrappers::ReceiverStream::new(receiver)
}

#[julia]
pub fn ready(count: u64) -> BoxStream<'static, u64> {
    stream::iter(0..count).map(|each| { AHEAD.fetch_add(1, Ordering::SeqCst); each }).boxed()
}

#[julia(runtime = "tokio")]
pub fn ready_on_tokio(count: u64) -> Pin<Box<dyn Stream<Item = u64> + Send>> {
    Box::pin(stream::iter(0..count))
}

#[julia(runtime = "smol")]
pub fn on_smol(milliseconds: u64) -> Result<impl Stream<Item = u64>, String> {
    if milliseconds == 0 {
        return Err("no pause".to_owned());
    }
    Ok(stream::unfold(0, move |n| async move {
        smol::Timer::after(Duration::from_millis(milliseconds)).await;
        if n < 3 { Some((n, n + 1)) } else { None }
    }))
}

#[julia(runtime = "tokio")]
pub fn panicking() -> impl Stream<Item = u32> {
    let alive = Alive::new();
    stream::iter(0..).then(move |n| { let _ = &alive; async move {
        tokio::time::sleep(Duration::from_millis(1)).await;
        assert!(n < 2, "two is too much");
        n
    }})
}

#[julia]
pub struct Bucket { keys: Vec<String> }

#[julia]
impl Bucket {
    pub fn new(keys: Vec<String>) -> Self { Bucket { keys } }
    pub fn push(&mut self, key: String) { self.keys.push(key) }
    #[julia(runtime = "tokio")]
    pub fn list<'a>(&'a self, prefix: &'a str) -> impl Stream<Item = String> + 'a {
        stream::iter(&self.keys)
            .then(|key| async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                key.clone()
            })
            .filter(move |key| futures::future::ready(key.starts_with(prefix)))
    }
    #[julia(runtime = "tokio")]
    pub fn parts(&self) -> BoxStream<'_, Bucket> {
        stream::iter(&self.keys).map(|key| Bucket { keys: vec![key.clone()] }).boxed()
    }
    pub fn first(&self) -> Option<String> { self.keys.first().cloned() }
}
END
cat >>work/Cargo.toml <<'END'
tokio = { version = "1", features = ["rt-multi-thread", "time", "sync"] }
tokio-stream = "0.1"
futures = "0.3"
smol = "2"
END
succeeds "$PREBIND" build work --output Work.jl

cat >streams.jl <<'END'
include("Work.jl")
using .Work, Test
const S = Work
cause(task) = try
    wait(task)
catch problem
    problem isa TaskFailedException ? problem.task.exception : problem
end
thrown(call) = try call(); nothing catch problem; problem end

@testset "streams" begin
    first_four() = collect(Iterators.take(ticks(2), 4))
    @test fetch(@async first_four()) == 0:3
    settle() = (for _ in 1:5 GC.gc() end; alive())
    @test settle() == 0
    t = ticks(1)
    @test eltype(t) === UInt64 && Base.IteratorSize(t) === Base.SizeUnknown()
    close(t)
    others = 0
    task = @async collect(Iterators.take(ticks(20), 5))
    while !istaskdone(task)
        others += 1
        sleep(0.001)
    end
    @test fetch(task) == 0:4 && others > 5
    # many at once
    @time @test all(==(0:4), fetch.([@async(collect(Iterators.take(ticks(20), 5))) for _ in 1:200]))
    # result items
    s = sent(6)
    @test [iterate(s)[1] for _ in 1:3] == ["item 0", "item 1", "item 2"]
    @test thrown(() -> iterate(s)) isa RustError
    @test collect(s) == ["item 4", "item 5"]
    @test iterate(s) === nothing
    # backpressure
    s = sent(1000); iterate(s); sleep(0.1)
    @test made() <= 5
    close(s)
    # cancel
    t = ticks(60_000); iterate(t)
    task = @async iterate(t)
    yield()
    @test thrown(() -> iterate(t)) isa S.BorrowError
    @test thrown(() -> close(t)) isa S.BorrowError
    n = alive()
    schedule(task, ErrorException("late"), error = true); yield()
    @test cause(task) == ErrorException("late")
    @test alive() == n
    close(t)
    @test alive() == n - 1
    @test thrown(() -> iterate(t)) isa ArgumentError
    t = ticks(30); iterate(t)
    task = @async iterate(t); yield()
    schedule(task, ErrorException("late"), error = true); yield()
    @test iterate(t) == (1, nothing)
    close(t)
    # a panic
    p = panicking()
    @test iterate(p)[1] == 0 && iterate(p)[1] == 1
    @test thrown(() -> iterate(p)) isa RustPanic
    @test iterate(p) === nothing
    # smol
    @test collect(on_smol(2)) == 0:2
    @test thrown(() -> on_smol(0)) isa RustError
    # owner
    b = Bucket(["a1", "b", "a2"])
    l = list(b, "a")
    @test iterate(l) == ("a1", nothing)
    @test thrown(() -> push(b, "x")) isa S.BorrowError
    @test S.first(b) == "a1"
    @test collect(l) == ["a2"]
    push(b, "a3")
    @test collect(list(b, "a")) == ["a1", "a2", "a3"]
    @test S.first.(collect(parts(b))) == ["a1", "b", "a2", "a3"]
    @test collect(list(Bucket(["z"]), "z")) == ["z"]
    @test settle() == 0
end
rss() = parse(Int, split(read("/proc/self/statm", String))[2]) * 4096
function total(stream)
    n = zero(UInt64)
    for each in stream
        n += each
    end
    n
end
total(ready(10)); total(ready_on_tokio(10)); total(ready(10_000)); GC.gc()
before = rss()
@time @test total(ready(10^6)) == sum(0:10^6-1)
@time @test total(ready_on_tokio(10^6)) == sum(0:10^6-1)
GC.gc()
@test rss() - before < 20 * 2^20
println("all is well")
END
for threads in 1 3; do
  export JULIA_NUM_THREADS=$threads
  succeeds "$JULIA" --startup-file=no streams.jl
  prints 'all is well'
done

# refused WORDS...: rustc says these of what is in probe
refused() {
  make_crate probe
  fails 1 "$PREBIND" build probe
  for part in "$@"; do says "$part"; done
}

refused 'cannot be sent between threads safely' 'Rc<u8>' <<'END'
use std::rc::Rc;
#[prebind::julia]
pub fn counts() -> impl Iterator<Item = u8> {
    let shared = Rc::new(1);
    (0..3).map(move |each| each + *shared)
}
END

refused 'not implemented for `Cell<u32>`' <<'END'
use prebind::julia;
#[julia]
pub struct Meter(std::cell::Cell<u32>);
#[julia]
impl Meter {
    pub fn read(&self) -> impl Iterator<Item = u32> + '_ {
        (0..3).map(move |each| each + self.0.get())
    }
}
END
