
# Says how far a call is, in records as ProgressLogging.jl describes them: those who draw them find
# `progress`, and what belongs together by the id. Half a percent is the least that is shown.
mutable struct Progress <: Function
    title::String
    id::Base.UUID
    shown::Float64
    is_shown::Bool
    global made(::Type{Progress}, title, id) = new(title, id, 0.0, false)
end

const CALLS = Threads.Atomic{Int}(0)

# The process and the time make the id one of this call alone.
function progress(title)
    process = UInt128(getpid() % UInt32) << 32 | Threads.atomic_add!(CALLS, 1) % UInt32
    return callback(made(Progress, title, Base.UUID(process << 64 | time_ns())))
end

function (progress::Progress)(fraction)
    if !progress.is_shown || isnan(fraction) || abs(fraction - progress.shown) >= 0.005 ||
       (fraction >= 1 && progress.shown < 1)
        progress.shown = fraction
        progress.is_shown = true
        tell(progress, fraction)
    end
    return nothing
end

tell(progress, fraction) = Base.CoreLogging.@logmsg(
    Base.CoreLogging.LogLevel(-1), getfield(progress, :title), progress = fraction,
    _id = getfield(progress, :id),
    _module = parentmodule(_prebind), _group = :progress, _file = nothing, _line = nothing)

finish(callback) = callback.callable.is_shown ? tell(callback.callable, "done") : nothing
