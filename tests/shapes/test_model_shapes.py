"""Every property of the model is guarded: for each of its constraints one node breaks it, and one keeps them all."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from rdflib import RDF, RDFS, SH, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.model import load_ontology
from ontology.namespaces import BAT
from shapes.compilation.on_graph import run_compiled
from shapes.loading import load_shapes
from shapes.validation import validate
from shapes.validation_result import ValidationReport

EX = Namespace("https://example.org/")
RANGE_INCLUDES = URIRef("https://schema.org/rangeIncludes")

# A literal of each datatype, and a second one.
LITERALS = {
    XSD.string: (Literal("a"), Literal("b")),
    XSD.integer: (Literal(3), Literal(4)),
    XSD.decimal: (Literal("3.5", datatype=XSD.decimal), Literal("4.5", datatype=XSD.decimal)),
    XSD.boolean: (Literal(True), Literal(False)),
    XSD.date: (Literal("2024-02-29", datatype=XSD.date), Literal("2024-03-01", datatype=XSD.date)),
    XSD.gYear: (Literal("2024", datatype=XSD.gYear), Literal("2025", datatype=XSD.gYear)),
    RDF.langString: (Literal("a", lang="kk"), Literal("b", lang="ru")),
}
PATTERNED = {"EuBatConclusions-celex": (Literal("32019D2031"), Literal("32017D1442"))}
# Beyond the bound that a shape sets.
BOUNDS = {
    SH.minInclusive: (SH.MinInclusiveConstraintComponent, -1),
    SH.maxInclusive: (SH.MaxInclusiveConstraintComponent, 1000),
    SH.minExclusive: (SH.MinExclusiveConstraintComponent, 0),
    SH.maxExclusive: (SH.MaxExclusiveConstraintComponent, 1000),
}


@dataclass(frozen=True)
class Property:
    """One property shape with its class, and values that keep it."""

    shape: URIRef
    of_class: URIRef
    path: URIRef
    good: tuple[Node, Node]


@dataclass(frozen=True)
class Case:
    """A node with values of one property, and the constraint they break; none if it is None."""

    node: URIRef
    of: Property
    values: tuple[Node, ...]
    breaks: URIRef | None


@pytest.fixture(scope="module")
def model() -> Graph:
    return load_shapes(["model"])


@pytest.fixture(scope="module")
def cases(model: Graph, vocabulary: Graph) -> tuple[Case, ...]:
    return tuple(case for each in _properties(model, vocabulary) for case in _cases(model, each))


@pytest.fixture(scope="module")
def report(model: Graph, vocabulary: Graph, cases: tuple[Case, ...]) -> ValidationReport:
    data = Graph()
    for case in cases:
        data.add((case.node, RDF.type, case.of.of_class))
        for value in case.values:
            data.add((case.node, case.of.path, value))
    for kind in set(model.objects(None, SH["class"])):
        for number in (1, 2):
            data.add((_example(kind, number), RDF.type, kind))
    return validate(data, model, vocabulary=vocabulary, engine=run_compiled)


def test_each_constraint_is_broken_where_it_should_be_and_nowhere_else(
    report: ValidationReport, cases: tuple[Case, ...]
) -> None:
    found: dict[tuple[Node, URIRef], set[URIRef]] = {}
    for result in report.results:
        found.setdefault((result.focus, result.rule.iri), set()).add(result.component)
    wrong = {
        str(case.node): (found.get((case.node, case.of.shape), set()), case.breaks)
        for case in cases
        if found.get((case.node, case.of.shape), set()) != ({case.breaks} if case.breaks else set())
    }
    assert wrong == {}


def test_every_kind_of_constraint_that_the_model_uses_is_among_the_cases(model: Graph, cases: tuple[Case, ...]) -> None:
    told = {SH.path, SH.order, SH.name, SH.description, RDF.type, SH.severity, SH.message, SH.sparql}
    own = {BAT.expectation, BAT.remedy, BAT.takesIn, RDFS.comment, SH.targetClass, SH.deactivated}
    used = {p for shape in model.subjects(RDF.type, SH.PropertyShape) for p in model.predicates(shape)} - told - own
    broken = {case.breaks for case in cases}
    covered = {
        SH.minCount: SH.MinCountConstraintComponent,
        SH.maxCount: SH.MaxCountConstraintComponent,
        SH.datatype: SH.DatatypeConstraintComponent,
        SH["class"]: SH.ClassConstraintComponent,
        SH.node: SH.NodeConstraintComponent,
        SH.nodeKind: SH.NodeKindConstraintComponent,
        SH["or"]: SH.OrConstraintComponent,
        SH.uniqueLang: SH.UniqueLangConstraintComponent,
        SH.pattern: SH.PatternConstraintComponent,
        **{parameter: component for parameter, (component, _) in BOUNDS.items()},
    }
    # sh:hasValue stands only in the shapes of code lists, which sh:node leads to.
    assert used - set(covered) == {SH.hasValue}
    assert {covered[parameter] for parameter in used - {SH.hasValue}} <= broken


def test_the_model_covers_the_ontology_and_agrees_with_it(model: Graph) -> None:
    ontology = load_ontology()
    for shape, path in model.subject_objects(SH.path):
        if not str(path).startswith(str(BAT)):
            continue
        ranges = {*ontology.objects(path, RDFS.range), *ontology.objects(path, RANGE_INCLUDES)}
        schemes = set(ontology.objects(path, BAT.codeScheme))
        scheme_shape = model.value(shape, SH.node)
        if scheme_shape is not None:
            stated = model.value(model.value(scheme_shape, SH.property), SH.hasValue)
            assert schemes == {stated}, f"{shape}: the ontology gives {schemes}"
        elif ranges and (model.value(shape, SH.datatype) or model.value(shape, SH["class"])):
            assert {model.value(shape, SH.datatype) or model.value(shape, SH["class"])} == ranges, shape


def test_no_class_restates_a_property_of_a_class_above_it(model: Graph, vocabulary: Graph) -> None:
    paths: dict[Node, set[Node]] = {}
    for shape, target in model.subject_objects(SH.targetClass):
        paths.setdefault(target, set()).update(
            path for each in model.objects(shape, SH.property) for path in model.objects(each, SH.path)
        )
    restated = [
        (str(below), str(path))
        for below in paths
        for above in vocabulary.transitive_objects(below, RDFS.subClassOf)
        if above != below
        for path in paths[below] & paths.get(above, set())
    ]
    assert restated == []


def test_a_field_has_a_name_of_its_own_a_description_and_a_place(model: Graph) -> None:
    for node_shape in model.subjects(SH.targetClass):
        fields = list(model.objects(node_shape, SH.property))
        names = [str(model.value(field, SH.name)) for field in fields]
        assert len(set(names)) == len(names), node_shape
        assert all(model.value(field, SH.order) is not None for field in fields), node_shape
        assert all(model.value(field, SH.description) is not None for field in fields), node_shape


def _properties(model: Graph, vocabulary: Graph) -> Iterator[Property]:
    for node_shape, target in model.subject_objects(SH.targetClass):
        for shape in model.objects(node_shape, SH.property):
            path = model.value(shape, SH.path)
            if isinstance(shape, URIRef) and isinstance(target, URIRef) and isinstance(path, URIRef):
                yield Property(shape, target, path, _good_values(model, vocabulary, shape))


def _good_values(model: Graph, vocabulary: Graph, shape: URIRef) -> tuple[Node, Node]:
    name = str(shape).rsplit("/", 1)[-1]
    if name in PATTERNED:
        return PATTERNED[name]
    datatype = model.value(shape, SH.datatype)
    if isinstance(datatype, URIRef):
        return LITERALS[datatype]
    scheme_shape = model.value(shape, SH.node)
    if scheme_shape is not None:
        scheme = model.value(model.value(scheme_shape, SH.property), SH.hasValue)
        concepts = sorted(vocabulary.subjects(SKOS.inScheme, scheme))
        assert len(concepts) > 1, f"the code list {scheme} has fewer than two codes"
        return concepts[0], concepts[1]
    choices = model.value(shape, SH["or"])
    kind = model.value(shape, SH["class"])
    if choices is not None:
        kind = model.value(next(iter(Collection(model, choices))), SH["class"])
    if kind is not None:
        return _example(kind, 1), _example(kind, 2)
    if model.value(shape, SH.nodeKind) == SH.Literal:
        return Literal("a"), Literal("b")
    return EX.one, EX.two


def _example(kind: Node, number: int) -> URIRef:
    return EX[f"{str(kind).rsplit('/', 1)[-1].rsplit('#', 1)[-1]}/{number}"]


def _cases(model: Graph, each: Property) -> Iterator[Case]:
    name = str(each.shape).rsplit("/", 1)[-1]

    def case(label: str, values: tuple[Node, ...], breaks: URIRef | None) -> Case:
        return Case(EX[f"{name}/{label}"], each, values, breaks)

    fewest = int(str(model.value(each.shape, SH.minCount) or 0))
    most = model.value(each.shape, SH.maxCount)
    yield case("good", each.good[: max(fewest, 1)], None)
    if fewest:
        yield case("missing", each.good[: fewest - 1], SH.MinCountConstraintComponent)
    if most is not None:
        yield case("too-many", each.good, SH.MaxCountConstraintComponent)
    if model.value(each.shape, SH.uniqueLang) is not None:
        same = (Literal("a", lang="en"), Literal("b", lang="en"))
        yield case("twice-in-english", same, SH.UniqueLangConstraintComponent)
    if model.value(each.shape, SH.pattern) is not None:
        yield case("pattern", (Literal("2019/2031"),), SH.PatternConstraintComponent)
    for parameter, (component, beyond) in BOUNDS.items():
        if model.value(each.shape, parameter) is not None:
            datatype = model.value(each.shape, SH.datatype)
            yield case(str(parameter), (Literal(str(beyond), datatype=URIRef(str(datatype))),), component)
    wrong = _wrong_value(model, each.shape)
    if wrong is not None:
        value, component = wrong
        yield case("wrong-value", (value, *each.good[: fewest - 1]) if fewest > 1 else (value,), component)


def _wrong_value(model: Graph, shape: URIRef) -> tuple[Node, URIRef] | None:
    if model.value(shape, SH.pattern) is not None:
        return None  # a literal of another datatype breaks the pattern too
    for parameter, value, component in (
        (SH.datatype, EX.thing, SH.DatatypeConstraintComponent),
        (SH.node, EX.thing, SH.NodeConstraintComponent),
        (SH["class"], EX.thing, SH.ClassConstraintComponent),
        (SH["or"], EX.thing, SH.OrConstraintComponent),
    ):
        if model.value(shape, parameter) is not None:
            # A bound cannot be compared with a thing; a date is a wrong number that can only be of a wrong type.
            bounded = any(model.value(shape, bound) is not None for bound in BOUNDS)
            return None if bounded else (value, component)
    kind = model.value(shape, SH.nodeKind)
    return (EX.thing if kind == SH.Literal else Literal("a"), SH.NodeKindConstraintComponent)
