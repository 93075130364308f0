"""Answering each request in a child of its own, made by fork, under a deadline and a limit of memory.

Nothing inside a process stops a running query of the engine. A child asks the kernel for a timer with the default
action, which ends it at the deadline whatever it is doing, and what it used is free again.
"""

import contextlib
import fcntl
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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import IO, Any, Literal

from store.children import Children, address_space
from store.graph_store import QueryFailed

_LENGTH = struct.Struct("!Q")
_OK, _FAILED, _TOO_LARGE, _BROKE = b"A", b"F", b"L", b"B"

# Where processors are short, whoever answers small requests goes first.
_GIVES_WAY = 2
# How often the children are looked at while there are any.
_LOOKS_EVERY = 0.1
# How much later than its deadline an answer is waited for: the kernel ends whoever makes it.
_WAITED = 5.0

Answering = Callable[[Mapping[str, Any]], bytes]


class AnsweringBroke(Exception):
    """A fault of ours in the process that answers; what it was stands on its standard error."""


class QueryLimitReached(Exception):
    """A query that met an announced limit. It is an error and has no answer, not even a shorter one."""

    def __init__(self, limit: Literal["time", "memory", "answer-size"], said: str) -> None:
        super().__init__(said)
        self.limit = limit


class GivenUp(Exception):
    """Whoever asked wants no answer any more."""


