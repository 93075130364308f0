"""Queries that are kept under the hash of their text, so that a client need not send the text again."""

import hashlib
from collections import OrderedDict
from threading import Lock
from typing import Any, Final

from api.graphql.problems import GraphQLProblem, problem
from api.service.words import problem_words
from shapes.trilingual import Trilingual

MOST_QUERIES: Final = 1000
_LONGEST: Final = 20_000


class PersistedQueries:
    """The queries most recently asked for; a process keeps its own. Automatic, as clients know it: hash first, then
    once the hash and the text together."""

    def __init__(self, most: int = MOST_QUERIES) -> None:
        self._most = most
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def text(self, query: str | None, extensions: dict[str, Any]) -> str | None:
        """The text that a request means: its own, or the one kept under the hash in its extensions.

        GraphQLProblem if the hash is not known (the client then sends the text too) or not that of the text.
        """
        named = extensions.get("persistedQuery")
        if named is None:
            return query
        asked = named.get("sha256Hash") if isinstance(named, dict) else None
        if not isinstance(asked, str):
            raise problem("bad-persisted-query", "persisted_no_hash")
        if query is None:
            return self._known(asked)
        if hashlib.sha256(query.encode("utf-8", "surrogatepass")).hexdigest() != asked.lower():
            raise problem("bad-persisted-query", "persisted_other_hash")
        if len(query) <= _LONGEST:
            self._keep(asked.lower(), query)
        return query

    def _known(self, asked: str) -> str:
        with self._lock:
            found = self._kept.get(asked.lower())
            if found is None:
                # Clients know the message by heart.
                said, hint = Trilingual.same("PersistedQueryNotFound"), problem_words("persisted_not_found_hint")
                raise GraphQLProblem("persisted-query-not-found", said, hint)
            self._kept.move_to_end(asked.lower())
            return found

    def _keep(self, hash_: str, query: str) -> None:
        with self._lock:
            self._kept[hash_] = query
            self._kept.move_to_end(hash_)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
