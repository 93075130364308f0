"""Kinds of single faults, each planted wherever a book offers a place for it."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from ontology.namespaces import BAT, CODE

from .planting import Fault, Triple

NOWHERE = URIRef("https://w3id.org/batgraph/doc/nothing/of-the-kind")
WRONG_CODE = CODE["averaging-period/day"]
OTHER_WRONG_CODE = CODE["unit/percent"]
WORDLESS = ("", "  ", "\u00a0", "\t\n", "\u200b \ufeff", "–", "…")
BODIES = {BAT.AuthorisedBody, BAT.BatBureau, BAT.Body, BAT.Committee, BAT.Operator, BAT.TechnicalWorkingGroup}
AMOUNTS = {BAT.ConsumptionFigure, BAT.EmissionFigure, BAT.TechnologicalStandard, BAT.WasteFigure}


def statements_removed(book: Graph) -> Iterator[Fault]:
    """Every statement taken away by itself."""
    for triple in sorted(book):
        yield _replaced("removed", triple)


def things_removed(book: Graph) -> Iterator[Fault]:
    """All that is said of one thing taken away; links to it stay."""
    for thing in sorted(set(book.subjects())):
        yield Fault(f"thing removed {thing}", removed=frozenset(book.triples((thing, None, None))))


def values_of_a_wrong_kind(book: Graph) -> Iterator[Fault]:
    """A text in the place of a link, a link in the place of a text or number, a code of another list."""
    for triple in sorted(book):
        _, predicate, value = triple
        if predicate == RDF.type:
            continue
        if isinstance(value, Literal):
            yield _replaced("a link", triple, NOWHERE)
        else:
            yield _replaced("a text", triple, Literal("text"))
            if str(value).startswith(CODE):
                wrong = OTHER_WRONG_CODE if str(value).startswith(f"{CODE}averaging-period/") else WRONG_CODE
                yield _replaced("a wrong code", triple, wrong)


def days_that_are_none(book: Graph) -> Iterator[Fault]:
    """A text of the type of a day in the place of a day."""
    for triple in _days(book):
        yield _replaced("no day", triple, Literal("2022-02-30", datatype=XSD.date, normalize=False))


def days_moved(book: Graph) -> Iterator[Fault]:
    """A day moved by more than any deadline in working days, and by more than one in years."""
    for triple in _days(book):
        for days in (-4000, -60, 60, 4000):
            moved = date.fromisoformat(str(triple[2])) + timedelta(days=days)
            yield _replaced(f"{days} days", triple, Literal(moved.isoformat(), datatype=XSD.date))


def neighbours_swapped(book: Graph) -> Iterator[Fault]:
    """Two neighbouring elements of a book, part or section, each in the place of the other."""
    for whole in sorted(set(book.objects(None, BAT.partOf))):
        elements = [each for each in book.subjects(BAT.partOf, whole) if (each, BAT.elementKind, None) in book]
        placed = sorted((book.value(each, BAT.position).toPython(), each) for each in elements)  # type: ignore[union-attr]
        for (place, one), (next_place, other) in pairwise(placed):
            before = {(one, BAT.position, Literal(place)), (other, BAT.position, Literal(next_place))}
            after = {(one, BAT.position, Literal(next_place)), (other, BAT.position, Literal(place))}
            yield Fault(f"swapped {one}", removed=frozenset(before), added=frozenset(after))


def votes_turned(book: Graph) -> Iterator[Fault]:
    """The votes for a decision that was taken made too few."""
    for vote, number in sorted(book.subject_objects(BAT.votesFor)):
        yield _replaced("too few", (vote, BAT.votesFor, number), Literal(1))


def years_mistyped(book: Graph) -> Iterator[Fault]:
    """A day with a slip in its year: of the last millennium, or of one to come."""
    for triple in _days(book):
        for year in ("1022", "2202"):
            slip = year + str(triple[2])[4:].replace("-02-29", "-02-28")
            yield _replaced(year, triple, Literal(slip, datatype=XSD.date))


def texts_without_words(book: Graph) -> Iterator[Fault]:
    """Blanks, characters that do not show, or a dash in the place of a text."""
    for number, triple in enumerate(t for t in sorted(book) if isinstance(t[2], Literal) and t[2].language):
        text = WORDLESS[number % len(WORDLESS)]
        yield _replaced(f"{text!r}", triple, Literal(text, lang=triple[2].language))  # type: ignore[union-attr]


def things_of_two_kinds(book: Graph) -> Iterator[Fault]:
    """A class that a thing cannot have beside its own: most is asked of a committee, and that is a body."""
    for thing, kind in sorted(book.subject_objects(RDF.type)):
        if str(kind).startswith(str(BAT)) and kind != BAT.StructuralElement:
            other = BAT.WasteFigure if kind in BODIES else BAT.Committee
            yield Fault(f"also {other}: {thing}", added=frozenset({(thing, RDF.type, other)}))


def bounds_exchanged(book: Graph) -> Iterator[Fault]:
    """The lower bound of a level in the place of the upper one."""
    for level, lower in sorted(book.subject_objects(BAT.lowerBound)):
        upper = book.value(level, BAT.upperBound)
        assert upper is not None
        removed = {(level, BAT.lowerBound, lower), (level, BAT.upperBound, upper)}
        added = {(level, BAT.lowerBound, upper), (level, BAT.upperBound, lower)}
        yield Fault(f"bounds of {level}", removed=frozenset(removed), added=frozenset(added))


def amounts_below_zero(book: Graph) -> Iterator[Fault]:
    """An amount that is there turned into its negative."""
    for triple in sorted(book):
        subject, predicate, value = triple
        kinds = set(book.objects(subject, RDF.type))
        is_amount = (predicate == BAT.quantity and kinds & AMOUNTS) or predicate == BAT.lowerBound
        if is_amount and float(str(value)) > 0:
            yield _replaced("negative", triple, Literal(f"-{value}", datatype=XSD.decimal, normalize=False))


def _days(book: Graph) -> Iterator[Triple]:
    return (t for t in sorted(book) if isinstance(t[2], Literal) and t[2].datatype == XSD.date)


def _replaced(how: str, triple: Triple, by: Node | None = None) -> Fault:
    subject, predicate, value = triple
    added = frozenset() if by is None else frozenset({(subject, predicate, by)})
    return Fault(f"{how}: {subject} {predicate} {value}", removed=frozenset({triple}), added=added)
