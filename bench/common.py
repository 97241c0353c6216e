"""What the groups of `make bench` share: their command line, runs in turns, the rows they write.

A group is a program of this folder, `GROUP.py PREBIND [--quick] [--processor] [--output FILE]`. It
writes a JSON list of rows; README.md of this folder says what is in one.
"""

import argparse
import contextlib
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = pathlib.Path(__file__).resolve().parents[1]

# Nothing of the caller's settings reaches what is measured; only where the toolchain lies.
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name == "CARGO_HOME"
    or not name.startswith(("PREBIND_", "CARGO_", "RUSTFLAGS", "RUSTC_WRAPPER"))
}
ENVIRONMENT |= {"CARGO_INCREMENTAL": "0", "CARGO_NET_OFFLINE": "true"}

use_processor_time = False


def options(description):
    """The command line of a group. `--quick` is for tests: the smallest sizes, one run of each."""
    global use_processor_time
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("prebind", type=pathlib.Path, help="the program")
    parser.add_argument("--quick", action="store_true", help="the smallest sizes, a run each")
    parser.add_argument(
        "--processor",
        action="store_true",
        help="count the time of the processor, not the clock's: "
        "for a machine that does other things too",
    )
    parser.add_argument(
        "--output", type=pathlib.Path, help="where the rows are written; else to standard output"
    )
    chosen = parser.parse_args()
    chosen.prebind = chosen.prebind.resolve()
    if not chosen.prebind.is_file():
        fail(f"there is no {chosen.prebind}", "build it: make bench does, and then runs this")
    use_processor_time = chosen.processor
    return chosen


def fail(message, help_line):
    sys.exit(f"error: {message}\nhelp: {help_line}")


def say(line):
    print(f"  {line}", file=sys.stderr, flush=True)


def require(*programs):
    for program in programs:
        if not shutil.which(program):
            fail(
                f"there is no {program} on PATH", "install what is missing: scripts/setup.sh bench"
            )


@contextlib.contextmanager
def workspace():
    """A folder of its own, with Prebind's cache in it."""
    with tempfile.TemporaryDirectory(prefix="prebind-bench-") as place:
        root = pathlib.Path(place)
        ENVIRONMENT["PREBIND_CACHE_DIR"] = str(root / "cache")
        yield root


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(command, folder, **environment):
    """Its output. A program that fails ends this one, with what it said."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        fail(
            f"status {done.returncode} of: {' '.join(map(str, command))}\n"
            f"{done.stdout}{done.stderr}",
            "its own message stands above",
        )
    return done.stdout


def keeps_code():
    """Whether this Julia keeps native code in precompiled packages: then more is asked of them."""
    code = 'print(VERSION >= v"1.9")'
    return run([SOURCE / "scripts/julia", "--startup-file=no", "-e", code], SOURCE) == "true"


def start(*command):
    """An action that starts the program, in this folder, and waits for it.

    What Python itself takes for that is less than with `run`, so that it does not show beside a
    program of a few milliseconds.
    """
    program = shutil.which(command[0])
    arguments = [str(part) for part in command]
    silent = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in (0, 1, 2)]

    def action():
        _, status = os.waitpid(
            os.posix_spawn(program, arguments, ENVIRONMENT, file_actions=silent), 0
        )
        if status:
            fail(
                f"status {os.waitstatus_to_exitcode(status)} of: {' '.join(arguments)}",
                "run it by hand to see what it says",
            )
    return action


def remove(*paths):
    for path in paths:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def now():
    """In milliseconds."""
    if not use_processor_time:
        return time.perf_counter() * 1000
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used) * 1000


def take_turns(actions, runs):
    """Samples in milliseconds of actions by name.

    Each is run once in every turn, so that all of them meet the same weather. An action may be a
    pair; its first half comes before, and is not counted.
    """
    times = {name: [] for name in actions}
    for _ in range(runs):
        for name, action in actions.items():
            before, measured = action if isinstance(action, tuple) else (None, action)
            if before:
                before()
            start = now()
            measured()
            times[name].append(now() - start)
    return times


def google_benchmark(program, runs=5, shortest=0.1, only=".*", **environment):
    """Samples in nanoseconds by the name of the benchmark, all of them run in random order."""
    if not program.is_file():
        fail(f"there is no {program}", "build it with -DPREBIND_BENCH=ON, as make bench does")
    text = run(
        [
            program,
            "--benchmark_format=json",
            f"--benchmark_min_time={shortest}",
            f"--benchmark_repetitions={runs}",
            "--benchmark_enable_random_interleaving=true",
            f"--benchmark_filter={only}",
        ],
        program.parent,
        **environment,
    )
    nanoseconds = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
    samples = {}
    for each in json.loads(text)["benchmarks"]:
        if each.get("error_occurred"):
            fail(
                f"{program.name}: {each['name']}: {each['error_message']}",
                "run it alone to see more",
            )
        if each["run_type"] == "iteration":
            measured = each["cpu_time" if use_processor_time else "real_time"]
            samples.setdefault(each["name"], []).append(measured * nanoseconds[each["time_unit"]])
    return samples


def write_rows(chosen, rows):
    text = json.dumps(rows, indent=1, ensure_ascii=False) + "\n"
    if chosen.output:
        write(chosen.output, text)
    else:
        print(text, end="")
