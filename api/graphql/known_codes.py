"""Codes in conditions: one that no code list has would match nothing, and an empty list would look like an answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from analysis.lookup.names import near
from api.graphql.columns import Columns
from api.graphql.folding import fold
from api.graphql.model import CONCEPT, NodeType, TypeModel
from api.graphql.problems import GraphQLProblem, near_hint, problem
from ontology.namespaces import CODE

Where = Mapping[str, Any]


class _Named(NamedTuple):
    """A code that a condition names: the path of the field, the lists its values are from (none: any), the code."""

    path: str
    lists: Sequence[str]
    code: str


@dataclass(frozen=True)
class KnownCodes:
    """The codes that one state of the data knows."""

    model: TypeModel
    columns: Columns

    def check(self, node_type: NodeType, where: Where) -> None:
        """GraphQLProblem for the first code anywhere in a condition that is none of its list, with near matches.

        Where the data hold nothing of the list, nothing is said of its codes.
        """
        for named in self._named(node_type, where, (), ""):
            if not self._is_known(named):
                self._refuse(named)

    def _named(self, node_type: NodeType, where: Where, lists: Sequence[str], path: str) -> Iterator[_Named]:
        for name, asked in where.items():
            if asked is None or name in ("isNull", "iri", "range"):
                continue
            if name in ("and", "or", "not"):
                for part in [asked] if name == "not" else asked:
                    yield from self._named(node_type, part, lists, path)
            elif name == "code":
                single = [asked[operator] for operator in ("eq", "under") if asked.get(operator) is not None]
                yield from (_Named(path, lists, code) for code in [*single, *(asked.get("in") or ())])
            elif node_type.fields[name].kind == "object":
                self.columns.check_time()
                field = node_type.fields[name]
                inner = f"{path}.{name}" if path else name
                yield from self._named(self.model.types[field.target], asked, field.lists, inner)

    def _is_known(self, named: _Named) -> bool:
        concepts = self.columns.instances([CONCEPT])
        if any(f"{each}/{named.code}" in concepts for each in named.lists):
            return True
        known = [code for code, list_ in self._codes() if not named.lists or list_ in named.lists]
        return not known or fold(named.code) in map(fold, known)

    def _refuse(self, named: _Named) -> None:
        codes = list(self._codes())
        lists = named.lists or sorted({list_ for _, list_ in codes})
        alike = near(named.code, {fold(code): code for code, list_ in codes if list_ in lists}, fold)
        others = sorted({_short(list_) for code, list_ in codes if fold(code) == fold(named.code)})
        shown = [_short(each) for each in lists] if named.lists else ["code"]
        raise _unknown(named, shown, alike, others)

    def _codes(self) -> Iterator[tuple[str, str]]:
        """Every code with its list."""
        for iri in self.columns.instances([CONCEPT]):
            if iri.startswith(CODE):
                list_, _, code = iri.removeprefix(CODE).partition("/")
                yield code, f"{CODE}{list_}"


def _short(list_: str) -> str:
    return list_.removeprefix(CODE)


def _unknown(named: _Named, lists: Sequence[str], alike: Sequence[str], others: Sequence[str]) -> GraphQLProblem:
    path = f"{named.path}.code" if named.path else "code"
    values = {"field": path, "asked": named.code, "lists": ", ".join(lists), "others": ", ".join(others)}
    further = {"near": list(alike), "asked": named.code, "field": path}
    text = "unknown_code_elsewhere" if others else "unknown_code"
    return problem("unknown-code", text, near_hint(alike, "unknown_code_hint"), further=further, **values)
