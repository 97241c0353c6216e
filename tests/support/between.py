#!/usr/bin/env python3
"""Stands between a client and a server of HTTP, and does something in the middle: for tests.

usage: between.py SERVER_PORT PATH COMMAND PORT_FILE

Passes on what comes, to a port of this machine. Before the first request for something below PATH
it runs COMMAND, and connects again after it: so the server can be another one by then. Its own port
is written into PORT_FILE.
"""

import pathlib
import socket
import socketserver
import subprocess
import sys
import threading

server_port, path, command = int(sys.argv[1]), sys.argv[2].encode(), sys.argv[3]
lock, has_run = threading.Lock(), threading.Event()


def ask(request):
    """All of the answer: the request says that the connection is closed after it."""
    with socket.create_connection(("127.0.0.1", server_port)) as upstream:
        upstream.sendall(request)
        pieces = []
        while piece := upstream.recv(65536):
            pieces.append(piece)
        return b"".join(pieces)


class Handler(socketserver.StreamRequestHandler):
    def handle(self):
        lines = []
        while (line := self.rfile.readline()).strip():
            lines.append(line)
        if not lines:
            return
        with lock:
            if path in lines[0] and not has_run.is_set():
                subprocess.run([command], check=True)
                has_run.set()
        self.wfile.write(ask(b"".join(lines) + b"Connection: close\r\n\r\n"))


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True


with Server(("127.0.0.1", 0), Handler) as listener:
    pathlib.Path(sys.argv[4]).write_text(str(listener.server_address[1]), encoding="utf-8")
    listener.serve_forever()
