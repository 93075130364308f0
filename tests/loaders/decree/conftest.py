"""The real text, and an invented one of the same structure: most tests also run where the real one is missing."""

import csv
import re
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from loaders.decree import DecreeText, read_decree

DATA = Path(__file__).resolve().parents[3] / "data"

HEAD = """
Ең үздік қолжетімді техникалар бойынша анықтамалықтарды әзірлеу, қолдану,
мониторингтеу және қайта қарау қағидаларын бекіту туралы

Қазақстан Республикасы Үкіметінің 2021 жылғы 28 қазандағы № 775 қаулысы.
      Сынақ кіріспесі:
      1. Сынақ қағидалары бекітілсін.
      2. Сынақ қаулысы күшіне енсін.
      Сынақ қолы
 Үкіметінің

2021 жылғы 28 қазандағы
№ 775 қаулысымен

бекітілген

Ең үздік қолжетімді техникалар бойынша анықтамалықтарды әзірлеу, қолдану,
мониторингтеу және қайта қарау қағидалары
"""


class NamedText(str):
    """A long text that reports of failed tests show by its name."""

    name = ""

    def __repr__(self) -> str:
        return f"<{self.name} text>"


@pytest.fixture(scope="session")
def data_folder() -> Path:
    return DATA


@pytest.fixture(scope="session")
def real_path(shared: Path) -> Path:
    return shared / "regulation" / "000_4675e51d26d99532.txt"


@pytest.fixture(scope="session")
def real_text(real_path: Path) -> str:
    return real_path.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def decree(real_path: Path) -> DecreeText:
    return read_decree(real_path)


@pytest.fixture(scope="session")
def invented_text() -> str:
    """A text with the structure of the act and none of its sentences."""
    with (DATA / "kz-775" / "structure.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    owners_of_parts = {row["parent"] for row in rows if row["kind"] == "part"}
    lines = [HEAD.rstrip("\n")]
    for row in rows:
        words = f"«{row['id'].replace('/part-', ' бөлік ')}» ережесінің\nсынақ мәтіні."
        owner = row["parent"] if row["id"].endswith("/part-1") else row["id"]
        number = owner.rpartition(".")[2].removeprefix("p")
        mark = f"{number})" if "." in owner else f"{number}."
        if row["kind"] == "chapter":
            lines.append(f"\n{row['number']}-тарау. Сынақ тарауы\n")
        elif row["kind"] == "section":
            lines.append(f"\n{row['number']}-параграф. Сынақ параграфы\n")
        elif row["kind"] in ("paragraph", "sub-paragraph") and row["id"] not in owners_of_parts:
            lines.append(f"      {mark} {words}")
        elif row["kind"] == "part":
            lines.append(f"      {mark} {words}" if owner != row["id"] else f"      {words}")
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session", params=["real", "invented"])
def text(request: pytest.FixtureRequest) -> str:
    result = NamedText(request.getfixturevalue(f"{request.param}_text"))
    result.name = request.param
    return result


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Save a text as a file of its own folder and return its path."""
    folder = tmp_path_factory.mktemp("decree")
    numbers = count()

    def save(text: str) -> Path:
        path = folder / str(next(numbers)) / "copy.txt"
        path.parent.mkdir()
        path.write_text(text, encoding="utf-8", newline="")
        return path

    return save


@pytest.fixture(scope="session")
def paragraph_lines() -> Callable[[str, int], tuple[int, int]]:
    """Return first line and the line after the last (both from 0) of a paragraph of the Rules, blank lines included."""

    def find(text: str, number: int) -> tuple[int, int]:
        lines = text.split("\n")
        rules = next(i for i, line in enumerate(lines) if line.startswith("1-тарау."))
        start = next(i for i in range(rules, len(lines)) if lines[i].startswith(f"      {number}. "))
        after = re.compile(r" {6}\d+\. |\d-(?:тарау|параграф)\. ")
        end = next((i for i in range(start + 1, len(lines)) if after.match(lines[i])), len(lines))
        return start, end

    return find
