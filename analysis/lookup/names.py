"""Finding one thing among named things: exactly spelled first, then whatever the case; else the near matches."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from pyoxigraph import Literal, NamedNode

from analysis.lookup.errors import AmbiguousName, UnknownName
from store.graph_store import Term

NEAR_MATCHES: Final = 5
LISTED: Final = 60


@dataclass(frozen=True)
class Named:
    """A thing: its IRI, the name it is listed by, and everything it can be asked for by."""

    iri: str
    listed_as: str
    names: tuple[str, ...]


def folded(name: str) -> str:
    """Return a name without case and without doubled spaces."""
    return " ".join(name.casefold().split())


def find(kind: str, asked: str, things: Sequence[Named], fold: Callable[[str], str] = folded) -> Named:
    """Return the one thing meant, spelled exactly, or else as `fold` leaves names.

    Raises UnknownName with near matches and what there is (no list if there are more than `LISTED`), or AmbiguousName.
    """
    for spelled in (str, fold):
        wanted = spelled(asked)
        meant = [thing for thing in things if wanted in map(spelled, (thing.iri, thing.listed_as, *thing.names))]
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise AmbiguousName(kind, asked, sorted(thing.iri for thing in meant))
    raise UnknownName(kind, asked, near(asked, _by_name(things)), listed(thing.listed_as for thing in things))


def by_language(name: Term) -> tuple[str, str]:
    """Return language and text of a name, so that the least of several is always of the same language."""
    return (name.language or "" if isinstance(name, Literal) else ""), name.value


def near(asked: str, names: Mapping[str, str], fold: Callable[[str], str] = folded) -> list[str]:
    """Return the names that hold what was asked for, the shortest first, then those spelled alike; five at most.

    `names`: printed name by folded name; `fold`: how they were folded.
    """
    wanted = fold(asked)
    holding = sorted((key for key in names if wanted and wanted in key), key=lambda key: (len(key), key))
    alike = get_close_matches(wanted, sorted(names), NEAR_MATCHES)
    return list(dict.fromkeys(names[key] for key in [*holding[:NEAR_MATCHES], *alike]))[:NEAR_MATCHES]


def is_iri(text: str) -> bool:
    """Return whether a text can be an IRI at all."""
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def listed(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names sorted; if they are too many to read, the first ones and `… (+N)`, in no language."""
    known = sorted(set(names))
    if len(known) <= LISTED:
        return tuple(known)
    return (*known[:LISTED], f"… (+{len(known) - LISTED})")


def _by_name(things: Iterable[Named]) -> dict[str, str]:
    """The name that a thing is listed by comes with a name that does not say it: `Nitrogen oxides (nox)`."""
    named: dict[str, str] = {}
    for thing in things:
        for name in (thing.iri, thing.listed_as, *thing.names):
            shown = name if name in (thing.iri, thing.listed_as) else f"{name} ({thing.listed_as})"
            named.setdefault(folded(name), shown)
    return named
