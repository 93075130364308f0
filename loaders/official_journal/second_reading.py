"""What a reading in another language adds to the reading of record: labels, where both surely mean the same thing."""

from loaders.official_journal.decision_graph import decision_iri, described_path, entry_path, technique_iri
from loaders.official_journal.facts import DecisionFacts, DescribedTechnique, SecondReading
from ontology.namespaces import BASE


def second_reading(record: DecisionFacts, other: DecisionFacts) -> SecondReading:
    """Return the labels of `other` for what `record` states.

    Entries are the same where BAT, key and mark are; described techniques where section and shared technique are. A
    name without its equal in the record is left out: its place would be a guess, and `compare_readings` reports it.
    """
    labels = (*_entry_labels(record, other), *_described_labels(record, other))
    return SecondReading(other.identity.celex, other.identity.language, other.identity.title, labels)


def _entry_labels(record: DecisionFacts, other: DecisionFacts) -> tuple[tuple[str, str], ...]:
    document = _path(str(decision_iri(record.identity.celex)))
    printed = {(fact.bat, fact.key, fact.mark): fact.name for fact in other.techniques}
    labels: list[tuple[str, str]] = []
    for fact in record.techniques:
        name = printed.get((fact.bat, fact.key, fact.mark))
        if name:
            labels.append((f"{document}/{entry_path(fact)}", name))
            if not fact.technique:
                labels.append((_path(str(technique_iri(record.identity.celex, fact))), name))
    return tuple(labels)


def _described_labels(record: DecisionFacts, other: DecisionFacts) -> tuple[tuple[str, str], ...]:
    document = _path(str(decision_iri(record.identity.celex)))
    printed = {_shared(fact): fact.name for fact in other.described if fact.technique}
    return tuple(
        (f"{document}/{described_path(fact)}", printed[_shared(fact)])
        for fact in record.described
        if _shared(fact) in printed
    )


def _shared(fact: DescribedTechnique) -> tuple[str, str]:
    return fact.section, fact.technique


def _path(iri: str) -> str:
    return iri.removeprefix(BASE)
