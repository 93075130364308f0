"""Each room imports only from the rooms above it (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest

ROOMS = ["ontology", "store", "shapes", "loaders", "analysis", "api"]
PROJECT = Path(__file__).resolve().parents[1]
HTTP_LIBRARIES = {"starlette", "uvicorn", "strawberry", "graphql", "werkzeug", "typer"}


def imported_packages(source: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_from_rooms_above_it(room: str) -> None:
    below = set(ROOMS[ROOMS.index(room) + 1 :])
    forbidden = below if room == "api" else below | HTTP_LIBRARIES
    offenders = {
        str(file.relative_to(PROJECT)): sorted(wrong)
        for file in sorted((PROJECT / room).rglob("*.py"))
        if (wrong := imported_packages(file.read_text(encoding="utf-8")) & forbidden)
    }
    assert offenders == {}


def test_the_check_sees_an_import_in_a_function() -> None:
    assert imported_packages("def f():\n    from api.settings import Settings\n    import shapes.engine") == {
        "api",
        "shapes",
    }
