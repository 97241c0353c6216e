#!/usr/bin/env python3
"""A cache server that is wrong in one way: for tests.

usage: hostile_server.py FOLDER PORT_FILE

Serves the files of FOLDER (`ac/…`, `cas/…`, as nginx keeps them) below /FAULT/, each time wrong as
FAULT says, on a free port of this machine, which it writes into PORT_FILE. Requests are counted in
FOLDER/requests, a line each.
"""

import gzip
import pathlib
import socket
import socketserver
import sys
import time

folder, port_file = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
BOMB = gzip.compress(bytes(50_000_000))
PATIENCE = 30  # seconds, far more than any client has


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        line = self.rfile.readline().decode()
        while self.rfile.readline().strip():
            pass
        if len(line.split()) < 2:
            return
        _, fault, kind, name = (line.split()[1].split("/", 3) + ["", "", ""])[:4]
        with open(folder / "requests", "a", encoding="utf-8") as log:
            log.write(f"{fault} {kind}\n")
        path = folder / kind / name
        body = path.read_bytes() if path.is_file() else None
        getattr(self, "fault_" + fault.replace("-", "_"))(kind, body)

    def answer(self, body, status="200 OK", headers="", length=None):
        length = len(body) if length is None else length
        self.wfile.write(f"HTTP/1.1 {status}\r\nContent-Length: {length}\r\n{headers}"
                         "Connection: close\r\n\r\n".encode())
        self.wfile.write(body)

    def right(self, body):
        if body is None:
            self.answer(b"", "404 Not Found")
        else:
            self.answer(body)

    def fault_none(self, kind, body):
        self.right(body)

    def fault_500(self, kind, body):
        self.answer(b"oh", "500 Internal Server Error")

    def fault_401(self, kind, body):
        self.answer(b"who?", "401 Unauthorized", "WWW-Authenticate: Bearer\r\n")

    def fault_429(self, kind, body):
        self.answer(b"", "429 Too Many Requests", "Retry-After: 1000\r\n")

    def fault_redirect(self, kind, body):
        self.answer(b"", "302 Found", "Location: http://127.0.0.1:1/\r\n")

    def fault_garbage(self, kind, body):
        self.wfile.write(b"\0\1\2 hello\r\n\r\n" * 100)

    def fault_closed(self, kind, body):
        pass

    def fault_silent(self, kind, body):
        time.sleep(PATIENCE)

    def fault_stops(self, kind, body):
        """After headers, or in the middle of what is long enough to have one."""
        if kind == "ac":
            return self.right(body)
        self.answer(body[:len(body) // 2], length=len(body))
        time.sleep(PATIENCE)

    def fault_closes_midway(self, kind, body):
        if kind == "ac":
            return self.right(body)
        self.answer(body[:len(body) // 2], length=len(body))

    def fault_trickles(self, kind, body):
        self.answer(b"", length=100)
        for _ in range(PATIENCE * 5):
            self.wfile.write(b"x")
            time.sleep(0.2)

    def fault_truncated(self, kind, body):
        self.right(body if kind == "ac" else body[:-1])

    def fault_poisoned(self, kind, body):
        self.right(body if kind == "ac" else bytes([body[0] ^ 1]) + body[1:])

    def fault_oversized(self, kind, body):
        """Without a length, and without an end."""
        if kind == "ac":
            return self.right(body)
        self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body)
        for _ in range(100_000):
            self.wfile.write(b"x" * 65536)

    def fault_huge(self, kind, body):
        """The same of an entry."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        for _ in range(100_000):
            self.wfile.write(b"x" * 65536)

    def fault_bomb(self, kind, body):
        if kind == "ac":
            return self.right(body)
        self.answer(BOMB, headers="Content-Encoding: gzip\r\n")

    def fault_replayed(self, kind, body):
        """The entry of another key."""
        self.right(next((folder / "ac").iterdir()).read_bytes() if kind == "ac" else body)

    def fault_emptied(self, kind, body):
        """Between the entry and its files."""
        self.right(body if kind == "ac" else None)


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        pass  # a client that had enough


def unreachable():
    """A port whose queue is full: the kernel drops who wants to connect, as a firewall does."""
    server = socket.create_server(("127.0.0.1", 0), backlog=0)
    clients = [socket.socket() for _ in range(4)]
    for client in clients:
        client.setblocking(False)
        client.connect_ex(server.getsockname())
    return server, clients


silent, waiting = unreachable()
port_file.with_name("silent_port").write_text(str(silent.getsockname()[1]), encoding="utf-8")
with Server(("127.0.0.1", 0), Handler) as server:
    port_file.write_text(str(server.server_address[1]), encoding="utf-8")
    server.serve_forever()
