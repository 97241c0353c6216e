#!/usr/bin/env python3
"""A second machine, which has nothing, and takes what another one built from a team's cache."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import time

import common
import crates

FUNCTIONS = 1000
CRATES = 100
LARGE = 50_000_000  # bytes
TARGET = "x86_64-unknown-linux-gnu"  # of assemblies, on any machine


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def wait_for(port):
    for _ in range(100):
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    common.fail(f"no server listens on port {port}", "look at its own messages")


def start_nginx(root):
    port, folder = free_port(), root / "nginx"
    (folder / "data").mkdir(parents=True)
    # Where root measures, the workers would be somebody who may not come here.
    user = "user root;" if os.getuid() == 0 else ""
    common.write(
        folder / "nginx.conf",
        f"""{user} daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 256; }}
http {{ access_log off; client_body_temp_path {folder}/temporary; server {{
  listen 127.0.0.1:{port}; root {folder}/data; client_max_body_size 0;
  location / {{ dav_methods PUT; create_full_put_path on; }} }} }}
""",
    )
    server = subprocess.Popen(["nginx", "-c", folder / "nginx.conf", "-e", folder / "errors"])
    wait_for(port)
    return server, f"http://127.0.0.1:{port}"


def start_casd(root):
    port, casd = free_port(), common.SOURCE / ".tools/casd/buildbox-casd"
    if not casd.is_file():
        common.fail(f"there is no {casd}", "scripts/setup.sh test installs it")
    log = open(root / "casd.log", "wb")
    server = subprocess.Popen(
        [casd, "--bind", f"127.0.0.1:{port}", root / "casd"], stdout=log, stderr=log
    )
    wait_for(port)
    return server, f"grpc://127.0.0.1:{port}"


def fill(root, prebind, url, *commands):
    """Builds with each of the commands and sends what came of it."""
    writer = {
        "PREBIND_REMOTE": url,
        "PREBIND_REMOTE_WRITE": "1",
        "PREBIND_REMOTE_KEY_FILE": str(root / "key.pem"),
        "PREBIND_CACHE_DIR": str(root / ("writer-" + url[:4])),
    }
    for command in commands:
        common.run([prebind, *command], root, **writer)
    common.run([prebind, "cache", "push"], root, **writer)


def forgotten(root):
    def before():
        shutil.rmtree(root / "cache", ignore_errors=True)
        shutil.rmtree(root / "out", ignore_errors=True)
        (root / "out").mkdir()

    return before


def from_cache(root, prebind, crate, url):
    build = common.start(prebind, "build", crate, "-o", f"{root}/out/")

    def action():
        common.ENVIRONMENT["PREBIND_REMOTE"] = url
        build()

    return forgotten(root), action


def from_cargo(root, prebind, crate):
    before, action = from_cache(root, prebind, crate, "off")

    def all_before():
        before()
        shutil.rmtree(crate / "target", ignore_errors=True)

    return all_before, action


def copied(root):
    """The store of who built it, and nothing else that the cache knew, as of the compiler: a second
    machine does not know that either."""

    def before():
        forgotten(root)()
        shutil.copytree(root / "writer-http/v1", root / "cache/v1")

    return before


def from_store(root, prebind, crate):
    """What this machine has in its own store: what the server adds is the difference."""
    _, action = from_cache(root, prebind, crate, "off")
    return copied(root), action


def start_redis(root):
    """Where there is one: the name of its socket, for sccache."""
    if not shutil.which("redis-server"):
        return None, None
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--dir", root]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    wait_for(port)
    return server, f"redis://127.0.0.1:{port}"


def from_sccache(root, crate, redis):
    """A library by cargo, with sccache before rustc, which has what it could keep: in redis, or on
    disk if it was built without that, as Debian's. Then what it has here is what it would fetch."""
    common.ENVIRONMENT |= {
        "SCCACHE_SERVER_PORT": str(free_port()),
        "SCCACHE_DIR": str(root / "sccache"),
    }
    if redis:
        common.ENVIRONMENT |= {"SCCACHE_REDIS_ENDPOINT": redis}
    command = ["cargo", "build", "--release", "--quiet", "--manifest-path", crate / "Cargo.toml"]
    build = common.start(*command)

    def action():
        common.ENVIRONMENT["RUSTC_WRAPPER"] = "sccache"
        build()
        del common.ENVIRONMENT["RUSTC_WRAPPER"]

    def before():
        shutil.rmtree(crate / "target", ignore_errors=True)

    before()
    common.run(command, root, RUSTC_WRAPPER="sccache")
    place = "redis" if "redis" in common.run(["sccache", "--show-stats"], root) else "a disk"
    return f"with sccache, from {place}", (before, action)


