"""Help and small commands start without the packages that answers need."""

import subprocess
import sys

import pytest

# What takes long to import: a graph, its engines, readers of documents, the service.
HEAVY = {
    *("rdflib", "pyshacl", "owlready2", "strawberry", "graphql", "uvicorn", "starlette", "anyio", "pydantic_settings"),
    *("pdfplumber", "pdfminer", "lxml", "jinja2", "openpyxl", "icalendar", "holidays", "werkzeug"),
}
ASKED = """
import sys
from api.command_line.application import commands
try:
    commands(sys.argv[1:], standalone_mode=False)
finally:
    print("imported:", *sorted({name.partition(".")[0] for name in sys.modules}))
"""


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["screen", "--help"], ["query"]], ids=" ".join)
def test_help_does_not_wait_for_what_it_does_not_use(arguments: list[str]) -> None:
    asked = subprocess.run([sys.executable, "-c", ASKED, *arguments], capture_output=True, text=True, check=True)
    imported = set(asked.stdout.rpartition("imported:")[2].split())
    assert {"typer", "api"} <= imported
    assert imported & HEAVY == set()
