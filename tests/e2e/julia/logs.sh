#!/usr/bin/env bash
# What the real `log` and `tracing` of a crate say shows in Julia's logging.
. "$PREBIND_SOURCE/tests/support/common.inc"
. "$PREBIND_SOURCE/tests/support/said.inc"
unset CARGO_NET_OFFLINE  # the crates may not be on this machine yet
export CARGO_PROFILE_RELEASE_OPT_LEVEL=0

make_said
succeeds "$PREBIND" build said -o Said.jl
prints 'aid: 9 functions and 0 types'
! grep 'left out' output || fail 'another host has a logger'

cat >tests.jl <<'END'
using Logging, Test
include("Said.jl")
using .Said

function logged(f, level = Logging.Info)
    logger = Test.TestLogger(min_level = level)
    with_logger(f, logger)
    return logger.logs
end
texts(logs) = [each.message for each in logs]

@testset "levels" begin
    @test texts(logged(() -> foreach(i -> say(i, "text $i"), 0:4))) ==
          ["text 0", "text 1", "text 2"]
    @test Said.rust_log_level!(Logging.LogLevel(-2000))
    disable_logging(Logging.LogLevel(-2001))  # else Julia itself has none below Debug
    logs = logged(() -> foreach(i -> say(i, "text $i"), 0:4), Logging.LogLevel(-5000))
    @test [each.level for each in logs] ==
          [Logging.Error, Logging.Warn, Logging.Info, Logging.Debug, Logging.LogLevel(-2000)]
    Said.rust_log_level!(Logging.Error)
    @test texts(logged(() -> foreach(i -> say(i, "text $i"), 0:4))) == ["text 0"]
    Said.rust_log_level!(Logging.AboveMaxLevel)
    @test isempty(logged(() -> say(0, "none")))
    Said.rust_log_level!(Logging.Info)
    @test texts(logged(() -> say(2, "größer 😀"))) == ["größer 😀"]
end

@testset "records" begin
    record, = logged(() -> say(1, "here"))
    @test record._module === Said
    @test record.group === Symbol("said::inner")
    @test endswith(record.file, "src/lib.rs")
    @test record.line == 8
    record, = logged(say_values)
    @test record.message == "with values" && record.group === :own
    @test Dict(record.kwargs) == Dict(:count => 3, :ratio => 0.5, :good => true, :name => "x")
    record, = logged(from_tracing)
    @test occursin("traced", record.message) && record.level == Logging.Warn
    @test_logs (:warn, "before") try fail("x") catch end
    @test_logs (:info, "first") (:info, "last") with(() -> nothing)
end

@testset "order" begin
    @test texts(logged(() -> say_many(1000))) == string.(0:999)
    logs = texts(logged(() -> threads(8, 1000)))
    @test length(logs) == 8001 && last(logs) == "over"
    for thread in 0:7
        own = filter(text -> startswith(text, "$thread "), logs)
        @test own == ["$thread $i" for i in 0:999]
    end
end

@testset "too many" begin
    logs = logged(() -> say_many(25_000))
    @test length(logs) == 10_001
    @test logs[10_000].message == "9999"
    @test logs[end].level == Logging.Warn
    @test logs[end].message ==
          "15000 records of the Rust library were dropped: it logged more than Julia took"
    @test texts(logged(() -> say_many(1))) == ["0"]
end

@testset "a thread of Rust's own" begin
    logger = Test.TestLogger()
    old = global_logger(logger)
    later(50)
    @test timedwait(() -> !isempty(logger.logs), 10.0) == :ok
    global_logger(old)
    @test texts(logger.logs) == ["later"]
end

struct Calling <: Logging.AbstractLogger
    texts::Vector{String}
end
Logging.min_enabled_level(::Calling) = Logging.Info
Logging.shouldlog(::Calling, args...) = true
function Logging.handle_message(logger::Calling, level, message, args...; kwargs...)
    push!(logger.texts, message)
    length(logger.texts) < 5 && say(2, "again")
    message == "wrong" && error("wrong")
end

@testset "loggers that call or throw" begin
    logger = Calling(String[])
    with_logger(() -> say(2, "once"), logger)
    @test logger.texts == ["once", "again", "again", "again", "again"]
    @test add(1, 2) == 3
    with_logger(() -> say(2, "wrong"), logger)
    @test "wrong" in logger.texts
end
later(1)  # nobody takes it any more
END
succeeds "$JULIA" --startup-file=no tests.jl
JULIA_NUM_THREADS=3 succeeds "$JULIA" --startup-file=no tests.jl

# What nobody called for shows at the end, and JULIA_DEBUG asks for more.
echo 'include("Said.jl"); Said.add(1, 2); Said.later(1); Libc.systemsleep(0.2)' >end.jl
succeeds "$JULIA" --startup-file=no end.jl
says 'Error: later'
[[ $(<errors) != *adding* ]] || fail 'it said what is for debugging'
JULIA_DEBUG=Said succeeds "$JULIA" --startup-file=no end.jl
says 'Debug: adding'

# Packages that use it are precompiled, and two libraries have a logger each.
mkdir -p One/src Two/src depot
uuid=c1d9b0a4-7c55-4b0c-9a43-0f4d0a2f8b1
printf 'name = "One"\nuuid = "%s1"\n' "$uuid" >One/Project.toml
printf 'name = "Two"\nuuid = "%s2"\n[deps]\nOne = "%s1"\n' "$uuid" "$uuid" >Two/Project.toml
cp Said.jl libsaid.* One/src/
printf 'module One\ninclude("Said.jl")\nend\n' >One/src/One.jl
printf 'module Two\nusing One\nOne.Said.say(1, "while precompiling")\nend\n' >Two/src/Two.jl
script='using One, Two, Test, Logging; include("Said.jl")
@test_logs (:warn, "a") One.Said.say(1, "a")
@test_logs (:warn, "b") Said.say(1, "b")
One.Said.rust_log_level!(Logging.Error)
@test_logs (:warn, "d") (One.Said.say(1, "c"); Said.say(1, "d"))'
succeeds env JULIA_DEPOT_PATH="$PWD/depot:" JULIA_LOAD_PATH="$PWD:@stdlib" \
  "$JULIA" --startup-file=no -e "$script"

# A logger that was there before stays.
make_loud
if [[ $OSTYPE == linux* ]]; then
  succeeds "$PREBIND" build loud -o Loud.jl
  succeeds "$JULIA" --startup-file=no -e 'include("Loud.jl"); Loud.say()'
  prints 'own: text'
  says 'the Rust library has a logger of its own: what it logs does not come to Julia'
fi

make_crate wrong <<<'prebind::host_logger!(all);'
fails 1 "$PREBIND" build wrong -o Wrong.jl
says '`host_logger!` takes nothing, or `kv` for the key-values of records'