def added(series, name):
    """By a server, to what the own store takes, in each turn."""
    return [ours - own for ours, own in zip(series[name], series["from the own store"])]


def second_machine(root, prebind, count, quick, nginx, casd):
    crate = crates.marked(root / "crate", count)
    common.run(["cargo", "generate-lockfile"], crate)
    for url in (nginx, casd):
        fill(root, prebind, url, ["build", crate, "-o", f"{root}/sent/"])
    common.say("a second machine")
    taken = {
        "through nginx": from_cache(root, prebind, crate, nginx),
        "through casd": from_cache(root, prebind, crate, casd),
        "from the own store": from_store(root, prebind, crate),
    }
    series = common.take_turns(taken, 1 if quick else 25)
    beyond = {name: added(series, name) for name in ("through nginx", "through casd")}
    server, redis = start_redis(root)
    try:
        name, sccache = from_sccache(root, crates.caught(root / "by-hand", count), redis)
        built = {"built": from_cargo(root, prebind, crate), name: sccache}
        series = common.take_turns(taken | built, 1 if quick else 3)
    finally:
        # It was not started if what it was for failed.
        subprocess.run(
            ["sccache", "--stop-server"], env=common.ENVIRONMENT, capture_output=True, check=False
        )
        if server:
            server.terminate()
            server.wait()
    whole = {"row": f"{count:,} functions on a second machine", "unit": "ms", "series": series}
    more = {"row": "the same, beyond the own store", "unit": "ms", "series": beyond}
    return [
        whole
        | {"subject": "through nginx", "against": "built", "aim": {"times_faster": 8}}
        | {"note": "sccache builds the same functions with glue by hand: it keeps no `cdylib`."},
        more | {"subject": "through nginx", "against": None, "aim": {"at_most": 50, "unit": "ms"}},
    ]


def up_to_date(root, prebind, quick, nginx):
    """A build with nothing to do asks no server: that one is configured costs nothing."""
    crate = root / "crate"

    def action(url):
        return from_cache(root, prebind, crate, url)[1]

    forgotten(root)()
    action(nginx)()
    time.sleep(3)  # files that were written a moment ago are read, not only looked at
    action(nginx)()
    series = common.take_turns(
        {"with a server": action(nginx), "without": action("off")}, 3 if quick else 101
    )
    shared = {"row": "up to date", "unit": "ms", "series": series}
    return [
        shared | {"subject": "with a server", "against": "without", "aim": {"ratio_at_most": 1.05}}
    ]


def ask(prebind, *requests):
    """What `prebind-remote` does for these, without what `prebind` does before and after it."""
    program = prebind.with_name("prebind-remote")
    if not program.is_file():
        program = prebind.parents[1] / "libexec/prebind/prebind-remote"
    text = "".join(json.dumps(request) + "\n" for request in requests)

    def action():
        done = subprocess.run(
            [program], input=text, capture_output=True, text=True, env=common.ENVIRONMENT
        )
        answer = json.loads(done.stdout.splitlines()[-1])
        if not answer.get("key"):
            common.fail(f"prebind-remote did not fetch it: {answer}", "run it by hand")

    return action


