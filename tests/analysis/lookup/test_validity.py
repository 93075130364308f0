"""One rule of validity, and the same in determination and in what applies."""

from datetime import date

import pytest

from analysis.applicability.versions import Versions
from analysis.determination.fetch import fetch_facts
from analysis.lookup.activities import Activities
from analysis.lookup.validity import Validity, fetch_validity
from ontology.namespaces import BASE
from tests.analysis.comparison.levels_graph import store_of, turtle

EARLY, LATE = '"2022-01-01"^^xsd:date', '"2023-06-01"^^xsd:date'
SAID = [
    (f"bat:approvedOn {EARLY}", Validity(date(2022, 1, 1))),
    (f"bat:approvedOn {EARLY} ; bat:validFrom {LATE}", Validity(date(2023, 6, 1))),
    (f"bat:approvedOn {LATE} ; bat:dateIssued {EARLY}", Validity(date(2023, 6, 1))),
    (f"bat:dateIssued {EARLY} ; bat:validTo {LATE}", Validity(date(2022, 1, 1), date(2023, 6, 1))),
    (f"bat:validFrom {EARLY} , {LATE} ; bat:validTo {LATE}", Validity(date(2023, 6, 1), date(2023, 6, 1))),
    ('bat:validFrom "soon"', Validity()),
]


@pytest.mark.parametrize(("said", "expected"), SAID)
def test_the_rule_is_one(said: str, expected: Validity) -> None:
    xsd = said.replace("^^xsd:date", "^^<http://www.w3.org/2001/XMLSchema#date>")
    store = store_of(
        turtle(
            f"<doc/k> a bat:BatConclusion ; {xsd} . <doc/k/t> a bat:TechniqueEntry ; bat:inDocument <doc/k> ; "
            "bat:claimedStatus <code/status/bat> ."
        )
    )
    iri = f"{BASE}doc/k"
    assert fetch_validity(store).get(iri, Validity()) == expected
    version = Versions(store, Activities(store)).all[iri]
    [facts] = fetch_facts(store)
    assert facts.document is not None
    assert (version.start, version.end) == (expected.start, expected.end)
    assert (facts.document.valid_from, facts.document.valid_to) == (expected.start, expected.end)
