#!/usr/bin/env bash
# Ctrl-C ends calls of Rust: those that ask, and those that call functions of Julia. Each begins
# before the signal is sent.
. "$PREBIND_SOURCE/tests/support/common.inc"

make_crate work <<'END'
use prebind::julia;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

static DROPS: AtomicU32 = AtomicU32::new(0);
struct Guard;
impl Drop for Guard {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Ordering::SeqCst);
    }
}

fn began(place: &str) -> Guard {
    std::fs::write(place, "").unwrap();
    Guard
}

#[julia]
pub fn drops() -> u32 {
    DROPS.load(Ordering::SeqCst)
}

/// Ends when it is told to.
#[julia]
pub fn polite(place: &str, #[julia(interruptible)] stop: &dyn Fn() -> bool) -> String {
    let _guard = began(place);
    while !stop() {
        std::thread::sleep(Duration::from_millis(1));
    }
    "partial".to_owned()
}

/// Asks, and does not care.
#[julia]
pub fn rude(place: &str, #[julia(interruptible)] stop: &dyn Fn() -> bool) -> Result<u8, String> {
    let _guard = began(place);
    loop {
        stop();
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[julia]
pub fn calls(place: &str, f: &dyn Fn(i32)) {
    let _guard = began(place);
    loop {
        f(1);
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[julia]
pub fn tells(place: &str, f: &dyn Fn(&str)) {
    let _guard = began(place);
    loop {
        f("text");
        std::thread::sleep(Duration::from_millis(1));
    }
}
END
succeeds "$PREBIND" build work --output Work.jl

# In a library that keeps functions, any call may run one.
make_crate kept <<'END'
use prebind::julia;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

static DROPS: AtomicU32 = AtomicU32::new(0);
struct Guard(Box<dyn Fn(String) + Send + Sync>);
impl Drop for Guard {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Ordering::SeqCst);
    }
}

#[julia]
pub fn drops() -> u32 {
    DROPS.load(Ordering::SeqCst)
}

#[julia]
pub fn keeps(place: &str, f: Box<dyn Fn(String) + Send + Sync>) {
    let guard = Guard(f);
    std::fs::write(place, "").unwrap();
    loop {
        (guard.0)("text".to_owned());
        std::thread::sleep(Duration::from_millis(1));
    }
}

struct Named(std::sync::Arc<dyn Fn(u8) -> Result<u8, String>>);
impl Drop for Named {
    fn drop(&mut self) {
        DROPS.fetch_add(1, Ordering::SeqCst);
    }
}

/// Says more than the function does.
#[julia]
pub fn explains(
    place: &str, f: std::sync::Arc<dyn Fn(u8) -> Result<u8, String>>
) -> Result<u8, String> {
    let named = Named(f);
    std::fs::write(place, "").unwrap();
    loop {
        (named.0)(1).map_err(|why| format!("no number: {}", why))?;
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Goes on after Ctrl-C, and fails for another reason or for none.
#[julia]
pub fn goes_on(
    place: &str, fails: bool, f: Box<dyn Fn() -> Result<u8, String>>
) -> Result<String, String> {
    std::fs::write(place, "").unwrap();
    loop {
        if let Err(text) = f() {
            return if fails { Err("the disk is full".to_owned()) } else { Ok(text) };
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

#[julia]
pub fn says(text: String) -> Result<(), String> {
    Err(text)
}

#[julia]
pub trait Reader {
    fn read(&self, count: u8) -> u8;
}

#[julia]
pub fn reads(place: &str, reader: &dyn Reader) {
    struct Count;
    impl Drop for Count {
        fn drop(&mut self) {
            DROPS.fetch_add(1, Ordering::SeqCst);
        }
    }
    let _count = Count;
    std::fs::write(place, "").unwrap();
    loop {
        reader.read(1);
        std::thread::sleep(Duration::from_millis(1));
    }
}
END
succeeds "$PREBIND" build kept --output Kept.jl

cat >start.jl <<'END'
using Test
Base.exit_on_sigint(false)

const SENDER = raw"until [ -e began ]; do sleep 0.01; done; sleep 0.1; kill -INT " *
    string(getpid())

function after_ctrl_c(call)
    rm("began", force = true)
    run(`sh -c $SENDER`, wait = false)
    try
        call("began")
    catch problem
        problem
    end
end

function interrupted(call)
    before = drops()
    @test after_ctrl_c(call) isa InterruptException
    @test drops() == before + 1
end

END
cat >ctrl_c.jl <<'END'
include("Work.jl")
using .Work
include("start.jl")
for _ in 1:3
    interrupted(polite)
    interrupted(rude)
    interrupted(place -> calls(place, i -> nothing))
    interrupted(place -> tells(place, text -> nothing))
end
@test drops() == 12
println("Julia goes on")
END
succeeds "$JULIA" --startup-file=no ctrl_c.jl
prints 'Julia goes on'
cat >kept.jl <<'END'
include("Kept.jl")
using .Kept
include("start.jl")
struct Own <: Reader end
Kept.read(::Own, count) = count
for _ in 1:3
    interrupted(place -> keeps(place, text -> nothing))
    interrupted(place -> explains(place, identity))
    interrupted(place -> reads(place, Own()))
end
# What Rust takes is gone, and later errors are what they are.
@test after_ctrl_c(place -> goes_on(place, false, () -> 1)) == "InterruptException:"
@test Kept._prebind.THROWN[] == 0
@test after_ctrl_c(place -> goes_on(place, true, () -> 1)) == RustError("the disk is full", nothing)
@test Kept._prebind.THROWN[] == 0
text = "InterruptException:"
@test (try says(text) catch problem; problem end) == RustError(text, nothing)
println("Julia goes on")
END
succeeds "$JULIA" --startup-file=no kept.jl
prints 'Julia goes on'
