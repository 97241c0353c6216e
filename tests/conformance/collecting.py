#!/usr/bin/env python3
"""usage: collecting.py Conformance.jl

Changes the module so that Julia collects garbage before and after a function that Rust calls: what
Rust still refers to has to be held by something else than luck. Some tests call a million times, so
only the first call of each function does it, and every 10,000th. All collect what is new, and each
eighth what is old.
"""

import sys

# Where the runtime calls a function of Julia's for Rust.
CALLS = (
    ("callback.callable", "arguments..."),
    ("F.instance", "arguments..."),
    ("callable", "first..., arguments..."),
)

START = "# A function that Rust calls, for the time of one call."
COLLECTING = """
const COLLECTED = Set{Any}()
const COLLECTED_LOCK = Threads.SpinLock()
const CALLED = Threads.Atomic{Int}(0)
const COLLECTIONS = Threads.Atomic{Int}(0)

function is_collecting(callable)
    Threads.atomic_add!(CALLED, 1) % 10_000 == 0 && return true
    lock(COLLECTED_LOCK)
    is_new = !(typeof(callable) in COLLECTED)
    is_new && push!(COLLECTED, typeof(callable))
    unlock(COLLECTED_LOCK)
    return is_new
end

collect_now() = GC.gc(Threads.atomic_add!(COLLECTIONS, 1) % 8 == 0)

function collecting(call, callable)
    is_due = is_collecting(callable)
    is_due && collect_now()
    result = call()
    is_due && collect_now()
    return result
end

"""

with open(sys.argv[1], encoding="utf-8") as file:
    text = file.read()
for function, arguments in CALLS:
    call = f" {function}({arguments})"
    assert call in text, f"the runtime no longer says{call}"
    text = text.replace(call, f" collecting(() ->{call}, {function})")
assert text.count(START) == 1, f"the runtime no longer says: {START}"
text = text.replace(START, COLLECTING + START)
with open(sys.argv[1], "w", encoding="utf-8") as file:
    file.write(text)
