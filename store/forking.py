"""Answering each request in a child of its own, made by fork, under a deadline and a limit of memory.

Nothing inside a process stops a running query of the engine. A child asks the kernel for a timer with the default
action, which ends it at the deadline whatever it is doing, and what it used is free again.
"""

import contextlib
import json
import os
import resource
import select
import signal
import socket
import struct
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from store.graph_store import QueryFailed

_LENGTH = struct.Struct("!Q")
_OK, _FAILED, _TOO_LARGE, _BROKE = b"A", b"F", b"L", b"B"

# Where processors are short, whoever answers small requests goes first.
_GIVES_WAY = 2

Answering = Callable[[Mapping[str, Any]], bytes]


class AnsweringBroke(Exception):
    """A fault of ours in the process that answers; what it was stands on its standard error."""


class QueryLimitReached(Exception):
    """A query that met an announced limit. It is an error and has no answer, not even a shorter one."""


@dataclass(frozen=True)
class QueryLimits:
    """Seconds of wall time, bytes of the serialised answer, and bytes of memory beyond the data."""

    seconds: float = 20.0
    answer_bytes: int = 50_000_000
    memory_bytes: int = 2_000_000_000


@dataclass(frozen=True)
class Asking:
    """Asks a process that serves at an address. Several threads and processes may."""

    address: str
    limits: QueryLimits

    def ask(self, request: Mapping[str, Any]) -> bytes:
        """Answer a request; QueryFailed if it cannot be answered, QueryLimitReached names the limit that was met.

        AnsweringBroke for a fault of ours.
        """
        limits = self.limits
        limited = {"seconds": limits.seconds, "answer_bytes": limits.answer_bytes, "memory_bytes": limits.memory_bytes}
        started = time.monotonic()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(self.address)
            _send(connection, json.dumps({**request, **limited}).encode())
            answer = _receive(connection)
        if answer is None:
            raise self._ended_early(time.monotonic() - started)
        kind, body = answer[:1], answer[1:]
        if kind == _FAILED:
            raise QueryFailed(body.decode())
        if kind == _BROKE:
            raise AnsweringBroke("the process that answers met a fault of its own")
        if kind == _TOO_LARGE:
            raise QueryLimitReached(
                f"the answer has {body.decode()} bytes; at most {limits.answer_bytes} are sent: "
                "ask for fewer columns or add a LIMIT"
            )
        return body

    def _ended_early(self, seconds: float) -> QueryLimitReached:
        if seconds >= self.limits.seconds * 0.95:
            return QueryLimitReached(
                f"the query ran for the {self.limits.seconds:g} seconds it may take: "
                "narrow it, or start it from the pattern with the fewest matches"
            )
        return QueryLimitReached(
            f"the query needed more than the {self.limits.memory_bytes} bytes of memory it may use"
        )


class ForkedProcess:
    """A process forked from this one, which may have no threads. It ends with this process, or when it is closed."""

    def __init__(self, answer: Answering, limits: QueryLimits) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="batgraph-")
        self._asking = Asking(str(Path(self._folder.name) / "query.socket"), limits)
        alive, self._alive = os.pipe()
        ready, is_ready = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            try:
                os.close(self._alive)
                os.close(ready)
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                with os.fdopen(alive) as starter:
                    serve(answer, self._asking.address, starter, lambda: os.close(is_ready))
            finally:
                os._exit(0)
        os.close(alive)
        os.close(is_ready)
        # Nothing is written: the end comes when the address can be connected to, or the process has failed.
        os.read(ready, 1)
        os.close(ready)

    @property
    def limits(self) -> QueryLimits:
        """The limits that every request has."""
        return self._asking.limits

    def ask(self, request: Mapping[str, Any]) -> bytes:
        """See Asking."""
        return self._asking.ask(request)

    def close(self) -> None:
        """End the process. Requests that are being answered end with it or at their deadline."""
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        os.close(self._alive)
        self._folder.cleanup()


def serve(answer: Answering, address: str, starter: IO[str], ready: Callable[[], None]) -> None:
    """Answer at an address until `starter`, which whoever started this process holds the other end of, is closed.

    The process must have a single thread, because forking one that runs threads may copy a held lock.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # children are not waited for, and leave nothing behind
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen(64)
        ready()
        while _starter_lives(listener, starter):
            connection, _ = listener.accept()
            with connection:
                if os.fork() == 0:
                    listener.close()
                    _answer_and_exit(answer, connection)


def _starter_lives(listener: socket.socket, starter: IO[str]) -> bool:
    """Wait for a connection; False once the starter is gone."""
    readable, _, _ = select.select([listener.fileno(), starter.fileno()], [], [])
    return starter.fileno() not in readable


def _answer_and_exit(answer: Answering, connection: socket.socket) -> None:
    """Whatever happens in a child, it must not go on as a second copy of its parent."""
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError, MemoryError):
            _answer(answer, connection)
    finally:
        os._exit(0)


def _answer(answer: Answering, connection: socket.socket) -> None:
    request = _receive(connection)
    if request is None:
        return
    asked = json.loads(request)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, asked["seconds"])
    os.nice(_GIVES_WAY)
    _limit_memory(asked["memory_bytes"])
    try:
        body = answer(asked)
    except QueryFailed as error:
        _send(connection, _FAILED + str(error).encode())
        return
    except MemoryError:
        raise
    except Exception:
        traceback.print_exc()
        _send(connection, _BROKE)
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
