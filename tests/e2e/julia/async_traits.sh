#!/usr/bin/env bash
# Methods of traits that return futures: Julia's, which Rust awaits on tokio, and Rust's own.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

make_crate kit <<'END'
use futures_util::future::{join_all, BoxFuture, FutureExt};
use prebind::julia;
use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::Arc;
use std::time::Duration;

static ALIVE: AtomicI64 = AtomicI64::new(0);

#[julia]
pub fn alive() -> i64 {
    ALIVE.load(Ordering::SeqCst)
}

#[julia]
pub struct Token(u32);

#[julia]
impl Token {
    pub fn number(&self) -> u32 {
        self.0
    }
}

impl Drop for Token {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::SeqCst);
    }
}

fn token(number: u32) -> Token {
    ALIVE.fetch_add(1, Ordering::SeqCst);
    Token(number)
}

#[julia]
pub trait Store: Send + Sync {
    #[julia(runtime = "tokio", timeout)]
    fn get(&self, key: String) -> Pin<Box<dyn Future<Output = Option<String>> + Send + '_>>;
    fn put<'a>(
        &'a mut self, key: &'a str, values: &'a [f64],
    ) -> BoxFuture<'a, Result<usize, String>>;
    fn use_up(&self, token: Token) -> ::std::pin::Pin<
        ::std::boxed::Box<dyn ::std::future::Future<Output = ()> + ::std::marker::Send>>;
    fn name(&self) -> String;
    fn is_remote(&self) -> bool {
        self.name() == "remote"
    }
}

/// All at once.
#[julia(runtime = "tokio")]
pub async fn get_all(store: Arc<dyn Store>, keys: Vec<String>) -> Vec<Option<String>> {
    join_all(keys.into_iter().map(|key| store.get(key))).await
}

#[julia(runtime = "tokio")]
pub async fn get_soon(store: Arc<dyn Store>, key: String, milliseconds: u64) -> Option<String> {
    let wait = Duration::from_millis(milliseconds);
    tokio::time::timeout(wait, store.get(key)).await.unwrap_or(Some("too late".to_owned()))
}

/// The future outlives the object that it is of.
#[julia]
pub async fn use_in(store: Box<dyn Store>, number: u32) {
    let future = store.use_up(token(number));
    drop(store);
    future.await
}

#[julia]
pub fn forget_it(store: Box<dyn Store>, number: u32) {
    drop(store.use_up(token(number)));
}

#[julia]
pub async fn put_in(mut store: Box<dyn Store>, key: String) -> Result<usize, String> {
    store.put(&key, &[1.0, 2.0]).await
}

#[julia]
pub fn named(store: &dyn Store) -> String {
    format!("{} {}", store.name(), store.is_remote())
}

/// The thread waits, and not a task.
#[julia(gc_safe)]
pub fn get_blocking(store: Arc<dyn Store>, key: String) -> Option<String> {
    futures_executor::block_on(store.get(key))
}

struct Memory(Vec<String>);

impl Store for Memory {
    fn get(&self, key: String) -> Pin<Box<dyn Future<Output = Option<String>> + Send + '_>> {
        Box::pin(async move {
            let milliseconds = key.parse().unwrap_or(1);
            tokio::time::sleep(Duration::from_millis(milliseconds)).await;
            self.0.iter().find(|each| **each == key).cloned()
        })
    }

    fn put<'a>(
        &'a mut self, key: &'a str, values: &'a [f64],
    ) -> BoxFuture<'a, Result<usize, String>> {
        async move {
            if values.is_empty() {
                return Err("no values".to_owned());
            }
            self.0.push(key.to_owned());
            Ok(self.0.len())
        }.boxed()
    }

    fn use_up(&self, token: Token) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(async move { drop(token) })
    }

    fn name(&self) -> String {
        "remote".to_owned()
    }
}

#[julia]
pub fn memory() -> Box<dyn Store> {
    Box::new(Memory(vec![]))
}

/// Not only methods of traits return such futures.
#[julia(runtime = "tokio")]
pub fn nap(milliseconds: u64) -> impl Future<Output = u64> + Send {
    async move {
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        milliseconds
    }
}

#[async_trait::async_trait]
#[julia]
pub trait Loader: Send + Sync {
    async fn load(&self, name: &str) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>>;
    #[julia(runtime = "tokio")]
    async fn count(&mut self, by: u32) -> u32;

    async fn load_all(&self, names: Vec<String>) -> Vec<usize> {
        let all = names.iter().map(|name| self.load(name));
        let all = futures_util::future::join_all(all).await;
        all.into_iter().map(|each| each.map_or(0, |bytes| bytes.len())).collect()
    }

    #[julia(runtime = "tokio")]
    async fn count_twice(&mut self, by: u32) -> u32 {
        self.count(by).await;
        self.count(by).await
    }
}

