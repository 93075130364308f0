"""A decision is told from other files by what it holds, whatever its ending."""

import json
from pathlib import Path

import pytest

from api.sources import kind_of


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("decision.pdf", "%PDF-1.7\n", "official-journal"),
        ("decision.html", "<!DOCTYPE html><p>act</p>", "official-journal"),
        ("saved.xhtml", '<?xml version="1.0"?><html/>', "official-journal"),
        (
            "records.json",
            json.dumps(
                [
                    {
                        "bat_number": 1,
                        "full_text": "BAT 1.",
                        "document_code": "LCP",
                        "language": "English",
                        "source_url": "CELEX:32021D2326",
                    }
                ]
            ),
            "official-journal",
        ),
        ("techniques.json", json.dumps([{"title": "Bag filter"}]), "reference-document"),
        ("decree.txt", "text", "decree"),
    ],
)
def test_the_kind_of_a_file(tmp_path: Path, name: str, content: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert kind_of(path).name == kind
