"""The whole structure against numbers counted by hand in the printed text."""

import csv
from collections import Counter
from itertools import pairwise
from pathlib import Path

from loaders.decree import DecreeText, Provision, ProvisionKind

PARAGRAPHS_UNDER = {
    "chapter-1": range(1, 3),
    "chapter-2-section-1": range(3, 4),
    "chapter-2-section-2": range(4, 13),
    "chapter-2-section-3": range(13, 47),
    "chapter-2-section-4": range(47, 52),
    "chapter-2-section-5": range(52, 59),
    "chapter-3": range(59, 67),
}
SUB_PARAGRAPHS = {2: 14, 3: 6, 4: 12, 8: 13, 12: 12, 20: 3, 26: 2, 28: 3, 33: 2, 49: 4}
PARTS = {
    "p2.1": 5,
    "p2.4": 6,
    "p9": 2,
    "p12.1": 5,
    "p12.3": 4,
    "p12.4": 9,
    "p12.8": 5,
    "p12.9": 8,
    "p12.10": 7,
    "p12.11": 4,
    "p60": 6,
}
ENACTING = ["decree", "decree/preamble", "decree/p1", "decree/p2", "decree/signature", "decree/approval"]


def _parts(owner: str) -> list[str]:
    return [f"{owner}/part-{number}" for number in range(1, PARTS.get(owner, 0) + 1)]


def _paragraph(number: int) -> list[str]:
    result = [f"p{number}", *_parts(f"p{number}")]
    for sub_paragraph in range(1, SUB_PARAGRAPHS.get(number, 0) + 1):
        result += [f"p{number}.{sub_paragraph}", *_parts(f"p{number}.{sub_paragraph}")]
    return result


def _heading(identifier: str) -> list[str]:
    return [identifier, *(step for number in PARAGRAPHS_UNDER.get(identifier, ()) for step in _paragraph(number))]


def _expected() -> list[str]:
    headings = ["chapter-1", "chapter-2", *(f"chapter-2-section-{number}" for number in range(1, 6)), "chapter-3"]
    return [*ENACTING, "rules", *(step for heading in headings for step in _heading(heading))]


def test_every_provision_in_the_order_of_the_print(decree: DecreeText) -> None:
    assert [provision.identifier for provision in decree.walk()] == _expected()


def test_the_shipped_structure_has_the_same_provisions(data_folder: Path) -> None:
    with (data_folder / "kz-775" / "structure.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == _expected()


def test_sixty_six_paragraphs_in_three_chapters_and_five_sections(decree: DecreeText) -> None:
    kinds = Counter(provision.kind for provision in decree.rules.walk())
    assert kinds == {
        ProvisionKind.RULES: 1,
        ProvisionKind.CHAPTER: 3,
        ProvisionKind.SECTION: 5,
        ProvisionKind.PARAGRAPH: 66,
        ProvisionKind.SUB_PARAGRAPH: 71,
        ProvisionKind.PART: 61,
    }


def test_each_stands_under_the_one_its_identifier_names(decree: DecreeText) -> None:
    def check(parent: Provision) -> None:
        assert [child.position for child in parent.children] == list(range(1, len(parent.children) + 1))
        for child in parent.children:
            if child.kind is ProvisionKind.PART:
                assert child.identifier.rpartition("/")[0] == parent.identifier
            elif child.kind is ProvisionKind.SUB_PARAGRAPH:
                assert child.identifier.rpartition(".")[0] == parent.identifier
            elif child.kind is ProvisionKind.PARAGRAPH:
                assert int(child.number) in PARAGRAPHS_UNDER[parent.identifier]
            check(child)

    check(decree.rules)


def test_numbers_are_those_that_one_cites(decree: DecreeText) -> None:
    assert {
        identifier: decree.provision(identifier).number for identifier in ("p44", "p12.8", "p2.12", "p2.1/part-5")
    } == {
        "p44": "44",
        "p12.8": "12.8",
        "p2.12": "2.12",
        "p2.1/part-5": "",
    }


def test_paragraphs_of_the_enacting_decree_are_not_those_of_the_rules(decree: DecreeText) -> None:
    enacting = [(provision.identifier, provision.number) for provision in decree.decree.children]
    assert enacting == [
        ("decree/preamble", ""),
        ("decree/p1", "1"),
        ("decree/p2", "2"),
        ("decree/signature", ""),
        ("decree/approval", ""),
    ]
    assert decree.provision("p1").first_line == 27
    assert decree.provision("decree/p1").first_line == 8


def test_lines_follow_each_other_without_overlap(decree: DecreeText) -> None:
    leaves = [provision for provision in decree.walk() if not provision.children]
    for before, after in pairwise(leaves):
        assert before.first_line <= before.last_line < after.first_line
