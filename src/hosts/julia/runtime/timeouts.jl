
@document "RustTimeout" """
    RustTimeout

Thrown when the result of an `async` function of Rust is not there within the `timeout`. The future
is dropped then. `seconds` is the timeout.
"""

Base.showerror(io::IO, timeout::RustTimeout) =
    print(io, "RustTimeout: no result within ", timeout.seconds, " s")

# The result, or the clock: whichever is first takes the event out.
function wait_until(futures, id, ready, timeout)
    is_late = Ref(false)
    timer = Timer(timeout) do _
        lock(futures.lock) do
            is_late[] = pop!(futures.waiting, id, nothing) !== nothing
            is_late[] && notify(ready)
        end
    end
    try
        wait(ready)
    finally
        close(timer)
    end
    is_late[] && throw(RustTimeout(timeout))
end