def throughput(root, prebind, public, quick, nginx):
    """One large result, beside curl of the same file: it is hashed, and put into the store."""
    size = LARGE // 50 if quick else LARGE
    text = root / "large.s"
    lines = "".join(f"  .quad {number}\n" for number in range(2000))
    common.write(text, f".data\n{lines}.fill {size}, 1, 7\n")
    fill(root, prebind, nginx, ["asm", text, "-o", root / "large.a", "--target", TARGET])
    content = max((root / "nginx/data/cas").iterdir(), key=lambda path: path.stat().st_size)
    entry = max((root / "nginx/data/ac").iterdir(), key=lambda path: path.stat().st_mtime)
    store = root / "cache"
    opening = {"open": {"url": nginx, "store": str(store), "trusted": [public]}}
    series = common.take_turns(
        {
            "prebind-remote": (
                lambda: shutil.rmtree(store, ignore_errors=True),
                ask(prebind, opening, {"fetch": [entry.name]}),
            ),
            "curl": (
                lambda: (root / "curled").unlink(missing_ok=True),
                common.start("curl", "-s", "-o", root / "curled", f"{nginx}/cas/{content.name}"),
            ),
        },
        1 if quick else 15,
    )
    shared = {"row": f"a result of {size // 1_000_000} MB", "unit": "ms", "series": series}
    return [
        shared | {"subject": "prebind-remote", "against": "curl", "aim": {"ratio_at_most": 1.2}}
    ]


def side_by_side(root, prebind, quick, nginx):
    """Many crates, each by a process of its own, as many at once as there are processors."""
    count = 3 if quick else CRATES
    folders = [crates.marked(root / f"crates/part{number}", 1) for number in range(count)]
    for folder in folders:
        manifest = folder / "Cargo.toml"
        common.write(manifest, manifest.read_text(encoding="utf-8").replace("many", folder.name))
        common.run(["cargo", "generate-lockfile"], folder)
    common.say(f"{count} crates are built")
    fill(root, prebind, nginx, *(["build", f, "-o", f"{root}/sent/"] for f in folders))

    def all_of_them(url):
        def action():
            environment = {**common.ENVIRONMENT, "PREBIND_REMOTE": url}
            waiting, running = list(folders), []
            while waiting or running:
                while waiting and len(running) < 2 * (os.cpu_count() or 1):
                    command = [prebind, "build", waiting.pop(), "-o", f"{root}/out/"]
                    running.append(
                        subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)
                    )
                if running.pop(0).wait():
                    common.fail("a build failed", "run it by hand to see what it says")

        return action

    series = common.take_turns(
        {
            "through nginx": (forgotten(root), all_of_them(nginx)),
            "from the own store": (copied(root), all_of_them("off")),
        },
        1 if quick else 5,
    )
    shared = {"row": f"{count} crates side by side", "unit": "ms", "series": series}
    return [shared | {"subject": "through nginx", "against": "from the own store", "aim": None}]


@contextlib.contextmanager
def servers(root):
    """The addresses of nginx and buildbox-casd."""
    started = [start_nginx(root), start_casd(root)]
    try:
        yield [url for _, url in started]
    finally:
        for server, _ in started:
            server.terminate()
            server.wait()


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "rustc", "nginx", "curl", "sccache")
    with common.workspace() as root, servers(root) as (nginx, casd):
        common.ENVIRONMENT["XDG_CONFIG_HOME"] = str(root / "config")
        prebind, quick = chosen.prebind, chosen.quick
        public = common.run([prebind, "cache", "key", "new", root / "key.pem"], root).strip()
        common.run([prebind, "cache", "key", "trust", public], root)
        count = 10 if quick else FUNCTIONS
        rows = second_machine(root, prebind, count, quick, nginx, casd)
        rows += up_to_date(root, prebind, quick, nginx)
        rows += throughput(root, prebind, public, quick, nginx)
        rows += side_by_side(root, prebind, quick, nginx)
    common.write_rows(chosen, [{"group": "remote"} | row for row in rows])


if __name__ == "__main__":
    main()
