"""The page that says, paragraph by paragraph, which terms, shapes, analyses and tests carry out the law.

`python -m shapes.conformance` writes `docs/conformance.md`. Everything on it is read: paragraphs and their kinds from
`data/kz-775`, terms from the ontology, checks from the shapes, planted faults from the tests. A test fails when the
page is out of date, and another when a paragraph that asks for a check has none.
"""

import csv
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS

from ontology.model import TERM_TYPES, load_ontology
from ontology.namespaces import BAT, LAW
from shapes.loading import load_shapes
from shapes.rules import ANALYSIS, Rule, law_rules
from shapes.selection import FOLDER

REPOSITORY: Final = FOLDER.parent
PAGE: Final = Path("docs/conformance.md")
LAW_FOLDER: Final = Path("data/kz-775")
FAULTS_FOLDER: Final = Path("tests/shapes/faults")
NOT_CHECKABLE: Final = FOLDER / "law" / "not_checkable.csv"

CHECKED_KINDS: Final = frozenset({"content", "structure", "procedure", "deadline", "status", "cross"})

_HEAD: Final = """# Conformance: what carries out each paragraph

Made by `python -m shapes.conformance` from the law's structure, the ontology, the shapes and the tests; do not edit it
by hand. A *check* is a shape or, where SHACL cannot count working days or years, an analysis (marked ⏱). Checks in
parentheses are named after another paragraph and carry this one out too. The number after a check is how many faults
the tests plant against it.
"""


@dataclass(frozen=True)
class Paragraph:
    """One provision of the act, as the page shows it."""

    identifier: str
    parent: str
    kinds: tuple[str, ...]
    summary: str
    terms: tuple[str, ...]
    rules: tuple[Rule, ...]
    carried_by: tuple[Rule, ...]
    reason: str | None

    @property
    def asks_for_a_check(self) -> bool:
        """Whether something in the paragraph can be right or wrong in data."""
        return bool(CHECKED_KINDS & set(self.kinds))

    @property
    def has_its_own(self) -> bool:
        """Whether a check, or a reason why there is none, is written for this very paragraph."""
        return bool(self.rules or self.carried_by or self.reason)


def paragraphs(repository: Path = REPOSITORY) -> tuple[Paragraph, ...]:
    """Return the paragraphs and items of the Rules in their order, with what carries them out."""
    shapes = load_shapes()
    rules = law_rules(shapes)
    terms = _terms(load_ontology())
    reasons = {row["paragraph"]: row["en"] for row in _rows(NOT_CHECKABLE)}
    summaries = {row["id"]: row["en"] for row in _rows(repository / LAW_FOLDER / "summaries.csv")}
    found = []
    for row in _rows(repository / LAW_FOLDER / "structure.csv"):
        identifier = row["id"]
        if identifier.startswith("p") and "/" not in identifier:
            found.append(
                Paragraph(
                    identifier=identifier,
                    parent=row["parent"],
                    kinds=tuple(row["rule_kinds"].split("|")),
                    summary=summaries.get(identifier, ""),
                    terms=terms.get(identifier, ()),
                    rules=tuple(rule for rule in rules if rule.paragraph_number == identifier),
                    carried_by=tuple(rule for rule in rules if _carries(shapes, rule, identifier)),
                    reason=reasons.get(identifier),
                )
            )
    return tuple(found)


def holes(all_paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    """Return the paragraphs that ask for a check and have none.

    An item is also covered by a check of its whole paragraph (p8 checks p8.1 to p8.13), and a paragraph by the checks
    of all its items (p12).
    """
    by_id = {each.identifier: each for each in all_paragraphs}
    items: dict[str, list[Paragraph]] = {}
    for each in by_id.values():
        items.setdefault(each.parent, []).append(each)

    def covered(each: Paragraph) -> bool:
        whole = by_id.get(each.parent)
        below = [item for item in items.get(each.identifier, []) if item.asks_for_a_check]
        return (
            each.has_its_own
            or (whole is not None and bool(whole.rules))
            or (bool(below) and all(covered(item) for item in below))
        )

    return tuple(each.identifier for each in by_id.values() if each.asks_for_a_check and not covered(each))


def page(repository: Path = REPOSITORY) -> str:
    """Return the whole page as Markdown."""
    shapes = load_shapes()
    analyses = {iri for iri in shapes.subjects(RDF.type, ANALYSIS) if isinstance(iri, URIRef)}
    faults = planted_faults(repository)
    every = paragraphs(repository)
    lines = [_HEAD, _totals(every, analyses, faults), ""]
    for each in every:
        lines.extend(_entry(each, analyses, faults))
    return "\n".join(lines) + "\n"


def planted_faults(repository: Path = REPOSITORY) -> Mapping[str, int]:
    """Return, by name of the check, how many faults the tests plant against it."""
    counted: Counter[str] = Counter()
    for file in sorted((repository / FAULTS_FOLDER).glob("*.toml")):
        for fault in tomllib.loads(file.read_text(encoding="utf-8"))["fault"]:
            counted[fault["expect"][0][1]] += 1
    return counted


def main() -> int:
    """Write the page; return 1 if a paragraph has no check, naming it."""
    (REPOSITORY / PAGE).write_text(page(), encoding="utf-8")
    missing = holes(paragraphs())
    if missing:
        sys.stderr.write(f"no shape, analysis or reason for {', '.join(missing)}\n")
    return 1 if missing else 0


def _entry(each: Paragraph, analyses: set[URIRef], faults: Mapping[str, int]) -> Iterator[str]:
    yield f"## {each.identifier}"
    yield ""
    yield f"{each.summary} *({', '.join(each.kinds)})*"
    yield ""
    if each.terms:
        yield "- Terms: " + ", ".join(f"`{term}`" for term in each.terms)
    for rule in each.rules:
        clock = " ⏱" if rule.iri in analyses else ""
        message = "" if rule.message is None else rule.message.en
        yield f"- `{rule.name}`{clock} ({rule.severity}, {faults.get(rule.name, 0)}): {message} — {rule.argument}"
    if each.carried_by:
        yield "- (" + ", ".join(f"`{rule.name}`" for rule in each.carried_by) + ")"
    if each.reason:
        yield f"- Not checkable: {each.reason}"
    yield ""


def _totals(every: tuple[Paragraph, ...], analyses: set[URIRef], faults: Mapping[str, int]) -> str:
    rules = {rule.iri for each in every for rule in each.rules}
    asking = sum(each.asks_for_a_check for each in every)
    return (
        f"{len(every)} paragraphs and items, {asking} of which ask for a check; {len(rules - analyses)} shapes and "
        f"{len(rules & analyses)} analyses; {sum(faults.values())} planted faults."
    )


def _carries(shapes: Graph, rule: Rule, identifier: str) -> bool:
    return (rule.iri, DCTERMS.relation, LAW[identifier]) in shapes


def _terms(ontology: Graph) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for term, paragraph in ontology.subject_objects(BAT.paragraph):
        if any((term, RDF.type, kind) in ontology for kind in TERM_TYPES):
            found.setdefault(str(paragraph).removeprefix(str(LAW)), set()).add(str(term).removeprefix(str(BAT)))
    return {paragraph: tuple(sorted(names)) for paragraph, names in found.items()}


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


if __name__ == "__main__":
    sys.exit(main())
