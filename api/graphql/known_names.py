"""Codes and IRIs in conditions: one of nothing would match nothing, and an empty list would look like an answer."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from analysis.lookup.names import near
from api.graphql.columns import Columns
from api.graphql.folding import fold
from api.graphql.model import CONCEPT, NodeType, TypeModel
from api.graphql.problems import GraphQLProblem, near_hint, problem
from ontology.namespaces import BASE, CODE

Where = Mapping[str, Any]

# To hold a name against all names of more things than these takes longer than an error may.
_MOST_COMPARED: Final = 5_000


class _Named(NamedTuple):
    """What a condition names: the path of the field, its type, the lists its values are from (none: any), the name."""

    path: str
    node_type: NodeType
    lists: Sequence[str]
    name: str

    @property
    def shown_lists(self) -> Sequence[str]:
        return [each.removeprefix(CODE) for each in self.lists]

    def field(self, last: str) -> str:
        """The path of the field, to its code or its IRI."""
        return f"{self.path}.{last}" if self.path else last


@dataclass(frozen=True)
class KnownNames:
    """The codes and the IRIs that one state of the data knows."""

    model: TypeModel
    columns: Columns

    def check(self, node_type: NodeType, where: Where) -> None:
        """GraphQLProblem for the first name anywhere in a condition that nothing has, with near matches.

        Where the data hold nothing of a list, nothing is said of its codes.
        """
        for kind, named in self._named(node_type, where, (), ""):
            if kind == "code" and not self._is_code(named):
                raise self._unknown_code(named)
            if kind == "iri" and not self._is_iri(named):
                raise self._unknown_iri(named)

    def _named(
        self, node_type: NodeType, where: Where, lists: Sequence[str], path: str
    ) -> Iterator[tuple[str, _Named]]:
        for name, asked in where.items():
            if asked is None or name in ("isNull", "range"):
                continue
            if name in ("and", "or", "not"):
                for part in [asked] if name == "not" else asked:
                    yield from self._named(node_type, part, lists, path)
            elif name in ("code", "iri"):
                single = [asked[operator] for operator in ("eq", "under") if asked.get(operator) is not None]
                yield from (
                    (name, _Named(path, node_type, lists, each)) for each in [*single, *(asked.get("in") or ())]
                )
            elif node_type.fields[name].kind == "object":
                self.columns.check_time()
                field = node_type.fields[name]
                inner = f"{path}.{name}" if path else name
                yield from self._named(self.model.types[field.target], asked, field.lists, inner)

    def _is_code(self, named: _Named) -> bool:
        concepts = self.columns.instances([CONCEPT])
        if any(f"{each}/{named.name}" in concepts for each in named.lists):
            return True
        known = [code for code, list_ in self._codes() if not named.lists or list_ in named.lists]
        return not known or fold(named.name) in map(fold, known)

    def _unknown_code(self, named: _Named) -> GraphQLProblem:
        codes = list(self._codes())
        lists = named.lists or sorted({list_ for _, list_ in codes})
        alike = near(named.name, {fold(code): code for code, list_ in codes if list_ in lists}, fold)
        others = sorted({list_.removeprefix(CODE) for code, list_ in codes if fold(code) == fold(named.name)})
        values = {
            "field": named.field("code"),
            "asked": named.name,
            "lists": ", ".join(named.shown_lists or ["code"]),
            "others": ", ".join(others),
        }
        further = {"near": alike, "asked": named.name, "field": named.field("code")}
        text = "unknown_code_elsewhere" if others else "unknown_code"
        return problem("unknown-code", text, near_hint(alike, "unknown_code_hint"), further=further, **values)

    def _codes(self) -> Iterator[tuple[str, str]]:
        """Every code with its list."""
        for iri in self.columns.instances([CONCEPT]):
            if iri.startswith(CODE):
                list_, _, code = iri.removeprefix(CODE).partition("/")
                yield code, f"{CODE}{list_}"

    def _is_iri(self, named: _Named) -> bool:
        return named.name in self._things(named.node_type) and _is_of(named.name, named.lists)

    def _things(self, node_type: NodeType) -> frozenset[str]:
        return self.columns.instances((node_type.iri, *node_type.below))

    def _unknown_iri(self, named: _Named) -> GraphQLProblem:
        things = [iri for iri in self._things(named.node_type) if _is_of(iri, named.lists)]
        alike = near_iris(named.name, things)
        types = {each.iri: each for each in self.model.types.values() if named.name in self._things(each)}
        others = [each.name for each in types.values() if types.keys().isdisjoint(each.below)]
        values = {
            "field": named.field("iri"),
            "asked": named.name,
            "type": ", ".join([named.node_type.name, *named.shown_lists]),
            "others": ", ".join(others),
        }
        further = {"near": alike, "asked": named.name, "field": named.field("iri")}
        text = "unknown_iri_elsewhere" if others else "unknown_iri"
        return problem("unknown-iri", text, near_hint(alike, "nothing_called_hint"), further=further, **values)


def near_iris(asked: str, iris: Sequence[str]) -> list[str]:
    """Paths of IRIs that are spelled alike; none if there are too many things to look for them."""
    paths = (
        {fold(path): path for path in (iri.removeprefix(BASE) for iri in iris)} if len(iris) <= _MOST_COMPARED else {}
    )
    return near(asked.removeprefix(BASE), paths, fold)


def _is_of(iri: str, lists: Sequence[str]) -> bool:
    return not lists or any(iri.startswith(f"{each}/") for each in lists)
