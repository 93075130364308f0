"""Answers kept as they were sent. The data of a service do not change while it runs, so an answer stays true."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

LARGEST: Final = 32_000_000
LARGEST_ANSWER: Final = 4_000_000
# What an answer takes beside its body: the key, the objects and their places. For small answers that is most.
BESIDE_BODY: Final = 1_000


@dataclass(frozen=True)
class Answer:
    """An answer as it is sent. `lasting`: asked again of the same data, it would be the same."""

    body: bytes
    status: int
    lasting: bool


class AnswerCache:
    """The answers most recently asked for, `size` bytes of memory at most."""

    def __init__(self, size: int = LARGEST) -> None:
        self._size = size
        self._held = 0
        self._kept: OrderedDict[str, Answer] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> Answer | None:
        """The answer that was kept under a key, which then counts as just asked for."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: str, answer: Answer) -> None:
        """Keep an answer if it lasts and is not too large; the ones asked for longest ago make room."""
        if not answer.lasting or len(answer.body) > LARGEST_ANSWER or _taken(answer) > self._size:
            return
        with self._lock:
            old = self._kept.pop(key, None)
            self._held += _taken(answer) - (_taken(old) if old else 0)
            self._kept[key] = answer
            while self._held > self._size:
                _, gone = self._kept.popitem(last=False)
                self._held -= _taken(gone)


def _taken(answer: Answer) -> int:
    return len(answer.body) + BESIDE_BODY
