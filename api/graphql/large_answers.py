"""Large answers are made in another process, so that they do not hold up the small ones.

Python runs one thread at a time: a thread that writes an answer of megabytes takes that time from all requests of its
process, and nothing ends it. So a process begins only what is small by its looks, and hands over what takes more than
its share. The other process has the same data by fork and answers each in a child of its own, which the kernel ends at
the deadline, or when the client has gone.
"""

import hashlib
import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final, Protocol

from anyio import CapacityLimiter, Semaphore, fail_after, to_thread

from api.graphql.answer_cache import Answer
from api.graphql.budget import SECONDS, Share, TooMuchHere
from api.graphql.cells import NULL
from api.graphql.execution import WrittenResult
from api.graphql.guards import OVER_ALL_DOCUMENTS, OVER_THE_GRAPH
from api.graphql.problems import GraphQLProblem, RequestRefused, formatted, problem
from api.graphql.schema import AnalystSchema, OperationNotAllowed
from api.graphql.written import as_json
from shapes.trilingual import Language
from store.forking import AnsweringBroke, Hold, QueryLimitReached

RESPONSE_TYPE: Final = "application/graphql-response+json"
_REMEMBERED: Final = 1000
_AT_ONCE: Final = 4
# What a process reads itself: to parse, to validate and to take in values takes time before anything is asked.
_LONG_TEXT: Final = 2_000
# Who has taken so long once waits with the likes of it.
_SLOW_SECONDS: Final = 1.0
_NOT_ALLOWED: Final = 405
_NAME: Final = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")


@dataclass(frozen=True)
class Asked:
    """What a request asks, without what is of HTTP."""

    text: str
    variables: Mapping[str, Any]
    operation_name: str | None
    explain: bool
    media_type: str
    language: Language = "en"
    """Of errors. Data do not depend on it."""

    @cached_property
    def key(self) -> str:
        """The same for the same question, whatever the language of errors."""
        asked = {**asdict(self), "language": None}
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    @cached_property
    def names(self) -> frozenset[str]:
        """Every name in the text: a field cannot be selected without its name standing there."""
        return frozenset(_NAME.findall(self.text))

    @property
    def has_long_text(self) -> bool:
        """Whether the text takes long to read."""
        return len(self.text) > _LONG_TEXT

    @cached_property
    def has_long_values(self) -> bool:
        """Whether the values of the variables take long to read."""
        return bool(self.variables) and len(json.dumps(self.variables)) > _LONG_TEXT


