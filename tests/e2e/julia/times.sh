#!/usr/bin/env bash
# Dates and times of the real chrono and jiff, and a package that does not depend on Dates.
. "$PREBIND_SOURCE/tests/support/common.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

make_crate days <<'END'
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, Utc};
use prebind::export;
use std::time::{Duration, SystemTime};

#[export(hosts = julia)]
pub fn next_day(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(1))
}

#[export(hosts = julia)]
pub fn shown(day: NaiveDate, time: NaiveDateTime, at: chrono::DateTime<Utc>) -> String {
    format!("{day} {time:?} {at:?}")
}

#[export(hosts = julia)]
pub fn same_time(time: NaiveDateTime) -> NaiveDateTime {
    time
}

#[export(hosts = julia)]
pub fn same_utc(time: DateTime<Utc>) -> DateTime<chrono::Utc> {
    time
}

#[export(hosts = julia)]
pub fn nested(
    all: Vec<(NaiveDate, Option<DateTime<Utc>>)>,
) -> Vec<(NaiveDate, Option<DateTime<Utc>>)> {
    all
}

#[export(hosts = julia)]
pub fn first_and_last() -> (NaiveDate, NaiveDate) {
    (NaiveDate::MIN, NaiveDate::MAX)
}

#[export(hosts = julia)]
pub fn jiff_shown(
    day: jiff::civil::Date,
    time: jiff::civil::DateTime,
    at: jiff::Timestamp,
) -> String {
    format!("{day} {time} {at}")
}

#[export(hosts = julia)]
pub fn jiff_day(day: jiff::civil::Date) -> jiff::civil::Date {
    day
}

#[export(hosts = julia)]
pub fn jiff_time(time: jiff::civil::DateTime) -> jiff::civil::DateTime {
    time
}

#[export(hosts = julia)]
pub fn jiff_at(time: jiff::Timestamp) -> Result<jiff::Timestamp, String> {
    Ok(time)
}

#[export(hosts = julia)]
pub struct Meeting {
    pub day: NaiveDate,
    pub at: Option<jiff::Timestamp>,
    pub length: Duration,
}

#[export(hosts = julia)]
impl Meeting {
    pub fn new(day: NaiveDate, at: jiff::Timestamp, length: Duration) -> Meeting {
        Meeting { day, at: Some(at), length }
    }
}

#[export(hosts = julia)]
pub fn seconds(of: Duration) -> f64 {
    of.as_secs_f64()
}

#[export(hosts = julia)]
pub fn forever() -> Duration {
    Duration::MAX
}

#[export(hosts = julia)]
pub fn named_forever() -> (String, Duration) {
    ("x".repeat(1000), Duration::MAX)
}

#[export(hosts = julia)]
pub fn after_epoch(seconds: u64, nanoseconds: u32) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds)
}

#[export(hosts = julia)]
pub fn before_epoch(nanoseconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH - Duration::from_nanos(nanoseconds)
}
END
cat >>days/Cargo.toml <<'END'
chrono = "0.4.31"
jiff = "0.2"
END
succeeds "$PREBIND" build days -o Days.jl

cat >tests.jl <<'END'
using Dates, Test
include("Days.jl")
using .Days

message(f) = try f() catch e; sprint(showerror, e) end

@testset "chrono" begin
    @test next_day(Date(2024, 2, 28)) === Date(2024, 2, 29)
    @test next_day(Date(-4, 12, 31)) === Date(-3, 1, 1)
    @test first_and_last() === (Date(-262143), Date(262142, 12, 31))
    @test shown(Date(1), DateTime(1969, 12, 31, 23, 59, 59, 5), DateTime(2026, 11, 27, 1, 2, 3)) ==
          "0001-01-01 1969-12-31T23:59:59.005 2026-11-27T01:02:03Z"
    for time in (DateTime(0), DateTime(1970), DateTime(1969, 12, 31, 23, 59, 59, 999),
                 DateTime(200000))
        @test same_time(time) === time
        @test same_utc(time) === time
        @test next_day(Date(time)) === Date(time) + Day(1)
    end
    @test nested([(Date(0), nothing), (Date(9999), DateTime(-5))]) ==
          [(Date(0), nothing), (Date(9999), DateTime(-5))]
    @test message(() -> same_utc(DateTime(1_000_000))) ==
          "ArgumentError: argument `time` is out of the range of chrono"
    @test message(() -> next_day(Date(-1_000_000))) ==
          "ArgumentError: argument `day` is out of the range of chrono"
    @test message(() -> nested([(Date(1_000_000), nothing)])) ==
          "ArgumentError: argument `all` is out of the range of chrono"
    @test_throws MethodError next_day(DateTime(0))
