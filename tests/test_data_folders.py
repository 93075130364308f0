"""Every folder of shipped facts says where they are from and under which terms."""

from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parents[1] / "data"
FOLDERS = sorted(folder for folder in DATA.iterdir() if folder.is_dir() and not folder.name.startswith((".", "_")))


@pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])
def test_a_folder_of_facts_names_its_source_and_the_terms(folder: Path) -> None:
    notes = [folder / name for name in ("SOURCE.md", "SOURCES.md") if (folder / name).is_file()]
    assert len(notes) == 1
    text = notes[0].read_text(encoding="utf-8").lower()
    assert any(term in text for term in ("2011/833/eu", "re-use", "reuse", "no copyright"))
