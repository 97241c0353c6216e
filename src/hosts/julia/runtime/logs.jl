
# What the crate logs lies in a list of Rust's, in order, until Julia takes it: each call that Rust
# logged in does so when it is over, and the event loop if a thread of Rust's own did. No lock of
# Rust's is held while Julia's logger runs.
const LOGGERS = Any[]
const NO_LOGS = UInt8[0x00]
const LOGS = Ref(Ptr{UInt8}(0))  # whether there are any
const TELLING = Threads.Atomic{Bool}(false)

@inline function logged()
    unsafe_load(LOGS[]) === 0x00 || tell_logs()
    return nothing
end

# `logger(1)` takes what was logged, and how much was dropped before; `logger(2, level)` says if
# the crate has this logger; `logger(3)` is where LOGS points to; `logger(4, …)` is who is woken.
ask(logger, what, first = UInt64(0), second = UInt64(0)) = logger(what, first, second)

# Only one task tells at a time, which keeps the order. Others do not wait for it: their caller may
# be what it waits for. A logger that calls what logs gets no further than a hundred rounds.
@noinline function tell_logs()
    for _ in 1:100
        Threads.atomic_xchg!(TELLING, true) && return nothing
        try
            for logger in LOGGERS
                dropped, records = ask(logger, 0x01)
                foreach(record -> tell_safely(tell_log, record), records)
                dropped == 0 || tell_safely(tell_dropped, dropped)
            end
        finally
            TELLING[] = false
        end
        unsafe_load(LOGS[]) === 0x00 && return nothing
    end
end

# What a logger throws is not the call's, whose result is still to be taken.
function tell_safely(work, what)
    try
        work(what)
    catch exception
        print(stderr, "Julia's logger threw when it was told what Rust had logged: ")
        showerror(stderr, exception, catch_backtrace())
        println(stderr)
    end
    return nothing
end

const LOG_LEVELS = map(Base.CoreLogging.LogLevel, (2000, 1000, 0, -1000, -2000))

function tell_log(record)
    number, target, file, line, message, pairs = record
    values = Pair{Symbol,Any}[Symbol(pair[1]) => log_value(pair[2:4]...) for pair in pairs]
    Base.CoreLogging.@logmsg(
        LOG_LEVELS[number], message, _module = parentmodule(_prebind), _group = Symbol(target),
        _id = Symbol(target, :_, line), _file = isempty(file) ? nothing : file,
        _line = line % Int, values...)
    return nothing
end

tell_dropped(count) = Base.CoreLogging.@logmsg(
    Base.CoreLogging.Warn,
    "$count records of the Rust library were dropped: it logged more than Julia took",
    _module = parentmodule(_prebind), _group = :dropped, _id = :dropped, _file = nothing,
    _line = nothing)

function log_value(kind, bits, text)
    kind === 0x01 && return bits % Int64
    kind === 0x02 && return reinterpret(Float64, bits)
    return kind === 0x03 ? bits != 0 : text
end

# What of Rust's levels is not below this one: 0 is none, 5 is all.
rust_level(level) = UInt64(count(each -> each >= level, LOG_LEVELS))

function set_log_level(level)
    number = rust_level(convert(Base.CoreLogging.LogLevel, level))
    return mapreduce(logger -> first(ask(logger, 0x02, number)) != 0, |, LOGGERS)
end

# JULIA_DEBUG may ask for more than the logger says.
function wanted_level()
    level = Base.CoreLogging.min_enabled_level(Base.CoreLogging.global_logger())
    names = split(get(ENV, "JULIA_DEBUG", ""), ',')
    own = string(nameof(parentmodule(_prebind)))
    root = string(nameof(Base.moduleroot(parentmodule(_prebind))))
    is_wanted = any(name -> name == "all" || name == own || name == root, names)
    return is_wanted ? min(level, Base.CoreLogging.Debug) : level
end

function begin_logs()
    LOGS[] = pointer(NO_LOGS)
    if !set_log_level(wanted_level())
        Base.CoreLogging.@logmsg(
            Base.CoreLogging.Warn,
            "the Rust library has a logger of its own: what it logs does not come to Julia",
            _module = parentmodule(_prebind), _file = nothing, _line = nothing)
        return nothing
    end
    logger = LOGGERS[findfirst(logger -> first(ask(logger, 0x02, UInt64(6))) != 0, LOGGERS)]
    LOGS[] = Ptr{UInt8}(first(ask(logger, 0x03)) % UInt)
    # While a package is being precompiled, nothing of the event loop may stay.
    ccall(:jl_generating_output, Cint, ()) == 0 && listen_to_logs(logger)
    return nothing
end

function listen_to_logs(logger)
    condition = Base.AsyncCondition()
    task = Task(() -> tell_when_woken(condition))
    task.sticky = false
    schedule(task)
    handle = Base.unsafe_convert(Ptr{Cvoid}, condition)
    ask(logger, 0x04, UInt64(UInt(cglobal(:uv_async_send))), UInt64(UInt(handle)))
    atexit(() -> end_logs(logger))  # the event loop ends with Julia, threads of Rust may not
end

tell_globally() =
    Base.CoreLogging.with_logger(tell_logs, Base.CoreLogging.global_logger())

function tell_when_woken(condition)
    while true
        try
            wait(condition)
        catch problem
            problem isa EOFError || rethrow()
            return nothing
        end
        tell_globally()
    end
end

function end_logs(logger)
    ask(logger, 0x04)
    tell_globally()
    ask(logger, 0x02, UInt64(0))
end
