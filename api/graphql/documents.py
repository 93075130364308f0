"""Queries that were parsed and found valid before are not parsed and validated again."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final

from graphql import DocumentNode, GraphQLError, GraphQLSchema, GraphQLSyntaxError, parse, validate

from api.graphql.guards import MOST_TOKENS, check_document
from api.graphql.input_guards import check_literals

_KEPT: Final = 256
_LONGEST: Final = 20_000
# Of the faults of one text. Looking for what may have been meant takes time for each.
_MOST_FAULTS: Final = 20


@dataclass(frozen=True)
class Read:
    """A document, and what is wrong with it; no document if the text is none."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]


class Documents:
    """Reads query texts for one schema. Safe to use from several threads."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self._schema = schema
        self._lock = Lock()
        self._kept: OrderedDict[str, Read] = OrderedDict()

    def read(self, text: str) -> Read:
        """Parse a text, hold it to the limits and validate it."""
        with self._lock:
            kept = self._kept.get(text)
            if kept is not None:
                self._kept.move_to_end(text)
                return kept
        read = self._read(text)
        if not read.errors and len(text) <= _LONGEST:
            with self._lock:
                self._kept[text] = read
                if len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return read

    def _read(self, text: str) -> Read:
        try:
            document = parse(text, max_tokens=MOST_TOKENS)
        except GraphQLSyntaxError as error:
            return Read(None, (error,))
        over = check_document(document) or check_literals(document)
        return Read(document, tuple(over or validate(self._schema, document, max_errors=_MOST_FAULTS)))
