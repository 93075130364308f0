"""A user's query under a deadline.

Nothing inside a process stops a running query of the engine, so each one runs in a process of its own: a child of a
process that has the data in memory already, made by fork in milliseconds. The child asks the kernel for a timer with
the default action, which ends it at the deadline whatever it is doing. That parent is started as a new program and
has a single thread, because forking a server that runs threads may copy a held lock.
"""

import contextlib
import json
import os
import resource
import select
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from store.embedded import EmbeddedStore
from store.graph_store import QueryFailed
from store.query_text import Query
from store.result_formats import ResultFormat, by_name

_LENGTH = struct.Struct("!Q")
_OK, _FAILED, _TOO_LARGE = b"A", b"F", b"L"


class QueryLimitReached(Exception):
    """A query that met an announced limit. It is an error and has no answer, not even a shorter one."""


@dataclass(frozen=True)
class QueryLimits:
    """Seconds of wall time, bytes of the serialised answer, and bytes of memory beyond the data."""

    seconds: float = 20.0
    answer_bytes: int = 50_000_000
    memory_bytes: int = 2_000_000_000


class QueryProcess:
    """The process that holds the data and answers each query in a child. Close it, or use it in `with`."""

    def __init__(self, dataset: Path, limits: QueryLimits) -> None:
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="batgraph-")
        self._address = str(Path(self._folder.name) / "query.socket")
        command = [sys.executable, "-m", "store.query_process", str(dataset), self._address]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        if self._process.stdout.readline() != b"ready\n":
            self.close()
            raise QueryFailed(f"the query process did not start on {dataset}")

    @property
    def limits(self) -> QueryLimits:
        """The limits that every query has."""
        return self._limits

    def serialise(self, query: Query, result_format: ResultFormat) -> bytes:
        """Answer a query, as GraphStore.serialise does; QueryLimitReached names the limit that was met."""
        request = {
            "name": query.name,
            "text": query.text,
            "format": result_format.name,
            "seconds": self._limits.seconds,
            "answer_bytes": self._limits.answer_bytes,
            "memory_bytes": self._limits.memory_bytes,
        }
        started = time.monotonic()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(self._address)
            _send(connection, json.dumps(request).encode())
            answer = _receive(connection)
        if answer is None:
            raise self._ended_early(time.monotonic() - started)
        kind, body = answer[:1], answer[1:]
        if kind == _FAILED:
            raise QueryFailed(body.decode())
        if kind == _TOO_LARGE:
            raise QueryLimitReached(
                f"the answer has {body.decode()} bytes; at most {self._limits.answer_bytes} are sent: "
                "ask for fewer columns or add a LIMIT"
            )
        return body

    def _ended_early(self, seconds: float) -> QueryLimitReached:
        if seconds >= self._limits.seconds * 0.95:
            return QueryLimitReached(
                f"the query ran for the {self._limits.seconds:g} seconds it may take: "
                "narrow it, or start it from the pattern with the fewest matches"
            )
        return QueryLimitReached(
            f"the query needed more than the {self._limits.memory_bytes} bytes of memory it may use"
        )

    def close(self) -> None:
        """End the process and remove its socket. Queries that are running end with it or at their deadline."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.kill()
        self._process.wait()
        self._folder.cleanup()

    def __enter__(self) -> "QueryProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _send(connection: socket.socket, body: bytes) -> None:
    connection.sendall(_LENGTH.pack(len(body)) + body)


def _receive(connection: socket.socket) -> bytes | None:
    """One message, or None if the other side ended before it was whole."""
    header = _receive_exactly(connection, _LENGTH.size)
    return None if header is None else _receive_exactly(connection, _LENGTH.unpack(header)[0])


def _receive_exactly(connection: socket.socket, length: int) -> bytes | None:
    parts = []
    while length:
        try:
            part = connection.recv(min(length, 1 << 20))
        except ConnectionResetError:
            return None
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _answer(store: EmbeddedStore, connection: socket.socket) -> None:
    """Answer one query on a connection; runs in a child of its own and does not come back."""
    request = _receive(connection)
    if request is None:
        return
    asked = json.loads(request)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, asked["seconds"])
    _limit_memory(asked["memory_bytes"])
    try:
        body = store.serialise(Query(asked["name"], asked["text"]), by_name(asked["format"]))
    except QueryFailed as error:
        _send(connection, _FAILED + str(error).encode())
        return
    if len(body) > asked["answer_bytes"]:
        _send(connection, _TOO_LARGE + str(len(body)).encode())
        return
    signal.setitimer(signal.ITIMER_REAL, 0)
    _send(connection, _OK + body)


def _limit_memory(beyond: int) -> None:
    pages = (
        int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) if Path("/proc/self/statm").exists() else 0
    )
    if pages:
        most = pages * resource.getpagesize() + beyond
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _serve(dataset: Path, address: str) -> None:
    store = EmbeddedStore.from_nquads(dataset)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are not waited for, and leave nothing behind
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen(64)
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while _starter_lives(listener):
            connection, _ = listener.accept()
            with connection:
                if os.fork() == 0:
                    listener.close()
                    _answer_and_exit(store, connection)


def _answer_and_exit(store: EmbeddedStore, connection: socket.socket) -> None:
    """Whatever happens in a child, it must not go on as a second copy of its parent."""
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, MemoryError):
            _answer(store, connection)
    finally:
        os._exit(0)


def _starter_lives(listener: socket.socket) -> bool:
    """Wait for a connection; False once whoever started this process has closed its end of standard input."""
    readable, _, _ = select.select([listener, sys.stdin], [], [])
    return sys.stdin not in readable


if __name__ == "__main__":
    _serve(Path(sys.argv[1]), sys.argv[2])
