"""What the numbers were measured on, and with which versions of whom."""

import os
import pathlib
import platform
import re
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[1]

TOOLS = {
    "rustc": ["rustc", "--version"],
    "cargo": ["cargo", "--version"],
    "Julia": [SOURCE / "scripts/julia", "--version"],
    "g++": ["g++", "-dumpfullversion"],
    "LLVM": ["llvm-mc-19", "--version"],
    "ccache": ["ccache", "--version"],
    "sccache": ["sccache", "--version"],
    "cbindgen": ["cbindgen", "--version"],
}


def version(command):
    """The first number with a dot in what it says; nothing if it is not there."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=60).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"\d+\.\d[\w.+~-]*", said)
    return found and found.group()


def first(path, pattern, otherwise):
    try:
        found = re.search(pattern, pathlib.Path(path).read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        return otherwise
    return found.group(1) if found else otherwise


def describe(prebind):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    versions = {name: version(command) for name, command in TOOLS.items()}
    return {
        "processor_model": first("/proc/cpuinfo", r"^model name\s*: (.*)", platform.machine()),
        "cores": len(os.sched_getaffinity(0)),
        "memory": f"{memory:.0f} GiB",
        "system": first("/etc/os-release", r'^PRETTY_NAME="(.*)"', platform.system()),
        "kernel": platform.release().split("-")[0],
        "load": round(os.getloadavg()[0], 1),
        "prebind": version([prebind, "--version"]),
        "versions": {name: found for name, found in versions.items() if found},
    }
