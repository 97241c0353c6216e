#!/usr/bin/python3
"""Stands between a client and a server of gRPC, and does something in the middle: for tests.

usage: between_grpc.py SERVER_PORT METHOD COMMAND PORT_FILE

Passes on what comes, whatever it means, to a port of this machine. Before the first call whose
name has METHOD in it, it runs COMMAND: the server can be another one by then. Its own port is
written into PORT_FILE.
"""

import concurrent.futures
import pathlib
import subprocess
import sys
import threading

import grpc  # Debian's python3-grpcio

server, method, command = f"127.0.0.1:{sys.argv[1]}", sys.argv[2], sys.argv[3]
lock, has_run = threading.Lock(), threading.Event()


class Handler(grpc.GenericRpcHandler):
    def service(self, details):
        with lock:
            if method in details.method and not has_run.is_set():
                subprocess.run([command], check=True)
                has_run.set()
        return grpc.stream_stream_rpc_method_handler(lambda *call: self.ask(details.method, *call))

    def ask(self, name, requests, context):
        """Bytes in, bytes out, over a connection of its own."""
        with grpc.insecure_channel(server) as channel:
            try:
                yield from channel.stream_stream(name)(requests, wait_for_ready=True, timeout=20)
            except grpc.RpcError as error:
                context.abort(error.code(), error.details())


listener = grpc.server(concurrent.futures.ThreadPoolExecutor(8))
listener.add_generic_rpc_handlers((Handler(),))
port = listener.add_insecure_port("127.0.0.1:0")
listener.start()
pathlib.Path(sys.argv[4]).write_text(str(port), encoding="utf-8")
listener.wait_for_termination()