class Remembered:
    """The keys noted last. Several threads may ask."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, None] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: Hashable) -> bool:
        return key in self._kept

    def note(self, key: Hashable) -> None:
        """Remember a key; the one noted first makes room."""
        with self._lock:
            self._kept[key] = None
            if len(self._kept) > _REMEMBERED:
                self._kept.popitem(last=False)


class Asks(Protocol):
    """Asks the other process, as ForkedProcess.ask does."""

    def __call__(self, request: Mapping[str, Any], seconds: float | None, hold: Hold | None) -> bytes: ...


def answer_request(schema: AnalystSchema, asked: Asked, share: Share | None = None) -> Answer:
    """Answer and write it down; errors are those of AnalystSchema.written."""
    result = schema.written(asked.text, dict(asked.variables), asked.operation_name, asked.explain, share)
    return written_answer(result, asked.media_type, asked.language, schema.data_version)


def written_answer(
    result: WrittenResult | RequestRefused, media_type: str, language: Language, data_version: str
) -> Answer:
    """A result as it is sent, its errors in a language; whatever it is, it says of which data it is."""
    parts = []
    if result.errors:
        parts.append(f'"errors":{as_json([formatted(error, language) for error in result.errors])}')
    if isinstance(result, WrittenResult):
        parts.append(f'"data":{NULL if result.data is None else result.data}')
    parts.append(f'"extensions":{as_json({"dataVersion": data_version, **(result.extensions or {})})}')
    # A legacy client takes anything but 200 for a fault of the transport.
    status = 400 if isinstance(result, RequestRefused) and media_type == RESPONSE_TYPE else 200
    return Answer(f"{{{','.join(parts)}}}".encode("utf-8", "replace"), status, lasting=not result.errors)


class LargeAnswers:
    """Answers what is small and hands over what is not.

    `ask` asks the other process; what was large, slow or quick is remembered.
    """

    def __init__(self, schema: AnalystSchema, ask: Asks, seconds: float = SECONDS, share: Share | None = None) -> None:
        self._schema = schema
        self._ask = ask
        self._seconds = seconds
        self._share = share or Share()
        self._large = Remembered()
        self._slow = Remembered()
        self._quick_texts = Remembered()

    @cached_property
    def _lanes(self) -> Mapping[bool, Semaphore]:
        """How many are made at once for this process, of those known to be slow and of all others: these do not wait
        for those."""
        return {slow: Semaphore(_AT_ONCE) for slow in (False, True)}

    @cached_property
    def _threads(self) -> CapacityLimiter:
        return CapacityLimiter(2 * _AT_ONCE)

    def begin(self, asked: Asked) -> Answer | None:
        """Answer here, or None if that is too much. OperationNotAllowed as the schema says."""
        if self._begins_here(asked):
            try:
                return answer_request(self._schema, asked, self._share)
            except TooMuchHere:
                self._large.note(asked.key)
        return None

    def _begins_here(self, asked: Asked) -> bool:
        """Whether it is small by its looks: no analysis over the graph, and nothing long to read."""
        if asked.has_long_values or (asked.has_long_text and asked.text not in self._quick_texts):
            return False
        return OVER_THE_GRAPH.isdisjoint(asked.names) and asked.key not in self._large

    async def hand_over(self, asked: Asked, hold: Hold) -> Answer:
        """Have it answered elsewhere, within the time that one request has.

        GivenUp if `hold` was let go of, OperationNotAllowed as the schema says.
        """
        started = time.monotonic()
        lane = self._lanes[not OVER_ALL_DOCUMENTS.isdisjoint(asked.names) or asked.key in self._slow]
        try:
            with fail_after(self._seconds):
                await lane.acquire()
        except TimeoutError:
            return self._refused(asked, problem("busy", seconds=f"{self._seconds:g}"))
        try:
            left = self._seconds - (time.monotonic() - started)
            return await to_thread.run_sync(self.ask, asked, left, hold, limiter=self._threads)
        finally:
            lane.release()

    def ask(self, asked: Asked, seconds: float | None = None, hold: Hold | None = None) -> Answer:
        """Have it answered elsewhere, now."""
        started = time.monotonic()
        try:
            answer, processor = _read(self._ask(asdict(asked), seconds, hold))
        except QueryLimitReached as reached:
            self._slow.note(asked.key)
            return self._refused(asked, _limit_reached(reached, self._seconds))
        except AnsweringBroke:
            return self._refused(asked, problem("internal", "internal_request", "internal_hint"))
        if time.monotonic() - started > _SLOW_SECONDS:
            self._slow.note(asked.key)
        elif asked.has_long_text and answer.lasting and processor <= self._share.seconds:
            self._quick_texts.note(asked.text)
        return answer

    def _refused(self, asked: Asked, refused: GraphQLProblem) -> Answer:
        result = WrittenResult(None, [refused], {})
        return written_answer(result, asked.media_type, asked.language, self._schema.data_version)


def _limit_reached(reached: QueryLimitReached, seconds: float) -> GraphQLProblem:
    return problem(reached.limit, reached.limit, "narrower", seconds=f"{seconds:g}")


def answers_large(schema: AnalystSchema) -> Callable[[Mapping[str, Any]], bytes]:
    """What the other process does: a request in; out an answer with its status, whether it lasts, and what it took."""

    def answer(request: Mapping[str, Any]) -> bytes:
        started = time.process_time()
        asked = Asked(**{name: request[name] for name in Asked.__dataclass_fields__})
        try:
            made = answer_request(schema, asked)
        except OperationNotAllowed as error:
            made = Answer(str(error).encode(), _NOT_ALLOWED, lasting=False)
        return f"{made.status} {int(made.lasting)} {time.process_time() - started}\n".encode() + made.body

    return answer


def _read(answer: bytes) -> tuple[Answer, float]:
    head, _, body = answer.partition(b"\n")
    status, lasting, seconds = head.split()
    if int(status) == _NOT_ALLOWED:
        raise OperationNotAllowed(body.decode())
    return Answer(body, int(status), lasting == b"1"), float(seconds)
