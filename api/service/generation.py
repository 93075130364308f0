"""The processes that serve one state of the data.

    python -m api.service.generation <settings as JSON> <snapshot folder> <descriptor of the listening socket> <workers>

This process reads the graph and prepares it, and then forks: the workers, which answer requests, and two processes that
answer users' SPARQL and large GraphQL answers, each in a child of its own. What it read is in memory once for all of
them. It serves until its standard input is closed; then requests that have begun are finished.
"""

import asyncio
import contextlib
import gc
import os
import select
import signal
import socket
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from api.graphql.http_endpoint import GraphQLEndpoint
from api.graphql.large_answers import LargeAnswers, answers_large
from api.graphql.schema import AnalystSchema
from api.service.application import Service, make_application
from api.settings import Settings
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.children import free_memory
from store.forking import ForkedProcess, QueryLimits
from store.query_process import ForkedQueries
from store.snapshot import Snapshot, open_snapshot

READY: Final = b"ready\n"
_LARGEST_ANSWER: Final = 200_000_000
_TO_FINISH: Final = 30
# How long a connection that was accepted has to send its question once no more are accepted.
_TO_ASK: Final = 1.0
_SHORT_LIFE: Final = 2.0
_MOST_SHORT_LIVES: Final = 5


@dataclass(frozen=True)
class Prepared:
    """A state of the data in memory, and the processes that share it."""

    application: Starlette
    queries: ForkedQueries
    large: ForkedProcess

    def revive(self, not_kept: Sequence[int]) -> None:
        """Start a process again that has ended unasked; see ForkedProcess."""
        self.large.revive([*not_kept, self.queries.alive])
        self.queries.revive([*not_kept, self.large.alive])

    def close(self) -> None:
        """End the processes."""
        self.large.close()
        self.queries.close()


def prepare(snapshot: Snapshot, settings: Settings) -> Prepared:
    """Read a snapshot and prepare it, in a process that has no threads yet."""
    store = snapshot.open()
    factors = settings.data / "ecm"
    seconds = settings.graphql_seconds
    schema = AnalystSchema(load_shapes(["model"]), load_ontology(), store, snapshot.data_version, factors, seconds)
    schema.prepare()
    settle()
    memory = settings.memory_bytes, _memory_of_each(settings)
    queries = ForkedQueries(store, QueryLimits(settings.query_seconds, settings.answer_bytes, *memory))
    large = ForkedProcess(answers_large(schema), QueryLimits(seconds, _LARGEST_ANSWER, *memory))
    endpoint = GraphQLEndpoint(schema, large=LargeAnswers(schema, large.ask, seconds))
    graphql = Route("/graphql", endpoint.answer, methods=["GET", "POST", "OPTIONS"])
    service = Service(store, queries, snapshot.data_version, lambda: schema.search_index)
    application = make_application(service, [graphql])
    return Prepared(application, queries, large)


def _memory_of_each(settings: Settings) -> int | None:
    """What all that is made at once may use, for each of the two processes that have it made."""
    free = free_memory()
    together = settings.all_memory_bytes or (None if free is None else free // 2)
    return None if together is None else together // 2


def settle() -> None:
    """Take what has been read out of the garbage collector's rounds: it stays, and is shared as long as untouched."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


async def _serve(application: Starlette, listener: socket.socket, parent: int) -> None:
    """Answer requests until the process that this one was forked from closes its end of a pipe."""
    config = uvicorn.Config(application, log_level="warning", timeout_graceful_shutdown=_TO_FINISH)
    server = uvicorn.Server(config)

    def end() -> None:
        loop = asyncio.get_running_loop()
        loop.remove_reader(parent)
        # Whoever has connected is answered. So no connection is accepted while the server closes, which would lose it,
        # nor closed that has not asked yet.
        for each in (listening for server_ in server.servers for listening in server_.sockets):
            loop.remove_reader(each.fileno())
        loop.call_later(_TO_ASK, setattr, server, "should_exit", True)

    asyncio.get_running_loop().add_reader(parent, end)
    await server.serve(sockets=[listener])


class Workers:
    """Forked processes that answer requests; one that ends unasked is replaced.

    They live as long as `alive` is held open by whoever started them, and by nobody else.
    """

    def __init__(self, application: Starlette, listener: socket.socket, number: int) -> None:
        self._application = application
        self._listener = listener
        self._parent, self.alive = os.pipe()
        self._started: dict[int, float] = {}
        self._short_lives = 0
        for _ in range(number):
            self._start()

    def _start(self) -> None:
        process = os.fork()
        if process:
            self._started[process] = time.monotonic()
            return
        try:
            os.close(self.alive)
            # Interrupts from the keyboard reach all processes: the one that was started first ends the others.
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            asyncio.run(_serve(self._application, self._listener, self._parent))
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(0)

    def replace_ended(self) -> bool:
        """Start a worker for each that has ended; False if they end as soon as they start."""
        for process in self._ended():
            lived = time.monotonic() - self._started.pop(process)
            self._short_lives = self._short_lives + 1 if lived < _SHORT_LIFE else 0
            if self._short_lives >= _MOST_SHORT_LIVES:
                return False
            self._start()
        return True

    def _ended(self) -> list[int]:
        return [process for process in self._started if os.waitpid(process, os.WNOHANG)[0] == process]

    def close(self) -> None:
        """End the workers once they have finished what they have begun, or half a minute later."""
        os.close(self.alive)
        deadline = time.monotonic() + _TO_FINISH + 5
        while self._started and time.monotonic() < deadline:
            for process in self._ended():
                del self._started[process]
            select.select([], [], [], 0.05)
        for process in self._started:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)


def main(settings: Settings, snapshot: Snapshot, listener: socket.socket, number: int) -> int:
    """Serve until standard input is closed; 1 if workers cannot stay alive."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    prepared = prepare(snapshot, settings)
    workers = Workers(prepared.application, listener, number)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    alive = True
    while alive and not select.select([sys.stdin], [], [], 0.5)[0]:
        prepared.revive([workers.alive])
        alive = workers.replace_ended()
    workers.close()
    prepared.close()
    return 0 if alive else 1


if __name__ == "__main__":
    given = Settings.model_validate_json(sys.argv[1])
    with socket.socket(fileno=int(sys.argv[3])) as inherited:
        sys.exit(main(given, open_snapshot(Path(sys.argv[2])), inherited, int(sys.argv[4])))
