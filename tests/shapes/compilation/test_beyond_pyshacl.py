"""Where pySHACL finds something else than the standard says, which is what is expected here.

It reads ill-formed values by rdflib, which rewrites or orders them (found by `benchmarks.engine_comparison` in
mutated books), and walks the inverse of a sequence in the wrong order (found by random shapes).
"""

import pytest
from rdflib import RDF, SH, XSD, BNode, Graph, Literal
from rdflib.collection import Collection
from rdflib.term import Node, URIRef

from shapes.engine import ShapesRefused, run_pyshacl
from tests.shapes.compilation.comparison import Row, compiled_rows, store_of
from tests.shapes.compilation.random_graphs import EX, typed


def found(values: list[tuple[URIRef, Literal]], rules: list[tuple[URIRef, Node]]) -> list[Row]:
    """What a property shape for `ex:p0` with these rules finds about one node with these values."""
    data, shapes = node_and_shape(values, rules)
    return compiled_rows(store_of(data), shapes)


def node_and_shape(values: list[tuple[URIRef, Literal]], rules: list[tuple[URIRef, Node]]) -> tuple[Graph, Graph]:
    data, shapes = Graph(), Graph()
    data.add((EX.n0, RDF.type, EX.C0))
    for property_, value in values:
        data.add((EX.n0, property_, value))
    shapes.add((EX.shape, SH.targetClass, EX.C0))
    shapes.add((EX.shape, SH.path, EX.p0))
    for parameter, value in rules:
        shapes.add((EX.shape, parameter, value))
    return data, shapes


def row(value: str, component: str) -> Row:
    return EX.n0.n3(), EX.p0.n3(), value, f"{component}ConstraintComponent", str(EX.shape), "violation"


def test_a_boolean_without_text_is_no_false() -> None:
    """SHACL 4.1.2 holds a value to its datatype as written; two values that differ are two (4.2.2)."""
    values = [(EX.p0, typed("", XSD.boolean)), (EX.p0, typed("false", XSD.boolean))]
    assert found(values, [(SH.datatype, XSD.boolean), (SH.maxCount, Literal(1))]) == [
        row("", "MaxCount"),
        row(f'""^^{XSD.boolean}', "Datatype"),
    ]


def test_a_date_is_no_year() -> None:
    assert found([(EX.p0, typed("2026-02-30", XSD.gYear))], [(SH.datatype, XSD.gYear)]) == [
        row(f'"2026-02-30"^^{XSD.gYear}', "Datatype")
    ]


def test_a_number_that_is_none_is_not_less_than_another() -> None:
    """SHACL 4.5.3 and 4.5.4: values that SPARQL cannot compare are a violation."""
    values = [(EX.p0, typed("2031-01-01", XSD.decimal)), (EX.p1, typed("3000", XSD.decimal))]
    for parameter, component in ((SH.lessThan, "LessThan"), (SH.lessThanOrEquals, "LessThanOrEquals")):
        assert found(values, [(parameter, EX.p1)]) == [row(f'"2031-01-01"^^{XSD.decimal}', component)]


@pytest.mark.filterwarnings("ignore:NotImplemented should not be used:DeprecationWarning")  # in rdflib
def test_a_day_that_is_none_is_not_before_another_and_pyshacl_says_that_it_gives_up() -> None:
    values = [(EX.p0, typed("x", XSD.date)), (EX.p1, typed("2026-02-01", XSD.date))]
    rules: list[tuple[URIRef, Node]] = [(SH.lessThanOrEquals, EX.p1)]
    assert found(values, rules) == [row(f'"x"^^{XSD.date}', "LessThanOrEquals")]
    with pytest.raises(ShapesRefused, match="cannot put two values of the data in order"):
        run_pyshacl(*node_and_shape(values, rules))


def test_the_inverse_of_a_sequence_is_walked_from_its_end() -> None:
    """SHACL 2.3.1.4 and SPARQL 9.3: `^(p0/p1)` from n2 leads along `^p1`, then `^p0`, to n0."""
    data, shapes = Graph(), Graph()
    data.add((EX.n0, EX.p0, EX.n1))
    data.add((EX.n1, EX.p1, EX.n2))
    steps, path = BNode(), BNode()
    Collection(shapes, steps, [EX.p0, EX.p1])
    shapes.add((path, SH.inversePath, steps))
    shapes.add((EX.shape, SH.path, path))
    shapes.add((EX.shape, SH.targetNode, EX.n2))
    shapes.add((EX.shape, SH.nodeKind, SH.Literal))
    assert [each[2] for each in compiled_rows(store_of(data), shapes)] == [EX.n0.n3()]
