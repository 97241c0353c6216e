#!/usr/bin/python3
"""A server of the Remote Execution API's cache that is wrong in one way: for tests.

usage: hostile_grpc.py PROTOCOLS PORT_FILE

Keeps what it is sent in memory, and listens on a free port of this machine, which it writes into
PORT_FILE. The name of the instance says what is wrong: grpc://127.0.0.1:PORT/FAULT. What is sent to
one instance is in all of them. PROTOCOLS has the modules that protoc makes of third_party's files.
"""

import concurrent.futures
import pathlib
import sys
import time

sys.path.insert(0, sys.argv[1])

import grpc  # noqa: E402  Debian's python3-grpcio
from build.bazel.remote.execution.v2 import remote_execution_pb2 as reapi  # noqa: E402
from google.bytestream import bytestream_pb2 as bytestream  # noqa: E402

ACTIONS, BLOBS = {}, {}
PATIENCE = 30  # seconds, far more than any client has
PIECE = 1 << 20
API = "build.bazel.remote.execution.v2."
CODES = {code.name.lower().replace("_", "-"): code for code in grpc.StatusCode}


def spoiled(content):
    return bytes([content[0] ^ 1]) + content[1:]


def check(fault, context):
    """Where all of it answers with one status."""
    if fault in CODES:
        context.abort(CODES[fault], "as asked for")


def capabilities(request, context):
    check(request.instance_name, context)
    if request.instance_name == "silent":
        time.sleep(PATIENCE)
    answer = reapi.ServerCapabilities()
    kind = reapi.DigestFunction.SHA256
    if request.instance_name == "other-digests":
        kind = reapi.DigestFunction.BLAKE3
    answer.cache_capabilities.digest_functions.append(kind)
    answer.cache_capabilities.max_batch_total_size_bytes = 1 << 20
    return answer


def get_action(request, context):
    if request.action_digest.hash not in ACTIONS:
        context.abort(grpc.StatusCode.NOT_FOUND, "")
    return ACTIONS[request.action_digest.hash]


def put_action(request, context):
    ACTIONS[request.action_digest.hash] = request.action_result
    return request.action_result


def find_missing(request, context):
    absent = [each for each in request.blob_digests if each.hash not in BLOBS]
    return reapi.FindMissingBlobsResponse(missing_blob_digests=absent)


def batch_update(request, context):
    answer = reapi.BatchUpdateBlobsResponse()
    for each in request.requests:
        BLOBS[each.digest.hash] = each.data
        answer.responses.add().digest.CopyFrom(each.digest)
    return answer


def batch_read(request, context):
    fault, answer = request.instance_name, reapi.BatchReadBlobsResponse()
    if fault == "batch-without-answers":
        return answer
    for digest in request.digests:
        one = answer.responses.add()
        one.digest.CopyFrom(digest)
        if fault == "emptied":
            one.status.code = grpc.StatusCode.NOT_FOUND.value[0]
        else:
            one.data = BLOBS[digest.hash]
        if fault == "batch-poisoned":
            one.data = spoiled(one.data)
        if fault == "batch-huge":
            one.data = bytes(17 << 20)
    return answer


def read(request, context):
    *instance, _, name, _ = request.resource_name.split("/")
    fault, content = instance[0], BLOBS[name]
    if fault == "emptied":
        context.abort(grpc.StatusCode.NOT_FOUND, "")
    if fault == "poisoned":
        content = spoiled(content)
    if fault in ("truncated", "stops", "closes-midway"):
        content = content[: len(content) // 2]
    for begin in range(0, len(content), PIECE):
        yield bytestream.ReadResponse(data=content[begin : begin + PIECE])
    while fault == "oversized" and context.is_active():
        yield bytestream.ReadResponse(data=bytes(PIECE))
    if fault == "stops":
        time.sleep(PATIENCE)
    if fault == "closes-midway":
        context.abort(grpc.StatusCode.UNAVAILABLE, "")


def write(requests, context):
    name, content = "", b""
    for request in requests:
        name = name or request.resource_name.split("/")[-2]
        content += request.data
    BLOBS[name] = content
    return bytestream.WriteResponse(committed_size=len(content))


def service(name, **methods):
    """Its handlers. Each is how messages go (`unary_unary`), what it is asked with, and what it
    does; answers know how they are written themselves."""
    handlers = {
        method: getattr(grpc, f"{kind}_rpc_method_handler")(
            work, asked.FromString, lambda answer: answer.SerializeToString()
        )
        for method, (kind, asked, work) in methods.items()
    }
    return grpc.method_handlers_generic_handler(name, handlers)


SERVICES = (
    service(
        API + "Capabilities",
        GetCapabilities=("unary_unary", reapi.GetCapabilitiesRequest, capabilities),
    ),
    service(
        API + "ActionCache",
        GetActionResult=("unary_unary", reapi.GetActionResultRequest, get_action),
        UpdateActionResult=("unary_unary", reapi.UpdateActionResultRequest, put_action),
    ),
    service(
        API + "ContentAddressableStorage",
        FindMissingBlobs=("unary_unary", reapi.FindMissingBlobsRequest, find_missing),
        BatchUpdateBlobs=("unary_unary", reapi.BatchUpdateBlobsRequest, batch_update),
        BatchReadBlobs=("unary_unary", reapi.BatchReadBlobsRequest, batch_read),
    ),
    service(
        "google.bytestream.ByteStream",
        Read=("unary_stream", bytestream.ReadRequest, read),
        Write=("stream_unary", bytestream.WriteRequest, write),
    ),
)

server = grpc.server(
    concurrent.futures.ThreadPoolExecutor(max_workers=32),
    options=[("grpc.max_send_message_length", -1)],
)
server.add_generic_rpc_handlers(SERVICES)
port = server.add_insecure_port("127.0.0.1:0")
server.start()
pathlib.Path(sys.argv[2]).write_text(str(port), encoding="utf-8")
server.wait_for_termination()
