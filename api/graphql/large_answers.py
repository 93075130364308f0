"""Large answers are made in another process, so that they do not hold up the small ones.

Python runs one thread at a time: a thread that writes an answer of megabytes takes that time from all requests of its
process. So a process begins every answer itself, and hands over what takes more than its share. The other process has
the same data by fork and answers each in a child of its own, which the kernel ends at the deadline.
"""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final

from anyio import CapacityLimiter

from api.graphql.answer_cache import Answer
from api.graphql.budget import SECONDS, Share, TooMuchHere
from api.graphql.cells import NULL
from api.graphql.execution import WrittenResult
from api.graphql.problems import GraphQLProblem, RequestRefused, formatted
from api.graphql.schema import AnalystSchema
from api.graphql.written import as_json
from store.forking import QueryLimitReached

RESPONSE_TYPE: Final = "application/graphql-response+json"
_REMEMBERED: Final = 1000
_AT_ONCE: Final = 4


@dataclass(frozen=True)
class Asked:
    """What a request asks, without what is of HTTP."""

    text: str
    variables: Mapping[str, Any]
    operation_name: str | None
    explain: bool
    media_type: str

    @cached_property
    def key(self) -> str:
        """The same for the same request."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def answer_request(schema: AnalystSchema, asked: Asked, share: Share | None = None) -> Answer:
    """Answer and write it down; errors are those of AnalystSchema.written."""
    result = schema.written(asked.text, dict(asked.variables), asked.operation_name, asked.explain, share)
    return written_answer(result, asked.media_type)


def written_answer(result: WrittenResult | RequestRefused, media_type: str) -> Answer:
    """A result as it is sent."""
    parts = []
    if result.errors:
        parts.append(f'"errors":{as_json([formatted(error) for error in result.errors])}')
    if isinstance(result, WrittenResult):
        parts.append(f'"data":{NULL if result.data is None else result.data}')
    if result.extensions:
        parts.append(f'"extensions":{as_json(result.extensions)}')
    # A legacy client takes anything but 200 for a fault of the transport.
    status = 400 if isinstance(result, RequestRefused) and media_type == RESPONSE_TYPE else 200
    return Answer(f"{{{','.join(parts)}}}".encode("utf-8", "replace"), status, lasting=not result.errors)


class LargeAnswers:
    """Hands over what is larger than a share. `ask` asks the other process; requests that were large are remembered."""

    def __init__(self, ask: Callable[[Mapping[str, Any]], bytes], share: Share | None = None) -> None:
        self._ask = ask
        self._share = share or Share()
        self._remembered: OrderedDict[str, None] = OrderedDict()
        self._lock = Lock()

    @cached_property
    def at_once(self) -> CapacityLimiter:
        """How many are made at once for this process; the others wait, and hold up nothing else."""
        return CapacityLimiter(_AT_ONCE)

    def begin(self, schema: AnalystSchema, asked: Asked) -> Answer | None:
        """Answer here, or None if that is too much. OperationNotAllowed as the schema says."""
        if asked.key not in self._remembered:
            try:
                return answer_request(schema, asked, self._share)
            except TooMuchHere:
                self._remember(asked.key)
        return None

    def hand_over(self, asked: Asked) -> Answer:
        """Have it answered elsewhere."""
        try:
            return _read(self._ask(asdict(asked)))
        except QueryLimitReached as reached:
            hint = "Ask for less at once: fewer levels of lists, smaller pages, or a narrower `where`."
            message = f"The answer would take longer than {SECONDS:g} seconds, or too much memory: {reached}."
            refused = WrittenResult(None, [GraphQLProblem("time", message, hint)], {})
            return written_answer(refused, asked.media_type)

    def _remember(self, key: str) -> None:
        with self._lock:
            self._remembered[key] = None
            if len(self._remembered) > _REMEMBERED:
                self._remembered.popitem(last=False)


def answers_large(schema: AnalystSchema) -> Callable[[Mapping[str, Any]], bytes]:
    """What the other process does: a request in, an answer with its status and whether it lasts out."""

    def answer(request: Mapping[str, Any]) -> bytes:
        asked = Asked(**{name: request[name] for name in Asked.__dataclass_fields__})
        made = answer_request(schema, asked)
        return f"{made.status} {int(made.lasting)}\n".encode() + made.body

    return answer


def _read(answer: bytes) -> Answer:
    head, _, body = answer.partition(b"\n")
    status, lasting = head.split()
    return Answer(body, int(status), lasting == b"1")
