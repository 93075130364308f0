"""The act as a named graph: as shipped, or together with the wording of a user's own copy."""

from collections import Counter
from pathlib import Path
from typing import Final

from loaders.decree.graph import law_graph
from loaders.decree.outline import EXTRACT_ANEW
from loaders.decree.phrases import note_text
from loaders.decree.provisions import HEADED_KINDS, DecreeText, NoteKind, Provision, ProvisionKind
from loaders.decree.reading import read_decree
from loaders.decree.shipped_law import FOLDER, ShippedLaw, StructureRow, digest, read_shipped_law
from loaders.loaded_source import Finding, LoadedSource, LoadReport, SourceRefused
from ontology.namespaces import GRAPH

LAW_GRAPH: Final = GRAPH["law/kz-775"]
_COUNTED: Final = (
    ProvisionKind.CHAPTER,
    ProvisionKind.SECTION,
    ProvisionKind.PARAGRAPH,
    ProvisionKind.SUB_PARAGRAPH,
    ProvisionKind.PART,
)


def load_shipped(data_folder: Path) -> LoadedSource:
    """Return structure and summaries from `data_folder/kz-775`. Raises SourceRefused if a table is broken."""
    law = read_shipped_law(data_folder)
    return LoadedSource(LAW_GRAPH, law_graph(law), LoadReport(f"data/{FOLDER}", _counts(law)))


def load_decree(path: Path, data_folder: Path) -> LoadedSource:
    """Return structure and summaries together with the official wording read from `path`.

    Raises SourceRefused if the text is not whole (see `read_decree`) or has other provisions than shipped.
    The report lists every mending, and every provision whose words differ from the edition that was summarised.
    """
    law = read_shipped_law(data_folder)
    decree = read_decree(path)
    _check_same_provisions(decree, law)
    notes = [(provision, note) for provision in decree.walk() for note in provision.notes]
    counts = {**_counts(law), "official texts": _official_texts(decree), "extraction notes": len(notes)}
    findings = (
        *(_noted(provision, note_text(note).en, note.kind) for provision, note in notes),
        *_other_words(decree, law),
        *_slips_gone(decree, law),
    )
    return LoadedSource(LAW_GRAPH, law_graph(law, decree), LoadReport(path.name, counts, findings))


def _counts(law: ShippedLaw) -> dict[str, int]:
    kinds = Counter(row.kind for row in law.structure)
    counts = {f"{kind.value}s": kinds[kind] for kind in _COUNTED}
    return {**counts, "summaries": len(law.summaries), "citations": len(law.citations)}


def _official_texts(decree: DecreeText) -> int:
    return sum(provision.kind not in HEADED_KINDS for provision in decree.walk())


def _check_same_provisions(decree: DecreeText, law: ShippedLaw) -> None:
    """Refuse a text with a sub-paragraph or part more or less than the act: an end lost, or blocks run together."""
    found = list(decree.walk())
    shipped = {row.identifier for row in law.structure}
    for index, row in enumerate(law.structure):
        here = found[index] if index < len(found) else None
        if here is not None and here.identifier == row.identifier:
            continue
        if here is not None and here.identifier not in shipped:
            raise _refused(decree, here.first_line, f"{here.identifier}, which the act does not have", row.identifier)
        before = found[index - 1]
        raise _refused(
            decree, before.last_line, f"nothing of {row.identifier} after {before.identifier}", row.identifier
        )
    if len(found) > len(law.structure):
        extra = found[len(law.structure)]
        raise _refused(
            decree, extra.first_line, f"{extra.identifier}, which the act does not have", "the end of the act"
        )


def _refused(decree: DecreeText, line: int, found: str, expected: str) -> SourceRefused:
    return SourceRefused(file=decree.file, place=f"line {line}", found=found, expected=expected, mend=EXTRACT_ANEW)


def _noted(provision: Provision, sentence: str, kind: NoteKind) -> Finding:
    unmended = kind is NoteKind.LEFT_UNMENDED
    return Finding(
        severity="warning" if unmended else "information",
        place=f"{provision.identifier}, line {provision.first_line}",
        found=sentence,
        expected="the wording of the published act",
        mend="Compare with the published act." if unmended else "Nothing to do: mended in the reading text.",
    )


def _other_words(decree: DecreeText, law: ShippedLaw) -> list[Finding]:
    """Return a warning for each provision whose own words are not those of the edition that was summarised."""
    shipped: dict[str, StructureRow] = {row.identifier: row for row in law.structure}
    return [
        Finding(
            severity="warning",
            place=f"{provision.identifier}, lines {provision.first_line} to {provision.last_line}",
            found="other words than those of the edition that was summarised",
            expected=f"text with the digest {shipped[provision.identifier].digest}",
            mend="Compare with the published act: a line is lost, or the act was amended and the summary is outdated.",
        )
        for provision in decree.walk()
        if digest(provision.own_text) != shipped[provision.identifier].digest
    ]


def _slips_gone(decree: DecreeText, law: ShippedLaw) -> list[Finding]:
    """Return a warning for each slip of the act that this copy does not have: our remark is then out of place."""
    return [
        Finding(
            severity="warning",
            place=f"{slip.identifier}, line {decree.provision(slip.identifier).first_line}",
            found="other words where the act has a known slip",
            expected=slip.printed,
            mend="Compare with the published act, and remove the line from slips.csv if the act was corrected.",
        )
        for slip in law.slips
        if slip.printed not in decree.provision(slip.identifier).text
    ]
