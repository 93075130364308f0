"""A user's query under a deadline.

Nothing inside a process stops a running query of the engine, so each one runs in a process of its own: a child of a
process that has the data in memory already, made by fork in milliseconds. The child asks the kernel for a timer with
the default action, which ends it at the deadline whatever it is doing. That parent is started as a new program and
has a single thread, because forking a server that runs threads may copy a held lock.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from store.embedded import EmbeddedStore
from store.forking import Asking, ForkedProcess, QueryLimitReached, QueryLimits, serve
from store.graph_store import QueryFailed
from store.query_text import Query
from store.result_formats import ResultFormat, by_name

__all__ = ["ForkedQueries", "LimitedQueries", "QueryLimitReached", "QueryLimits", "QueryProcess"]


class LimitedQueries(Protocol):
    """Answers users' queries under limits."""

    @property
    def limits(self) -> QueryLimits:
        """The limits that every query has."""

    def serialise(self, query: Query, result_format: ResultFormat) -> bytes:
        """Answer a query, as GraphStore.serialise does; QueryLimitReached names the limit that was met."""


class QueryProcess:
    """The process that holds the data and answers each query in a child. Close it, or use it in `with`."""

    def __init__(self, dataset: Path, limits: QueryLimits) -> None:
        self._limits = limits
        self._folder = tempfile.TemporaryDirectory(prefix="batgraph-")
        address = str(Path(self._folder.name) / "query.socket")
        self._asking = Asking(address, limits)
        command = [sys.executable, "-m", "store.query_process", str(dataset), address]
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
        return self._asking.ask(_request(query, result_format))

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


class ForkedQueries:
    """As QueryProcess, for a process that has the data in memory already and no threads: it is forked, so that the data
    are in memory once."""

    def __init__(self, store: EmbeddedStore, limits: QueryLimits) -> None:
        self._process = ForkedProcess(_answers(store), limits)

    @property
    def limits(self) -> QueryLimits:
        """The limits that every query has."""
        return self._process.limits

    def serialise(self, query: Query, result_format: ResultFormat) -> bytes:
        """See QueryProcess."""
        return self._process.ask(_request(query, result_format))

    @property
    def alive(self) -> int:
        """See ForkedProcess."""
        return self._process.alive

    def revive(self, not_kept: Sequence[int] = ()) -> None:
        """See ForkedProcess."""
        self._process.revive(not_kept)

    def close(self) -> None:
        """End the process."""
        self._process.close()


def _request(query: Query, result_format: ResultFormat) -> Mapping[str, Any]:
    return {"name": query.name, "text": query.text, "format": result_format.name}


def _answers(store: EmbeddedStore) -> Callable[[Mapping[str, Any]], bytes]:
    return lambda asked: store.serialise(Query(asked["name"], asked["text"]), by_name(asked["format"]))


def _main(dataset: Path, address: str) -> None:
    store = EmbeddedStore.from_nquads(dataset)

    def ready() -> None:
        sys.stdout.write("ready\n")
        sys.stdout.flush()

    serve(_answers(store), address, sys.stdin, ready)


if __name__ == "__main__":
    _main(Path(sys.argv[1]), sys.argv[2])
