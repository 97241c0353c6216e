#!/usr/bin/env python3
"""A second machine, which has nothing, and takes what another one built from a team's cache."""

import os
import shutil
import socket
import subprocess
import time

import common
import crates

FUNCTIONS = 1000


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


def fill(root, prebind, crate, url):
    """Builds the crate and sends what came of it."""
    writer = {
        "PREBIND_REMOTE": url,
        "PREBIND_REMOTE_WRITE": "1",
        "PREBIND_REMOTE_KEY_FILE": str(root / "key.pem"),
        "PREBIND_CACHE_DIR": str(root / ("writer-" + url[:4])),
    }
    common.run([prebind, "build", crate, "-o", f"{root}/sent/"], root, **writer)
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


def from_store(root, prebind, crate):
    """What this machine has in its own store: what the server adds is the difference."""
    _, action = from_cache(root, prebind, crate, "off")

    def before():
        forgotten(root)()
        shutil.copytree(root / "writer-http", root / "cache")
        shutil.rmtree(root / "cache/records", ignore_errors=True)

    return before, action


def main():
    chosen = common.options(__doc__)
    common.require("cargo", "rustc", "nginx")
    count = 10 if chosen.quick else FUNCTIONS
    with common.workspace() as root:
        common.ENVIRONMENT["XDG_CONFIG_HOME"] = str(root / "config")
        crate = crates.marked(root / "crate", count)
        common.run(["cargo", "generate-lockfile"], crate)
        key = common.run([chosen.prebind, "cache", "key", "new", root / "key.pem"], root).strip()
        common.run([chosen.prebind, "cache", "key", "trust", key], root)
        servers = [start_nginx(root), start_casd(root)]
        try:
            (_, nginx), (_, casd) = servers
            for url in (nginx, casd):
                fill(root, chosen.prebind, crate, url)
            common.say("a second machine")
            series = common.take_turns(
                {
                    "through nginx": from_cache(root, chosen.prebind, crate, nginx),
                    "through casd": from_cache(root, chosen.prebind, crate, casd),
                    "from the own store": from_store(root, chosen.prebind, crate),
                },
                1 if chosen.quick else 15,
            )
            series |= common.take_turns(
                {"built": from_cargo(root, chosen.prebind, crate)}, 1 if chosen.quick else 3
            )
        finally:
            for server, _ in servers:
                server.terminate()
                server.wait()
    shared = {
        "group": "remote",
        "row": f"{count} functions on a second machine",
        "unit": "ms",
        "series": series,
        "against": "built",
        "aim": {"times_faster": 8},
    }
    common.write_rows(chosen, [shared | {"subject": "through nginx"}])


if __name__ == "__main__":
    main()
