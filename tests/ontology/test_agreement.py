"""Shapes and shipped data use each property as the ontology means it.

The reasoner would quietly conclude that a thing is what a misused property says it is; here such a use is an error.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import OWL, SH, XSD
from rdflib.term import Node

from api.sources import shipped_sources
from ontology.model import load_code_lists, load_ontology
from ontology.namespaces import BAT

REPOSITORY = Path(__file__).resolve().parents[2]
SDO = "https://schema.org/"


class Vocabulary:
    """The ontology, asked for what a property may stand on and lead to: about a few terms, once for each triple."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._known: dict[tuple[Node, ...], set[Node]] = {}

    def _objects(self, term: Node, *predicates: URIRef) -> set[Node]:
        asked = (term, *predicates)
        if asked not in self._known:
            self._known[asked] = {o for predicate in predicates for o in self._graph.objects(term, predicate)}
        return self._known[asked]

    def _above(self, cls: Node) -> set[Node]:
        if (cls,) not in self._known:
            self._known[cls,] = set(self._graph.transitive_objects(cls, RDFS.subClassOf))
        return self._known[cls,]

    def domains(self, term: Node) -> set[Node]:
        return self._objects(term, RDFS.domain, URIRef(SDO + "domainIncludes"))

    def ranges(self, term: Node) -> set[Node]:
        return self._objects(term, RDFS.range, URIRef(SDO + "rangeIncludes"))

    def code_list(self, term: Node) -> str:
        return str(self._graph.value(term, BAT.codeScheme) or "")

    def is_a(self, term: Node, kind: URIRef) -> bool:
        return (term, RDF.type, kind) in self._graph

    def fits(self, classes: set[Node], wanted: set[Node]) -> bool:
        """Whether one of `classes`, or a superclass of one, is `wanted`; what has no class is not judged."""
        return not wanted or not classes or any(self._above(cls) & wanted for cls in classes)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(load_ontology())


def misuses_in_shapes(vocabulary: Vocabulary, shapes: Graph) -> Iterator[str]:
    for shape, path in shapes.subject_objects(SH.path):
        if not str(path).startswith(BAT):
            continue
        datatype, cls = shapes.value(shape, SH.datatype), shapes.value(shape, SH["class"])
        if datatype is not None and datatype not in vocabulary.ranges(path):
            yield f"{shape}: {path} has no values of {datatype}"
        if cls is not None and not vocabulary.fits({cls}, vocabulary.ranges(path)):
            yield f"{shape}: {path} does not lead to {cls}"
        for owner in shapes.subjects(SH.property, shape):
            for target in shapes.objects(owner, SH.targetClass):
                if not vocabulary.fits({target}, vocabulary.domains(path)):
                    yield f"{shape}: {path} does not stand on {target}"


def misuses_in_data(vocabulary: Vocabulary, data: Graph) -> Iterator[str]:
    for subject, predicate, found in data:
        if str(predicate).startswith(BAT):
            if not vocabulary.fits(set(data.objects(subject, RDF.type)), vocabulary.domains(predicate)):
                yield f"{subject}: {predicate} does not stand on this class"
            if not _value_fits(vocabulary, data, predicate, found):
                yield f"{subject}: {predicate} does not lead to {found!r}"


def _value_fits(vocabulary: Vocabulary, data: Graph, predicate: Node, found: Node) -> bool:
    if vocabulary.is_a(predicate, OWL.AnnotationProperty):
        return True
    if isinstance(found, Literal):
        datatype = found.datatype or (RDF.langString if found.language else XSD.string)
        return vocabulary.is_a(predicate, OWL.DatatypeProperty) and datatype in vocabulary.ranges(predicate)
    if not vocabulary.is_a(predicate, OWL.ObjectProperty):
        return False
    scheme = vocabulary.code_list(predicate)
    if scheme:
        return str(found).startswith(scheme + "/") and (found, RDF.type, None) in data
    return vocabulary.fits(set(data.objects(found, RDF.type)), vocabulary.ranges(predicate))


def test_shapes_use_properties_as_the_ontology_means_them(vocabulary: Vocabulary) -> None:
    shapes = Graph()
    for file in sorted((REPOSITORY / "shapes").rglob("*.ttl")):
        shapes.parse(file, format="turtle")
    assert sorted(misuses_in_shapes(vocabulary, shapes)) == []


def test_shipped_data_use_properties_as_the_ontology_means_them(vocabulary: Vocabulary) -> None:
    data = load_code_lists()
    for shipped in shipped_sources(REPOSITORY / "data"):
        for source in shipped.load(REPOSITORY / "data"):
            for triple in source.graph:
                data.add(triple)
    assert sorted(misuses_in_data(vocabulary, data))[:20] == []


def test_a_misuse_is_found(vocabulary: Vocabulary) -> None:
    data = Graph().parse(
        data=f"""@prefix own: <{BAT}> . @prefix code: <https://w3id.org/batgraph/code/> .
        <a:body> a own:Committee ; own:celex "x" .
        <a:level> a own:EmissionLevel ; own:lowerBound 1.5, 2, <a:body> ; own:unit "mg" ; own:medium code:direction .
        <a:entry> a own:TechniqueEntry ; own:technique <a:body> .""",
        format="turtle",
    )
    assert sorted(misuses_in_data(vocabulary, data)) == [
        f"a:body: {BAT}celex does not stand on this class",
        f"a:entry: {BAT}technique does not lead to {URIRef('a:body')!r}",
        f"a:level: {BAT}lowerBound does not lead to {Literal(2)!r}",
        f"a:level: {BAT}lowerBound does not lead to {URIRef('a:body')!r}",
        f"a:level: {BAT}medium does not lead to {URIRef('https://w3id.org/batgraph/code/direction')!r}",
        f"a:level: {BAT}unit does not lead to {Literal('mg')!r}",
    ]
    shapes = Graph().parse(
        data=f"""@prefix own: <{BAT}> . @prefix sh: <{SH}> . @prefix xsd: <{XSD}> .
        <a:shape> sh:targetClass own:Committee ; sh:property <a:celex>, <a:technique>, <a:ofBody> .
        <a:celex> sh:path own:celex ; sh:datatype xsd:integer .
        <a:ofBody> sh:path own:ofBody ; sh:class own:Committee .
        <a:technique> sh:path own:technique ; sh:class own:Footnote .""",
        format="turtle",
    )
    assert sorted(misuses_in_shapes(vocabulary, shapes)) == [
        f"a:celex: {BAT}celex does not stand on {BAT}Committee",
        f"a:celex: {BAT}celex has no values of {XSD.integer}",
        f"a:technique: {BAT}technique does not lead to {BAT}Footnote",
    ]