#[julia]
pub async fn use_provided(mut loader: Box<dyn Loader>, names: Vec<String>) -> (Vec<usize>, u32) {
    (loader.load_all(names).await, loader.count_twice(3).await)
}

#[julia]
pub async fn load_with(loader: Box<dyn Loader>, name: String) -> String {
    match loader.load(&name).await {
        Ok(bytes) => format!("{:?}", bytes),
        Err(error) => format!("Err {}", error),
    }
}

/// A struct of Rust's with the trait.
#[julia]
pub struct Files(u32);

#[julia]
impl Files {
    pub fn new() -> Files {
        Files(0)
    }
}

#[async_trait::async_trait]
#[julia]
impl Loader for Files {
    async fn load(&self, name: &str) -> Result<Vec<u8>, Box<dyn Error + Send + Sync>> {
        if name.is_empty() { Err("no name")? }
        Ok(name.as_bytes().to_owned())
    }

    #[julia(runtime = "tokio")]
    async fn count(&mut self, by: u32) -> u32 {
        tokio::time::sleep(Duration::from_millis(1)).await;
        self.0 += by;
        self.0
    }
}

#[julia]
pub fn files() -> Box<dyn Loader> {
    Box::new(Files(0))
}
END
cat >>kit/Cargo.toml <<'END'
async-trait = "0.1"
futures-executor = "0.3"
futures-util = "0.3"
tokio = { version = "1", features = ["rt-multi-thread", "time"] }
END
succeeds "$PREBIND" build kit --output Kit.jl

cat >start.jl <<'END'
include("Kit.jl")
using .Kit: Kit, RustError, RustPanic, RustTimeout, BorrowError
using Test

held() = count(x -> x isa Kit._prebind.KeptCall, collect(keys(Base.uvhandles)))
until(condition) = any(_ -> (GC.gc(); condition() || (sleep(0.01); false)), 1:2000)
thrown_by(call) = try call() catch problem; problem end

struct Own <: Kit.Store
    began::Channel{String}
    ended::Channel{String}
end
Own() = Own(Channel{String}(100), Channel{String}(100))
function Kit.get(own::Own, key)
    put!(own.began, key)
    key == "bad" && throw(DomainError(key))
    sleep(key == "slow" ? 1.5 : 0.3)
    put!(own.ended, key)
    return key == "none" ? nothing : uppercase(key)
end
function Kit.put(own::Own, key, values)
    yield()
    key == "full" && error("the disk is full")
    return length(values) + 10
end
function Kit.use_up(own::Own, token)
    number = Kit.number(token)
    finalize(token)
    sleep(0.01)
    put!(own.ended, string(number))
    return "whatever"
end
Kit.name(::Own) = "own"
END
cat >calls.jl <<'END'
include("start.jl")
Kit.get_all(Own(), ["first"])  # compiles
own = Own()
names = [string("key", i) for i in 1:10]
seconds = @elapsed found = Kit.get_all(own, [names; "none"])
@test found == [uppercase.(names); nothing]
@test seconds < 2  # and not 3.3
@test Kit.get_soon(own, "fast", 60_000) == "FAST"

# A future that Rust drops: the method goes on.
while isready(own.ended); take!(own.ended); end
@test Kit.get_soon(own, "slow", 100) == "too late"
@test !isready(own.ended)
@test take!(own.ended) == "slow"

# The object and what it is given live as long as the call.
Kit.use_in(own, 7)
@test take!(own.ended) == "7"
Kit.forget_it(own, 8)
@test take!(own.ended) == "8"
@test until(() -> Kit.alive() == 0)
@test until(() -> held() == 0)

@test Kit.put_in(own, "a") == 12
@test thrown_by(() -> Kit.put_in(own, "full")) == RustError("the disk is full", nothing)
@test Kit.named(own) == "own false"
problem = thrown_by(() -> Kit.get_all(own, ["a", "bad"]))
@test problem isa RustPanic && problem.message == sprint(showerror, DomainError("bad"))

# Many at once, from all threads of tokio.
struct Quick <: Kit.Store
    sum::Threads.Atomic{Int}
end
Quick() = Quick(Threads.Atomic{Int}(0))
Kit.get(::Quick, key) = (yield(); key)
Kit.put(::Quick, key, values) = 0
function Kit.use_up(quick::Quick, token)
    iseven(Kit.number(token)) && yield()
    Kit.number(token) % 1000 == 0 && GC.gc()
    Threads.atomic_add!(quick.sum, Int(Kit.number(token)))
    finalize(token)
