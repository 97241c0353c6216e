
# A package need not have Dates among its dependencies: it is of the standard library, and found by
# its identity. Where only certain folders are searched, that of the standard library is one more.
const DATES = Base.PkgId(Base.UUID("ade2ca70-3891-5945-98fb-dc099432e06a"), "Dates")
function dates()
    Base.locate_package(DATES) === nothing || return Base.require(DATES)
    push!(LOAD_PATH, "@stdlib")
    try
        return Base.require(DATES)
    finally
        pop!(LOAD_PATH)
    end
end
const Dates = haskey(Base.loaded_modules, DATES) ? Base.loaded_modules[DATES] : dates()

# Times go as seconds and nanoseconds, since 1970 if they are no span. The seconds may be negative,
# the nanoseconds are not.
struct Since
    seconds::UInt64
    nanoseconds::UInt32
    global made(::Type{Since}, seconds, nanoseconds) = new(seconds, nanoseconds)
end
seconds(since::Since) = getfield(since, :seconds)
seconds(::Nothing) = UInt64(0)
nanoseconds(since::Since) = getfield(since, :nanoseconds)
nanoseconds(::Nothing) = UInt32(0)

since(::Nothing) = nothing
since(span::Dates.Nanosecond) = parted(span, 1_000_000_000, 1)
since(span::Dates.Microsecond) = parted(span, 1_000_000, 1_000)
since(span::Dates.Millisecond) = parted(span, 1_000, 1_000_000)
since(span::Dates.Second) = whole(span, 1)
since(span::Dates.Minute) = whole(span, 60)
since(span::Dates.Hour) = whole(span, 3_600)
since(span::Dates.Day) = whole(span, 86_400)
since(span::Dates.Week) = whole(span, 604_800)
since(span::Dates.Period) = throw(ArgumentError(
    "a $(typeof(span)) has no fixed length, as Rust's `Duration` has: pass days or seconds"))

function parted(span, many, each)
    value = Dates.value(span)
    value < 0 && refuse_span(span)
    return made(Since, div(value, many) % UInt64, (rem(value, many) * each) % UInt32)
end

function whole(span, each)
    value = widemul(Dates.value(span), each)
    0 <= value <= typemax(UInt64) || refuse_span(span)
    return made(Since, value % UInt64, UInt32(0))
end

function since(span::Dates.CompoundPeriod)
    total = Int128(0)
    for part in span.periods
        positive = Dates.value(part) < 0 ? -part : part
        own = since(positive)
        length = Int128(seconds(own)) * 1_000_000_000 + nanoseconds(own)
        total += positive === part ? length : -length
    end
    second, rest = divrem(total, 1_000_000_000)
    total >= 0 && second <= typemax(UInt64) || refuse_span(span)
    return made(Since, second % UInt64, rest % UInt32)
end

@noinline refuse_span(span) = throw(ArgumentError(
    "Rust's `Duration` is at least 0 and has 64 bits for seconds: $span cannot be one"))

const EPOCH = Dates.value(Dates.DateTime(1970))
const EPOCH_DAY = Dates.value(Dates.Date(1970))

function since(time::Dates.DateTime)
    second, rest = fldmod(Base.Checked.checked_sub(Dates.value(time), EPOCH), 1_000)
    return made(Since, second % UInt64, (rest * 1_000_000) % UInt32)
end

function since(day::Dates.Date)
    days = Base.Checked.checked_sub(Dates.value(day), EPOCH_DAY)
    return made(Since, Base.Checked.checked_mul(days, 86_400) % UInt64, UInt32(0))
end

# What Rust returns, until all that came with it is taken.
struct Marked{T}
    words::NTuple{2,UInt64}
    global marked(::Type{T}, words) where {T} = new{T}(words)
end
timed(::Nothing) = nothing
timed(time::Marked{T}) where {T} = timed(T, getfield(time, :words)...)

function timed(::Type{Dates.Nanosecond}, second, nanosecond)
    second < 9_223_372_036 || refuse_told(Dates.Nanosecond, second, "292 years")
    return Dates.Nanosecond((second * 1_000_000_000 + nanosecond) % Int64)
end

# Rounded down to the millisecond.
function timed(::Type{Dates.DateTime}, word, nanosecond)
    second = word % Int64
    -9_000_000_000_000_000 < second < 9_000_000_000_000_000 ||
        refuse_told(Dates.DateTime, second, "285 million years")
    millisecond = second * 1_000 + (div(nanosecond, 1_000_000) % Int64)
    return Dates.DateTime(1970) + Dates.Millisecond(millisecond)
end

timed(::Type{Dates.Date}, word, nanosecond) =
    Dates.Date(1970) + Dates.Day(fld(word % Int64, 86_400))

@noinline refuse_told(type, second, longest) = throw(OverflowError(
    "a time of Rust's, of $second seconds, is more than $type can hold: $longest"))
