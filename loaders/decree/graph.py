"""The act as triples: ELI subdivisions with our labels and summaries, and the official wording where a copy was read.

IRIs: `law/kz-775` is the act, `law/kz-775/<identifier>` a provision (see `provisions`); the Ecology Code, which the act
cites, is `law/kz-ecology-code`, its article 113(6) `law/kz-ecology-code/a113.6`.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef

from loaders.decree.citations import CODE_IDENTIFIER
from loaders.decree.phrases import joined, label_of, literals, note_text
from loaders.decree.provisions import (
    ACT_DATE,
    ACT_IDENTIFIER,
    ACT_NUMBER,
    HEADED_KINDS,
    DecreeText,
    Provision,
    ProvisionKind,
)
from loaders.decree.shipped_law import ShippedLaw, StructureRow, Trilingual
from ontology.namespaces import ACT, BASE, BAT, CODE, ELI, LAW, code

_Node = URIRef | Literal
_Triple = tuple[URIRef, URIRef, _Node]

_CODE_ACT: Final = URIRef(f"{BASE}law/{CODE_IDENTIFIER}")
_CODE_NAME: Final = Trilingual(
    "Қазақстан Республикасының Экология кодексі",
    "Экологический кодекс Республики Казахстан",
    "Ecology Code of the Republic of Kazakhstan",
)
_CODE_DATE: Final = "2021-01-02"
_KIND_SCHEME: Final = "subdivision-kind"
_KIND_SCHEME_NAME: Final = Trilingual(
    "Акт бөлімшесінің түрі", "Вид структурной единицы акта", "Kind of subdivision of an act"
)


def law_graph(law: ShippedLaw, decree: DecreeText | None = None) -> Graph:
    """Return the act as shipped; with a user's own copy also its official text, printed text and extraction notes."""
    provisions = tuple(decree.walk()) if decree else ()
    graph = Graph()
    for part in (_act(law), _subdivisions(law), _citations(law), _kinds(law), _remarks(law, provisions)):
        for triple in part:
            graph.add(triple)
    for provision in provisions:
        for triple in _wording(provision):
            graph.add(triple)
    return graph


def iri_of(identifier: str) -> URIRef:
    """Return the IRI of the act, of one of its provisions, or of what it cites."""
    if identifier == ACT_IDENTIFIER:
        return ACT
    if identifier.startswith(CODE_IDENTIFIER):
        return URIRef(f"{BASE}law/{identifier}")
    return LAW[identifier]


def _act(law: ShippedLaw) -> Iterator[_Triple]:
    yield ACT, RDF.type, ELI.LegalResource
    yield ACT, ELI.number, Literal(ACT_NUMBER)
    yield ACT, SKOS.notation, Literal(ACT_IDENTIFIER)
    yield ACT, ELI.date_document, Literal(ACT_DATE.isoformat(), datatype=XSD.date)
    name = law.labels[ACT_IDENTIFIER]
    yield ACT, ELI.title, Literal(name.kk, lang="kk")
    yield from _labelled(ACT, name)


def _subdivisions(law: ShippedLaw) -> Iterator[_Triple]:
    for row in law.structure:
        iri, parent = iri_of(row.identifier), iri_of(row.parent)
        yield iri, RDF.type, ELI.LegalResourceSubdivision
        yield iri, ELI.is_part_of, parent
        yield parent, ELI.has_part, iri
        yield iri, ELI.type_subdivision, code(_KIND_SCHEME, row.kind.value)
        yield iri, BAT.position, Literal(row.position)
        yield from _named(iri, row, law)
        for kind in row.rule_kinds:
            yield iri, BAT.ruleKind, code("rule-kind", kind)


def _named(iri: URIRef, row: StructureRow, law: ShippedLaw) -> Iterator[_Triple]:
    label = label_of(row, law.labels, law.subdivision_kinds)
    yield from _labelled(iri, label)
    yield iri, SKOS.notation, Literal(row.identifier)
    if row.number:
        yield iri, ELI.number, Literal(row.number)
    if row.kind in HEADED_KINDS:
        yield iri, ELI.title, Literal(label.kk, lang="kk")
    if row.identifier in law.summaries:
        for summary in literals(law.summaries[row.identifier]):
            yield iri, BAT.summary, summary


def _citations(law: ShippedLaw) -> Iterator[_Triple]:
    for citation in law.citations:
        yield iri_of(citation.identifier), ELI.cites, iri_of(citation.cites)
        if citation.cites.startswith(CODE_IDENTIFIER):
            yield from _cited_code(citation.cites)


def _cited_code(identifier: str) -> Iterator[_Triple]:
    """Yield the Ecology Code and, if one is cited, the paragraph of its article."""
    yield _CODE_ACT, RDF.type, ELI.LegalResource
    yield _CODE_ACT, ELI.date_document, Literal(_CODE_DATE, datatype=XSD.date)
    yield _CODE_ACT, ELI.title, Literal(_CODE_NAME.kk, lang="kk")
    yield from _labelled(_CODE_ACT, _CODE_NAME)
    _, _, place = identifier.partition("/a")
    if not place:
        return
    article, _, paragraph = place.partition(".")
    iri = iri_of(identifier)
    yield iri, RDF.type, ELI.LegalResourceSubdivision
    yield iri, ELI.is_part_of, _CODE_ACT
    yield _CODE_ACT, ELI.has_part, iri
    yield iri, ELI.number, Literal(place)
    yield from _labelled(
        iri,
        Trilingual(
            f"Экология кодексінің {article}-бабының {paragraph}-тармағы",
            f"пункт {paragraph} статьи {article} Экологического кодекса",
            f"Ecology Code, Article {article}({paragraph})",
        ),
    )


def _remarks(law: ShippedLaw, provisions: Sequence[Provision]) -> Iterator[_Triple]:
    """Yield one text per provision and language: slips of the act first, then each mending of the copy, one a line."""
    remarks: dict[str, list[Trilingual]] = {}
    for slip in law.slips:
        remarks.setdefault(slip.identifier, []).append(slip.remark)
    for provision in provisions:
        for note in provision.notes:
            remarks.setdefault(provision.identifier, []).append(note_text(note))
    for identifier, sentences in remarks.items():
        for text in literals(joined(sentences)):
            yield iri_of(identifier), BAT.extractionNote, text


def _kinds(law: ShippedLaw) -> Iterator[_Triple]:
    scheme = CODE[_KIND_SCHEME]
    yield scheme, RDF.type, SKOS.ConceptScheme
    yield from _labelled(scheme, _KIND_SCHEME_NAME)
    for identifier, name in law.subdivision_kinds.items():
        concept = code(_KIND_SCHEME, identifier)
        yield concept, RDF.type, SKOS.Concept
        yield concept, SKOS.inScheme, scheme
        yield concept, SKOS.notation, Literal(identifier)
        yield from _labelled(concept, name)


def _wording(provision: Provision) -> Iterator[_Triple]:
    iri = iri_of(provision.identifier)
    if provision.kind not in HEADED_KINDS:
        yield iri, BAT.officialText, Literal(provision.text, lang="kk")
    if provision.kind is not ProvisionKind.RULES:
        yield iri, BAT.printedText, Literal(provision.printed)


def _labelled(iri: URIRef, name: Trilingual) -> Iterator[_Triple]:
    for label in literals(name):
        yield iri, SKOS.prefLabel, label
