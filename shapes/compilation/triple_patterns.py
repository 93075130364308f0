"""Triple patterns: what stands at both ends, and the property path between them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Step:
    """One property, by its IRI in angle brackets."""

    iri: str


@dataclass(frozen=True)
class AnyStep:
    """A variable in the place of the property."""

    variable: str


@dataclass(frozen=True)
class Inverse:
    """A path walked backwards."""

    path: "Path"


@dataclass(frozen=True)
class Chain:
    """Paths one after the other, or instead of each other."""

    kind: Literal["/", "|"]
    parts: tuple["Path", ...]


@dataclass(frozen=True)
class Repeated:
    """A path walked any number of times (`*`), at least once (`+`) or at most once (`?`)."""

    path: "Path"
    times: str


Path = Step | AnyStep | Inverse | Chain | Repeated


@dataclass(frozen=True)
class TriplePattern:
    """Both ends as text (`?name` for a variable) and the path between them."""

    subject: str
    path: Path
    object: str


def path_text(path: Path) -> str:
    """Return a path as SPARQL, in brackets where it is more than a property."""
    match path:
        case Step(iri):
            return iri
        case AnyStep(variable):
            return variable
        case Inverse(inner):
            return f"(^{path_text(inner)})"
        case Chain(kind, parts):
            return f"({kind.join(path_text(part) for part in parts)})"
        case Repeated(inner, times):
            return f"({path_text(inner)}{times})"


@dataclass(frozen=True)
class PropertyInPath:
    """A property in a path: its IRI in angle brackets (None for any), what stands around it, and its direction."""

    before: Path | None
    iri: str | None
    is_forward: bool
    after: Path | None


def properties_of(path: Path) -> Iterator[PropertyInPath]:
    """Yield each property of a path."""
    match path:
        case Step(iri):
            yield PropertyInPath(None, iri, True, None)
        case AnyStep():
            yield PropertyInPath(None, None, True, None)
        case Inverse(inner):
            for found in properties_of(inner):
                yield PropertyInPath(_backwards(found.after), found.iri, not found.is_forward, _backwards(found.before))
        case Chain(kind, parts):
            for place, part in enumerate(parts):
                before, after = (parts[:place], parts[place + 1 :]) if kind == "/" else ((), ())
                yield from _between(part, before, after)
        case Repeated(inner, "?"):
            yield from properties_of(inner)
        case Repeated(inner):
            around = (Repeated(inner, "*"),)
            yield from _between(inner, around, around)


def _between(path: Path, before: tuple[Path, ...], after: tuple[Path, ...]) -> Iterator[PropertyInPath]:
    for found in properties_of(path):
        yield PropertyInPath(_joined(*before, found.before), found.iri, found.is_forward, _joined(found.after, *after))


def _backwards(path: Path | None) -> Path | None:
    return None if path is None else Inverse(path)


def _joined(*paths: Path | None) -> Path | None:
    parts = tuple(path for path in paths if path is not None)
    if len(parts) < 2:
        return parts[0] if parts else None
    return Chain("/", parts)
