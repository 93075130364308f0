"""Single faults planted where nobody chose: one fault is one result, whatever the place.

A sample is planted here, the same in every run; `python -m benchmarks.single_faults` plants all (some minutes).
Why some days moved by years and meetings struck out give two results stands in docs/validation-report.md.
"""

from collections.abc import Callable, Iterator
from itertools import islice

import pytest
from rdflib import Graph

from . import fault_kinds as kinds
from .conftest import Validate
from .planting import Fault, PlantedBook

Kind = Callable[[Graph], Iterator[Fault]]

# Of each kind one in so many is planted, and how many results one may give.
SAMPLED: list[tuple[Kind, int, set[int]]] = [
    (kinds.statements_removed, 25, {0, 1}),
    (kinds.things_removed, 9, {0, 1}),
    (kinds.values_of_a_wrong_kind, 45, {1}),
    (kinds.days_that_are_none, 7, {1}),
    (kinds.neighbours_swapped, 4, {1}),
    (kinds.votes_turned, 1, {1}),
    (kinds.years_mistyped, 9, {1}),
    (kinds.texts_without_words, 9, {1}),
    (kinds.things_of_two_kinds, 25, {1}),
    (kinds.bounds_exchanged, 4, {1}),
    (kinds.amounts_below_zero, 9, {1}),
]
# Each is part of three meetings in a row that a member missed, and of the way of a draft or comment: two rules.
IN_TWO_RULES = ("example-sectoral/meeting-",)


def _sample(kind: Kind, one_in: int, book: Graph) -> Iterator[Fault]:
    return islice(kind(book), one_in // 2, None, one_in)


def _counts(kind: Kind, one_in: int, book: Graph, planted: PlantedBook) -> Iterator[tuple[str, int]]:
    for fault in _sample(kind, one_in, book):
        if not (fault.name.startswith("thing") and any(part in fault.name for part in IN_TWO_RULES)):
            yield fault.name, len(planted.results(fault))


@pytest.mark.parametrize("name", ["sectoral", "cross_sectoral"])
@pytest.mark.parametrize(("kind", "one_in", "expected"), SAMPLED, ids=[kind.__name__ for kind, _, _ in SAMPLED])
def test_one_fault_is_one_result(
    kind: Kind, one_in: int, expected: set[int], name: str, books: dict[str, Graph], planted: dict[str, PlantedBook]
) -> None:
    counts = list(_counts(kind, one_in, books[name], planted[name]))
    assert [each for each in counts if each[1] not in expected] == []


# Each was once told twice: by the rule of the property, and by one that counts with its value.
WRONG_VALUES = [
    ("ex:book bat:validTo", "Document-validTo"),
    ("ex:eu-level-none bat:noLevelStated", "AssociatedLevel-noLevelStated"),
]


@pytest.mark.parametrize(("place", "rule"), WRONG_VALUES)
def test_a_link_in_the_place_of_a_value_is_one_result(place: str, rule: str, planted: dict[str, PlantedBook]) -> None:
    book = planted["sectoral"]
    update = f"DELETE {{ {place} ?x }} INSERT {{ {place} ex:nothing }} WHERE {{ {place} ?x }}"
    assert [result.rule.name for result in book.results(book.fault(update, update))] == [rule]


# Each of these was once told as following from the other.
TWO_FAULTS = [
    ("DELETE WHERE { ex:part-contents ?p ?o }", "DELETE WHERE { ex:section-scope bat:coversSector ?x }"),
    ("DELETE WHERE { ex:part-contents ?p ?o }", "DELETE WHERE { ex:part-bibliography bat:partOf ?x }"),
    ("DELETE WHERE { ex:part-principles ?p ?o }", "DELETE DATA { ex:book bat:coversSector sector:PP }"),
    ("DELETE WHERE { ex:part-methodology bat:elementKind ?x }", "DELETE WHERE { ex:section-contents ?p ?o }"),
    ("DELETE WHERE { ex:part-considered bat:elementKind ?x }", "DELETE WHERE { ex:entry-settling bat:economics ?x }"),
    ("DELETE WHERE { ex:section-contents a bat:ContentsList }", "DELETE WHERE { ex:part-contents ?p ?o }"),
    ("INSERT DATA { ex:settling-cod a bat:Committee }", "DELETE WHERE { ex:settling-cod bat:unit ?x }"),
    ("DELETE WHERE { ex:section bat:divisionBasis ?x }", "DELETE WHERE { ex:part-contents ?p ?o }"),
]


@pytest.mark.parametrize("updates", TWO_FAULTS)
def test_two_independent_faults_are_two_results(updates: tuple[str, str], planted: dict[str, PlantedBook]) -> None:
    book = planted["cross_sectoral"]
    one, other = (book.fault(update, update) for update in updates)
    both = Fault("both", removed=one.removed | other.removed, added=one.added | other.added)
    alone = [(result.rule.iri, result.focus) for fault in (one, other) for result in book.results(fault)]
    assert sorted((result.rule.iri, result.focus) for result in book.results(both)) == sorted(alone)


def test_planting_finds_what_validating_the_whole_book_finds(
    books: dict[str, Graph], planted: dict[str, PlantedBook], check: Validate
) -> None:
    for name, book in books.items():
        for kind, one_in, _ in SAMPLED[:4]:
            for fault in _sample(kind, one_in * 25, book):
                broken = Graph()
                broken += book
                for triple in fault.removed:
                    broken.remove(triple)
                for triple in fault.added:
                    broken.add(triple)
                assert set(planted[name].results(fault)) == set(check(broken).results), fault.name
