"""From what a person asks for to a comparison: levels of one pollutant, or of one kind, across documents."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from analysis.applicability.versions import Versions
from analysis.comparison.facts import Level, LevelKind, Unit
from analysis.comparison.fetch import fetch_level, fetch_levels, fetch_levels_of_pollutant, fetch_unit
from analysis.comparison.obstacles import plant_status
from analysis.comparison.pair import Comparable, NotComparable, compare_pair
from analysis.comparison.ranking import Ranking, rank
from analysis.lookup.activities import Activities
from analysis.lookup.codes import code_meant, local
from analysis.lookup.documents import DocumentName, all_documents, documents_meant
from analysis.lookup.errors import AnalysisError, UnknownName, or_nothing
from analysis.lookup.names import is_iri, listed, near
from analysis.lookup.successors import fetch_successors
from analysis.lookup.validity import fetch_validity
from analysis.wording.message import Code, Message, Value, message
from store.graph_store import GraphStore
from store.query_text import load_query

_KINDS = {kind.removesuffix("Level").lower(): kind for kind in LevelKind if kind is not LevelKind.OTHER}


class NothingToCompare(AnalysisError):
    """What was asked for exists, but no level of the graph is for it."""

    def __init__(self, asked: Message, there_is: Sequence[str]) -> None:
        super().__init__(message("errors/nothing-to-compare", asked=asked, there_is=or_nothing(there_is)))
        self.asked = asked
        self.there_is = tuple(there_is)


@dataclass(frozen=True)
class Asked:
    """What was asked, as it was understood: IRIs of codes, None for no restriction."""

    pollutant: str | None
    kind: LevelKind | None
    medium: str | None
    documents: tuple[DocumentName, ...]
    averaging: str | None
    plant_status: str | None
    unit: Unit | None
    oxygen: Decimal | None
    on: date | None = None


@dataclass(frozen=True)
class Superseded:
    """A document whose levels were compared although another has taken its place."""

    document: DocumentName
    by: tuple[str, ...]


@dataclass(frozen=True)
class LevelComparison:
    """The levels asked for: ranked in groups, or set aside with reasons."""

    asked: Asked
    ranking: Ranking
    superseded: tuple[Superseded, ...] = ()


def compare(
    store: GraphStore,
    pollutant: str | None = None,
    *,
    kind: str | None = None,
    medium: str | None = None,
    documents: Sequence[str] = (),
    sectors: Sequence[str] = (),
    averaging: str | None = None,
    plant_status: str | None = None,
    unit: str | None = None,
    oxygen: Decimal | None = None,
    on: date | None = None,
) -> LevelComparison:
    """Compare levels, each argument an IRI, id, code or name; what is not given does not restrict.

    `on` leaves out documents that are known not to be in force on a day; without it, superseded ones are named.

    Raises UnknownName or AmbiguousName for what does not exist, NothingToCompare if no level is for what was asked,
    UnitDoesNotConvert and OxygenOutOfRange for a basis to which nothing can be brought.
    """
    asked = Asked(
        pollutant=_code(store, "pollutant", pollutant),
        kind=_kind(kind),
        medium=_code(store, "medium", medium),
        documents=documents_meant(store, documents, sectors),
        averaging=_code(store, "averaging-period", averaging),
        plant_status=local(found) if (found := _code(store, "plant-status", plant_status)) else None,
        unit=_unit(store, unit),
        oxygen=oxygen,
        on=on,
    )
    candidates = _candidates(store, asked)
    out = frozenset[str]() if on is None else Versions(store, Activities(store)).out_of_force(on)
    levels = [level for level in candidates if _is_meant(level, asked) and level.source.document not in out]
    if not levels:
        raise NothingToCompare(_words(asked), _there_is(store, candidates))
    return LevelComparison(asked, rank(levels, asked.unit, oxygen), tuple(_superseded(store, levels)))


def compare_levels(store: GraphStore, first: str, second: str) -> Comparable | NotComparable:
    """Compare two levels given by IRI. Raises UnknownName with near matches."""
    return compare_pair(level_meant(store, first), level_meant(store, second))


def level_meant(store: GraphStore, iri: str) -> Level:
    """Return the level of an IRI. Raises UnknownName with the levels of the same table or document."""
    level = fetch_level(store, iri) if is_iri(iri) else None
    if level is None:
        levels = [each.iri for each in fetch_levels(store)]
        parts = iri.split("/")
        alike = next(
            (found for end in range(len(parts) - 1, 5, -1) if (found := _below(levels, "/".join(parts[:end])))), []
        )
        raise UnknownName("level", iri, alike[:5], listed({"/".join(each.split("/")[:6]) + "/…" for each in levels}))
    return level


def _superseded(store: GraphStore, levels: Sequence[Level]) -> Iterator[Superseded]:
    successors = fetch_successors(store, fetch_validity(store))
    compared = {level.source.document for level in levels}
    for document in all_documents(store):
        if document.iri in compared and document.iri in successors:
            yield Superseded(document, tuple(sorted(each.document for each in successors[document.iri])))


def _below(levels: Sequence[str], prefix: str) -> list[str]:
    return [each for each in levels if each.startswith(f"{prefix}/")]


def _code(store: GraphStore, scheme: str, asked: str | None) -> str | None:
    return None if asked is None else code_meant(store, scheme, asked)


def _kind(asked: str | None) -> LevelKind | None:
    if asked is None:
        return None
    if asked.casefold() not in _KINDS:
        raise UnknownName("kind of level", asked, near(asked, {kind: kind for kind in _KINDS}), tuple(_KINDS))
    return _KINDS[asked.casefold()]


def _unit(store: GraphStore, asked: str | None) -> Unit | None:
    return None if asked is None else fetch_unit(store, code_meant(store, "unit", asked))


def _candidates(store: GraphStore, asked: Asked) -> tuple[Level, ...]:
    if asked.pollutant is not None:
        return fetch_levels_of_pollutant(store, asked.pollutant)
    return fetch_levels(store, [document.iri for document in asked.documents] or None)


def _is_meant(level: Level, asked: Asked) -> bool:
    documents = {document.iri for document in asked.documents}
    return (
        (asked.kind is None or level.kind is asked.kind)
        and (asked.medium is None or level.medium == asked.medium)
        and (not documents or level.source.document in documents)
        and (asked.averaging is None or asked.averaging in level.averaging)
        and (asked.plant_status in (None, "all") or level.plant_status in ("all", asked.plant_status))
    )


def _words(asked: Asked) -> Message:
    codes = [Code(each) for each in (asked.pollutant, asked.medium, asked.averaging) if each]
    kinds = [message(f"comparison/kind-{asked.kind}")] if asked.kind else []
    plants = [plant_status(asked.plant_status)] if asked.plant_status else []
    days = [message("comparison/in-force-on", day=asked.on)] if asked.on else []
    said: list[Value] = [*codes, *kinds, *plants, *(document.short for document in asked.documents), *days]
    return message("comparison/listed", what=said) if said else message("errors/anything")


def _there_is(store: GraphStore, candidates: Sequence[Level]) -> tuple[str, ...]:
    """What there is instead: where the pollutant has levels; if nowhere, which pollutants have."""
    if candidates:
        return listed(
            f"{level.source.short} {local(level.medium) if level.medium else ''}".strip() for level in candidates
        )
    rows = store.select(load_query("analysis.comparison", "pollutants_with_levels"))
    return listed(local(row["pollutant"].value) for row in rows)
