#!/usr/bin/env bash
# Streams on the real runtimes of tokio and smol: timers, channels, a million items, cancellation.
# Readers and writers on these, and a client of HTTP. And what cannot be an iterator of Julia's.
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

/// A connection of TCP.
#[julia(runtime = "tokio")]
pub async fn dial(
    port: u16,
) -> std::io::Result<impl tokio::io::AsyncRead + tokio::io::AsyncWrite + Send> {
    tokio::net::TcpStream::connect(("127.0.0.1", port)).await
}

#[julia(runtime = "tokio")]
pub async fn open_file(
    path: &str,
) -> std::io::Result<Box<dyn tokio::io::AsyncBufRead + Send + Unpin>> {
    Ok(Box::new(tokio::io::BufReader::new(tokio::fs::File::open(path).await?)))
}

#[julia(runtime = "tokio")]
pub async fn create_file(path: &str) -> std::io::Result<impl tokio::io::AsyncWrite + Send> {
    Ok(tokio::io::BufWriter::new(tokio::fs::File::create(path).await?))
}

#[julia(runtime = "smol")]
pub async fn open_on_smol(path: String) -> std::io::Result<impl smol::io::AsyncRead + Send> {
    smol::fs::File::open(path).await
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// What a server of HTTP answers, as it comes in.
#[julia(runtime = "tokio")]
pub async fn request(
    port: u16,
    path: &str,
) -> Result<impl futures::io::AsyncBufRead + Send, Failure> {
    use futures::TryStreamExt;
    let stream = tokio::net::TcpStream::connect(("127.0.0.1", port)).await?;
    let io = hyper_util::rt::TokioIo::new(stream);
    let (mut sender, connection) = hyper::client::conn::http1::handshake(io).await?;
    tokio::spawn(connection);
    let request = hyper::Request::get(path).header("host", "localhost").body(String::new())?;
    let response = sender.send_request(request).await?;
    if !response.status().is_success() {
        return Err(format!("{path}: {}", response.status()).into());
    }
    let alive = Alive::new();
    Ok(http_body_util::BodyExt::into_data_stream(response.into_body())
        .inspect_ok(move |_| { let _ = (&sender, &alive); })
        .map_err(std::io::Error::other)
        .into_async_read())
}
END
cat >>work/Cargo.toml <<'END'
tokio = { version = "1", features = ["rt-multi-thread", "time", "sync", "net", "io-util", "fs"] }
hyper = { version = "1", features = ["client", "http1"] }
hyper-util = { version = "0.1", features = ["tokio"] }
http-body-util = "0.1"
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
    t = ticks(500); iterate(t)
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
cat >readers.jl <<'END'
include("Work.jl")
using .Work, Test
import Sockets
const web = parse(UInt16, ARGS[1])
served(file) = joinpath("www", file)
@testset "tcp" begin
    port, server = Sockets.listenany(Sockets.localhost, 20000)
    # Each line comes back in capitals; behind "stop" nothing does.
    gone = Channel{Bool}(100)
    @async while isopen(server)
        connection = Sockets.accept(server)
        @async begin
            for line in eachline(connection)
                line == "stop" || println(connection, uppercase(line))
            end
            put!(gone, true)
            close(connection)
        end
    end
    io = dial(port)
    @test io isa IO && println(io, "one") === nothing && readline(io) == "ONE"
    println(io, "two\nthree")
    @test (readline(io), readline(io)) == ("TWO", "THREE")
    task = @async readline(io)
    yield()
    schedule(task, InterruptException(), error = true)
    @test_throws Exception wait(task)
    println(io, "stop\nfour")
    @test readline(io) == "FOUR"
    close(io)
    @test take!(gone)
    tasks = map(1:100) do i
        @async begin
            own = dial(port)
            println(own, "line $i")
            text = readline(own)
            close(own)
            text
        end
    end
    @test fetch.(tasks) == ["LINE $i" for i in 1:100]
    close(server)
    refused = try dial(1) catch error error end
    @test refused isa RustError && occursin("refused", refused.message)
end
@testset "files" begin
    bytes = rand(UInt8, 1_000_000)
    io = create_file("bytes")
    @test write(io, bytes[1:10]) == 10 && filesize("bytes") == 0
    @test write(io, bytes[11:end]) == 999_990
    close(io)
    @test read("bytes") == bytes
    @test read(open_file("bytes")) == bytes == read(open_on_smol("bytes"))
    @test_throws RustError open_file("no such file")
    @test_throws RustError open_on_smol("no such file")
    write("lines", "a\nb\n\nc")
    @test readlines(open_file("lines")) == ["a", "b", "", "c"] == readlines(open_on_smol("lines"))
end
@testset "http" begin
    @test read(request(web, "/bytes")) == read(served("bytes"))
    @test readlines(request(web, "/lines")) == readlines(served("lines"))
    many = [@async sum(length, eachline(request(web, "/lines"))) for _ in 1:20]
    @test all(fetch.(many) .== sum(length, eachline(served("lines"))))
    missing_page = try request(web, "/nothing") catch error error end
    @test missing_page isa RustError && missing_page.message == "/nothing: 404 Not Found"
    # A server that stops in the middle.
    foreach(_ -> GC.gc(), 1:5)
    before = alive()
    port, server = Sockets.listenany(Sockets.localhost, 21000)
    ended = Channel{Bool}(1)
    @async begin
        connection = Sockets.accept(server)
        while readline(connection) != "" end
        write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nfirst line\nsec")
        put!(ended, eof(connection))
    end
    io = request(port, "/")
    @test readline(io) == "first line"
    task = @async readline(io)
    sleep(0.1)
    @test !istaskdone(task) && alive() == before + 1
    elapsed = @elapsed begin
        schedule(task, InterruptException(), error = true)
        @test_throws Exception wait(task)
    end
    @test elapsed < 5
    close(io)
    @test alive() == before && take!(ended)
    close(server)
end
println("all is read")
END
mkdir www
head -c 3000000 /dev/urandom >www/bytes
seq 1 20000 >www/lines
python3 -u -m http.server 0 --bind 127.0.0.1 --directory www >web.log 2>&1 &
web=$!
trap 'kill $web' EXIT
until grep -q 'port' web.log; do sleep 0.05; done
port=$(grep -oE 'port [0-9]+' web.log | head -n 1 | cut -d ' ' -f 2)

for threads in 1 3; do
  export JULIA_NUM_THREADS=$threads
  succeeds "$JULIA" --startup-file=no streams.jl
  prints 'all is well'
  succeeds "$JULIA" --startup-file=no readers.jl "$port"
  prints 'all is read'
done
kill $web
trap - EXIT

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
