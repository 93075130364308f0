"""Which shapes ship, by group and topic."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent

GROUPS: Final = ("model", "law", "analyses")
"""`model`: what each class holds. `law`: what the paragraphs of the act ask for. `analyses`: rules that the SHACL
language cannot state and Python computes (working days, years between versions)."""


class UnknownShapes(LookupError):
    """A selection that names no shapes."""


def shape_files(selection: Iterable[str] = GROUPS) -> tuple[Path, ...]:
    """Return the Turtle files of `selection`, sorted.

    A selection names groups (`law`) and single topics (`law/working-groups`).
    Raises UnknownShapes, with the names there are, if one of them names nothing.
    """
    return tuple(sorted({file for name in selection for file in _files_of(name)}))


def topics() -> tuple[str, ...]:
    """Return every topic that can be selected, e.g. `law/working-groups`."""
    files = (file for group in GROUPS for file in (FOLDER / group).glob("*.ttl"))
    return tuple(sorted(f"{file.parent.name}/{file.stem.replace('_', '-')}" for file in files))


def _files_of(name: str) -> list[Path]:
    if name in GROUPS:
        return list((FOLDER / name).glob("*.ttl"))
    if name in topics():
        return [FOLDER / f"{name.replace('-', '_')}.ttl"]
    raise UnknownShapes(f"no shapes are called {name!r}: choose from {', '.join((*GROUPS, *topics()))}")