end

@testset "jiff" begin
    @test jiff_shown(Date(2024, 2, 29), DateTime(-1), DateTime(1969, 12, 31, 23, 59, 59, 999)) ==
          "2024-02-29 -000001-01-01T00:00:00 1969-12-31T23:59:59.999Z"
    for time in (DateTime(-9998), DateTime(9998, 12, 31, 23, 59, 59, 999),
                 DateTime(1969, 12, 31, 23, 0, 0, 1))
        @test jiff_time(time) === time
        @test jiff_at(time) === time
        @test jiff_day(Date(time)) === Date(time)
    end
    for (f, time) in (
        jiff_time => DateTime(10000), jiff_at => DateTime(-10000), jiff_day => Date(10000))
        @test occursin("is out of the range of jiff", message(() -> f(time)))
    end
end

@testset "fields" begin
    meeting = Meeting(Date(2024, 1, 1), DateTime(2024), Minute(90))
    @test (meeting.day, meeting.at, meeting.length) ==
          (Date(2024), DateTime(2024), Nanosecond(5_400_000_000_000))
    meeting.at = nothing
    meeting.length = Hour(1) + Second(1)
    @test meeting.at === nothing && meeting.length == Second(3601)
    @test message(() -> meeting.length = Second(-1)) ==
          "ArgumentError: Rust's `Duration` is at least 0 and has 64 bits for seconds: " *
          "-1 second cannot be one"
    for span in (Nanosecond(-1), Millisecond(-1), Second(1) - Millisecond(1001),
        Week(typemax(Int)))
        @test endswith(message(() -> meeting.length = span), "$span cannot be one")
    end
    @test meeting.length === Nanosecond(3_601_000_000_000)
end

@testset "lengths" begin
    for (period, value) in (
        Nanosecond(5) => 5.0e-9, Microsecond(1_500_000) => 1.5, Millisecond(2500) => 2.5,
        Second(3) => 3.0, Minute(2) => 120.0, Hour(1) => 3600.0, Day(1) => 86400.0,
        Week(1) => 604800.0, Hour(1) - Minute(1) => 3540.0, Dates.CompoundPeriod() => 0.0)
        @test seconds(period) === value
    end
    @test seconds(Second(typemax(Int))) == 2.0^63
    @test message(() -> seconds(Month(1))) ==
          "ArgumentError: a Month has no fixed length, as Rust's `Duration` has: pass days or " *
          "seconds"
    @test occursin("-1 minute", message(() -> seconds(Second(0) - Minute(1))))
    @test occursin("cannot be one", message(() -> seconds(Week(typemax(Int)))))
    @test_throws MethodError seconds(1.5)
    for f in (forever, named_forever)
        @test message(f) ==
              "OverflowError: a time of Rust's, of 18446744073709551615 seconds, is more than " *
              "Nanosecond can hold: 292 years"
    end
end

@testset "points in time" begin
    @test after_epoch(1, 999_999_999) === DateTime(1970, 1, 1, 0, 0, 1, 999)
    @test before_epoch(1) === DateTime(1969, 12, 31, 23, 59, 59, 999)
    @test before_epoch(1_000_000_000) === DateTime(1969, 12, 31, 23, 59, 59)
    @test occursin("is more than DateTime can hold", message(() -> after_epoch(9 * 10^15, 0)))
end
END
succeeds "$JULIA" --startup-file=no tests.jl

# A package that does not depend on Dates, where nothing else has loaded it, and where the standard
# library is not searched.
mkdir -p Bare/src depot
cat >Bare/Project.toml <<'END'
name = "Bare"
uuid = "c1d9b0a4-7c55-4b0c-9a43-0f4d0a2f8b11"
version = "0.1.0"
END
cp Days.jl libdays.* Bare/src/
cat >Bare/src/Bare.jl <<'END'
module Bare
include("Days.jl")
end
END
script='using Bare; print(Bare.Days.after_epoch(1, 0), " ", string(parentmodule(typeof(
    Bare.Days.after_epoch(1, 0)))))'
for path in '@:@stdlib' '@'; do
  for _ in 1 2; do
    succeeds env JULIA_DEPOT_PATH="$PWD/depot" JULIA_LOAD_PATH="$path" \
      "$JULIA" --startup-file=no --project=Bare -e "$script"
    equals "$(<output)" '1970-01-01T00:00:01 Dates'
  done
done
grep -q 'const Dates' Days.jl || fail 'the module does not load Dates'
