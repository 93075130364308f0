"""Serve the current graph and say where; a graph that is built meanwhile takes its place, without a request lost."""

import contextlib
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from api.service.address import ServiceFailed, listen
from api.settings import Settings
from store.snapshot import Snapshot, SnapshotFolder, SnapshotMissing

_LOOKS_EVERY = 1.0


class _Ended(BaseException):
    """The service is to end."""


class Generation:
    """The processes that serve one state of the data; see api.service.generation."""

    def __init__(self, snapshot: Snapshot, settings: Settings, listener: socket.socket, workers: int) -> None:
        self.data_version = snapshot.data_version
        arguments = [settings.model_dump_json(), str(snapshot.dataset.parent), str(listener.fileno()), str(workers)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "api.service.generation", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            pass_fds=[listener.fileno()],
        )

    def wait_until_ready(self) -> None:
        """Return when requests are answered; ServiceFailed if they will not be."""
        assert self._process.stdout is not None
        if not self._process.stdout.readline():
            raise ServiceFailed(f"the graph {self.data_version} could not be served; the reason stands above")

    @property
    def has_ended(self) -> bool:
        """Whether the processes have ended, unasked."""
        return self._process.poll() is not None

    def end(self) -> None:
        """Begin no more requests; those that have begun are finished."""
        assert self._process.stdin is not None
        self._process.stdin.close()

    def close(self) -> None:
        """End, and wait for the end."""
        self.end()
        self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()


def run(folder: SnapshotFolder, settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until interrupted; PortTaken if the address cannot be had, SnapshotMissing without a graph.

    Whenever another graph becomes the current one, processes with that graph take over.
    """
    snapshot = folder.current()
    with listen(host, port) as listener, contextlib.suppress(_Ended), _ending():
        serving = Generation(snapshot, settings, listener, workers)
        try:
            serving.wait_until_ready()
            _say(f"http://{host}:{listener.getsockname()[1]}", workers)
            while not serving.has_ended:
                # Interrupts end the wait.
                select.select([], [], [], _LOOKS_EVERY)
                serving = _follow(serving, folder, settings, listener, workers)
            raise ServiceFailed("the processes that serve the graph have ended")
        finally:
            serving.close()


def _follow(
    serving: Generation, folder: SnapshotFolder, settings: Settings, listener: socket.socket, workers: int
) -> Generation:
    """What serves from now on: the same, or a new generation if there is a new graph that can be served."""
    try:
        snapshot = folder.current()
    except (SnapshotMissing, OSError, ValueError):
        # It is being written, or was taken away: what is in memory serves on.
        return serving
    if snapshot.data_version == serving.data_version:
        return serving
    fresh = Generation(snapshot, settings, listener, workers)
    try:
        fresh.wait_until_ready()
    except ServiceFailed as error:
        sys.stderr.write(f"batgraph: {error}; the graph before it is served on.\n")
        fresh.close()
        serving.data_version = snapshot.data_version
        return serving
    except _Ended:
        fresh.close()
        raise
    serving.close()
    sys.stderr.write(f"batgraph now serves the graph {snapshot.data_version}.\n")
    sys.stderr.flush()
    return fresh


@contextmanager
def _ending() -> Iterator[None]:
    """Ctrl-C and a request to terminate raise _Ended, once."""

    def end(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise _Ended

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _say(address: str, workers: int) -> None:
    several = f" by {workers} workers" if workers > 1 else ""
    sys.stderr.write(
        f"batgraph is served at {address}/{several}\n"
        f"  GraphQL   {address}/graphql\n"
        f"  SPARQL    {address}/sparql\n"
        f"  examples  {address}/examples\n"
        "Ctrl-C ends it. A graph that is built meanwhile is served as soon as it is ready.\n"
    )
    sys.stderr.flush()