end
Kit.name(::Quick) = "remote"
names = string.(1:100_000)
seconds = @elapsed found = Kit.get_all(Quick(), names)
@test found == names && seconds < 30  # no call looks at all others
names = string.(1:20_000)
@test Kit.named(Quick()) == "remote true"
# Each call holds its object, which nothing else does.
quick = Quick()
foreach(i -> Kit.forget_it(quick, i), 1:20_000)
@test until(() -> quick.sum[] == sum(1:20_000))
@test Kit.alive() == 0
@test fetch.([@async Kit.get_soon(Quick(), name, 60_000) for name in names]) ==
    names
@test until(() -> held() == 0)

# Rust's own: each call blocks its task alone.
memory = Kit.memory()
@test memory isa Kit.StoreObject
@test Kit.put(memory, "300", [1.0]) == 1
@test thrown_by(() -> Kit.put(memory, "", Float64[])) == RustError("no values", nothing)
seconds = @elapsed found = fetch.([@async Kit.get(memory, "300") for _ in 1:20])
@test found == fill("300", 20) && seconds < 3
@test Kit.get(memory, "1") === nothing
@test thrown_by(() -> Kit.get(memory, "60000"; timeout = 0.05)) isa RustTimeout
task = @async Kit.get(memory, "60000")
yield()
@test thrown_by(() -> Kit.put(memory, "b", [1.0])) isa BorrowError
schedule(task, InterruptException(), error = true)
@test (try wait(task) catch; true end)
@test Kit.put(memory, "b", [1.0]) == 2
# It goes where Julia's go.
@test Kit.get_all(memory, ["b", "300"]) == ["b", "300"]
@test Kit.named(memory) == "remote true"
finalize(memory)

@test Kit.nap(5) == 5

struct Loads <: Kit.Loader end
Kit.load(::Loads, name) = name == "bad" ? error("no file") : codeunits(name)
Kit.count(::Loads, by) = by
@test Kit.load_with(Loads(), "ab") == "[97, 98]"
@test Kit.load_with(Loads(), "bad") == "Err no file"
@test Kit.use_provided(Loads(), ["a", "bad", "abc"]) == ([1, 0, 3], 3)
struct Instant <: Kit.Loader end
Kit.load(::Instant, name) = error("not called")
Kit.count(::Instant, by) = error("not called")
Kit.load_all(::Instant, names) = (sleep(0.01); sizeof.(names))
Kit.count_twice(::Instant, by) = 2 * by
@test Kit.use_provided(Instant(), ["a", "bad"]) == ([1, 3], 6)
@test Kit.load_all(Kit.files(), ["a", "", "abc"]) == [1, 0, 3]
@test Kit.count_twice(Kit.files(), 4) == 8
files = Kit.files()
@test Kit.count(files, 3) == 3 && Kit.count(files, 4) == 7
@test Kit.load(files, "ab") == b"ab"
@test thrown_by(() -> Kit.load(files, "")) == RustError("no name", nothing)
@test Kit.load_with(files, "c") == "[99]"
files = Kit.Files()
@test Kit.count(files, 3) == 3 && Kit.count(files, 4) == 7
@test Kit.load(files, "ab") == b"ab"
@test thrown_by(() -> Kit.load(files, "")) == RustError("no name", nothing)
@test Kit.load_with(files, "d") == "[100]"
END
succeeds "$JULIA" --startup-file=no calls.jl
says 'a function of Julia that a thread of Rust called threw an exception'
says 'DomainError with bad'
succeeds "$JULIA" --startup-file=no -t 4 calls.jl

# The only thread waits for a task that it would have to run; another one can run it.
cat >blocking.jl <<'END'
include("start.jl")
problem = thrown_by(() -> Kit.get_blocking(Own(), "a"))
@test problem isa RustPanic
println(problem.message)
@test until(() -> held() == 0)
END
only=(-t 1)
if "$JULIA" -e 'exit(VERSION >= v"1.12" ? 0 : 1)'; then only=(-t '1,0'); fi
succeeds timeout 120 "$JULIA" --startup-file=no "${only[@]}" blocking.jl
prints 'for 10 seconds, all threads of Julia have been inside calls of this library'
cat >apart.jl <<'END'
include("start.jl")
Kit.get_all(Own(), ["first"])  # compiles
if VERSION >= v"1.12"  # where `gc_safe` is known
    @test fetch(Threads.@spawn Kit.get_blocking(Own(), "a")) == "A"
end
END
succeeds timeout 120 "$JULIA" --startup-file=no -t 3 apart.jl

# Julia ends while Rust waits for it.
cat >ending.jl <<'END'
include("start.jl")
task = @async Kit.get_all(Own(), ["slow"])
sleep(parse(Float64, ARGS[1]))
exit(3)
END
for wait in 0 0.3; do
  status=0
  timeout 60 "$JULIA" --startup-file=no ending.jl "$wait" >output 2>errors || status=$?
  equals "$status: $(<errors)" '3: '
done