class Hold:
    """What lets go of a request while its answer is waited for: the process that makes it ends at once."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._connection: socket.socket | None = None
        self.given_up = False

    def on(self, connection: socket.socket | None) -> None:
        """Begin to hold a connection, or with None end; GivenUp if it was let go of before."""
        with self._lock:
            self._connection = connection
            if self.given_up and connection is not None:
                raise GivenUp

    def give_up(self) -> None:
        """Let go. Whoever waits for the answer gets GivenUp."""
        with self._lock:
            self.given_up = True
            if self._connection is not None:
                with contextlib.suppress(OSError):
                    self._connection.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class QueryLimits:
    """Seconds of wall time, bytes of the serialised answer, and bytes of memory beyond the data: of one answer, and of
    all that are made at once (None: no limit on these)."""

    seconds: float = 20.0
    answer_bytes: int = 50_000_000
    memory_bytes: int = 2_000_000_000
    together_bytes: int | None = None


@dataclass(frozen=True)
class Asking:
    """Asks a process that serves at an address. Several threads and processes may."""

    address: str
    limits: QueryLimits

    def ask(self, request: Mapping[str, Any], seconds: float | None = None, hold: Hold | None = None) -> bytes:
        """Answer a request; QueryFailed if it cannot be answered, QueryLimitReached names the limit that was met.

        `seconds` is what is left of the time, if less than all. AnsweringBroke for a fault of ours, GivenUp if `hold`
        was let go of.
        """
        limits = self.limits
        left = limits.seconds if seconds is None else min(seconds, limits.seconds)
        limited = {"seconds": left, "answer_bytes": limits.answer_bytes, "memory_bytes": limits.memory_bytes}
        held = hold or Hold()
        started = time.monotonic()
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.settimeout(left + _WAITED)
            held.on(connection)
            try:
                connection.connect(self.address)
                _send(connection, json.dumps({**request, **limited}).encode())
                answer = _receive(connection)
            except TimeoutError:
                answer = None
            except OSError:
                if not held.given_up:
                    raise
                answer = None
            finally:
                held.on(None)
        if held.given_up:
            raise GivenUp
        if answer is None:
            raise self._ended_early(time.monotonic() - started, left)
        kind, body = answer[:1], answer[1:]
        if kind == _FAILED:
            raise QueryFailed(body.decode())
        if kind == _BROKE:
            raise AnsweringBroke("the process that answers met a fault of its own")
        if kind == _TOO_LARGE:
            raise QueryLimitReached(
                "answer-size",
                f"the answer has {body.decode()} bytes; at most {limits.answer_bytes} are sent: "
                "ask for fewer columns or add a LIMIT",
            )
        return body

    def _ended_early(self, seconds: float, left: float) -> QueryLimitReached:
        if seconds >= left * 0.95:
            return QueryLimitReached(
                "time",
                f"the query ran for the {self.limits.seconds:g} seconds it may take: "
                "narrow it, or start it from the pattern with the fewest matches",
            )
        return QueryLimitReached(
            "memory", f"the query needed more than the {self.limits.memory_bytes} bytes of memory it may use"
        )


class ForkedProcess:
    """A process forked from this one, which may have no threads. It ends with this process, or when it is closed.

    `alive` is the descriptor whose last holder it ends with: no process that outlives this one may keep it.
    """

    def __init__(self, answer: Answering, limits: QueryLimits) -> None:
        self._answer = answer
        self._folder = tempfile.TemporaryDirectory(prefix="batgraph-")
        self._asking = Asking(str(Path(self._folder.name) / "query.socket"), limits)
        alive, self.alive = os.pipe()
        self._starter = os.fdopen(alive)
        self._process = self._forked(())

    def _forked(self, not_kept: Sequence[int]) -> int:
        ready, is_ready = os.pipe()
        process = os.fork()
        if process == 0:
            try:
                for descriptor in (self.alive, ready, *not_kept):
                    os.close(descriptor)
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                children = Children(self.limits.together_bytes)
                serve(self._answer, self._asking.address, self._starter, lambda: os.close(is_ready), children)
            finally:
                os._exit(0)
        os.close(is_ready)
        # Nothing is written: the end comes when the address can be connected to, or the process has failed.
        os.read(ready, 1)
        os.close(ready)
        return process

    def revive(self, not_kept: Sequence[int] = ()) -> None:
        """Fork anew if the process has ended unasked (the kernel may choose it where memory is short).

        It answers at the same address. `not_kept` are descriptors of this process that the new one must not hold.
        """
        if os.waitpid(self._process, os.WNOHANG)[0] == self._process:
            Path(self._asking.address).unlink(missing_ok=True)
            self._process = self._forked(not_kept)

    @property
    def limits(self) -> QueryLimits:
        """The limits that every request has."""
        return self._asking.limits

    def ask(self, request: Mapping[str, Any], seconds: float | None = None, hold: Hold | None = None) -> bytes:
        """See Asking."""
        return self._asking.ask(request, seconds, hold)

    def close(self) -> None:
        """End the process. Requests that are being answered end with it or at their deadline."""
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        os.close(self.alive)
        self._starter.close()
        self._folder.cleanup()


def serve(
    answer: Answering, address: str, starter: IO[str], ready: Callable[[], None], children: Children | None = None
) -> None:
    """Answer at an address until `starter`, which whoever started this process holds the other end of, is closed.

    The process must have a single thread, because forking one that runs threads may copy a held lock.
    """
    children = children if children is not None else Children(None)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # children are waited for
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        listener.bind(address)
        listener.listen(64)
        ready()
        while _starter_lives(listener, starter, children):
            connection, _ = listener.accept()
            with connection:
                if _is_child(children):
                    listener.close()
                    _answer_and_exit(answer, connection)


def _is_child(children: Children) -> bool:
    """Fork. Where memory is too short for that, one request goes unanswered, and the process lives on."""
    try:
        process = os.fork()
    except OSError:
        traceback.print_exc()
        return False
    if process:
        children.began(process)
    return process == 0


def _starter_lives(listener: socket.socket, starter: IO[str], children: Children) -> bool:
    """Wait for a connection, and look after the children meanwhile; False once the starter is gone."""
    readable: list[int] = []
    while not readable:
        children.look()
        waits = _LOOKS_EVERY if len(children) else None
        readable, _, _ = select.select([listener.fileno(), starter.fileno()], [], [], waits)
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
    _end_with(connection)
    os.nice(_GIVES_WAY)
    _limit_memory(asked["memory_bytes"])
    made = _made(answer, asked)
    # From here on the other side reads, which the kernel would take for a sign too.
    fcntl.fcntl(connection, fcntl.F_SETFL, fcntl.fcntl(connection, fcntl.F_GETFL) & ~os.O_ASYNC)
    signal.setitimer(signal.ITIMER_REAL, 0)
    _send(connection, made)


def _made(answer: Answering, asked: Mapping[str, Any]) -> bytes:
    """The answer as it is sent, or why there is none."""
    try:
        body = answer(asked)
    except QueryFailed as error:
        return _FAILED + str(error).encode()
    except MemoryError:
        raise
    except Exception:
        traceback.print_exc()
        return _BROKE
    return _TOO_LARGE + str(len(body)).encode() if len(body) > asked["answer_bytes"] else _OK + body


def _end_with(connection: socket.socket) -> None:
    """Have the kernel end this process when the other side closes the connection: nobody waits for the answer then.

    Until the answer is sent, nothing else happens on the connection that the kernel would signal. Where SIGIO does not
    end a process, the deadline does.
    """
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(connection, fcntl.F_SETFL, fcntl.fcntl(connection, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([connection], [], [], 0)[0]:
        os._exit(0)  # it was closed before the kernel was asked


def _limit_memory(beyond: int) -> None:
    size = address_space()
    if size:
        resource.setrlimit(resource.RLIMIT_AS, (size + beyond, size + beyond))


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
