"""The types and fields that the model shapes describe, as plain data.

A node shape is a type and a property shape is a field; a class that others specialise is an interface.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rdflib import DCTERMS, OWL, RDF, RDFS, SH, SKOS, XSD, Graph, URIRef
from rdflib.term import Node

Kind = Literal["string", "integer", "decimal", "boolean", "date", "dateTime", "year", "iri", "text", "object"]

CONCEPT: Final = str(SKOS.Concept)

_DATATYPES: Final[Mapping[Node, Kind]] = {
    XSD.string: "string",
    XSD.anyURI: "string",
    XSD.integer: "integer",
    XSD.nonNegativeInteger: "integer",
    XSD.decimal: "decimal",
    XSD.boolean: "boolean",
    XSD.date: "date",
    XSD.dateTime: "dateTime",
    XSD.gYear: "year",
    RDF.langString: "text",
}


class ShapesNotUnderstood(Exception):
    """A property shape from which no field can be made: a fault of the shapes."""


@dataclass(frozen=True)
class Field:
    """A field of a type.

    `predicate` is the property; `inverse` says that the things pointing here are meant. `target` is the class of an
    object field. `many` is whether there can be several values.
    """

    name: str
    predicate: str
    inverse: bool
    kind: Kind
    target: str
    many: bool
    description: str
    deprecated: str | None = None
    """Why not to use it any more, and what instead; None for what is in use."""
    lists: tuple[str, ...] = ()
    """The code lists that its values are from, by IRI; none if they are no codes, or from any list."""


@dataclass(frozen=True)
class NodeType:
    """A class as a type: `fields` are its own and those of the classes above it, `above` are those classes' IRIs."""

    name: str
    iri: str
    description: str
    fields: Mapping[str, Field]
    above: tuple[str, ...]
    below: tuple[str, ...]
    deprecated: str | None = None

    @property
    def is_interface(self) -> bool:
        """Whether other types specialise it."""
        return bool(self.below)

    @property
    def is_concept(self) -> bool:
        """Whether its things are concepts of code lists."""
        return CONCEPT in (self.iri, *self.above)

    @property
    def has_range(self) -> bool:
        """Whether its things state a lower and an upper bound in a unit."""
        return {"lowerBound", "upperBound", "unit"} <= self.fields.keys()

    @property
    def numbers(self) -> tuple[Field, ...]:
        """The fields that are numbers."""
        return tuple(field for field in self.fields.values() if field.kind in ("integer", "decimal"))


@dataclass(frozen=True)
class TypeModel:
    """All types by the IRI of their class."""

    types: Mapping[str, NodeType]

    def most_specific(self, classes: Iterable[str]) -> NodeType | None:
        """Return the most specific known type among a node's classes; of equals, the first by name."""
        known = [self.types[iri] for iri in classes if iri in self.types]
        return max(known, key=lambda t: (len(t.above), t.name), default=None)


def read_model(shapes: Graph, ontology: Graph) -> TypeModel:
    """Return the types that `shapes` describe; class hierarchies come from `ontology`."""
    classes = {str(target): shape for shape, target in shapes.subject_objects(SH.targetClass) if _is_named(shape)}
    above = {iri: _above(URIRef(iri), ontology, classes) for iri in classes}
    below: dict[str, list[str]] = defaultdict(list)
    for iri, uppers in above.items():
        for upper in uppers:
            below[upper].append(iri)
    own = {iri: _fields(shape, shapes, ontology) for iri, shape in classes.items()}
    types = {}
    for iri, shape in classes.items():
        fields = {name: field for upper in (*above[iri], iri) for name, field in own[upper].items()}
        types[iri] = NodeType(
            name=_local_name(iri),
            iri=iri,
            description=str(shapes.value(shape, SH.description) or ""),
            fields=fields,
            above=above[iri],
            below=tuple(sorted(below[iri])),
            deprecated=_deprecated(URIRef(iri), ontology),
        )
    return TypeModel(dict(sorted(types.items(), key=lambda item: item[1].name)))


def _is_named(shape: Node) -> bool:
    return isinstance(shape, URIRef)


def _above(iri: URIRef, ontology: Graph, classes: Mapping[str, Node]) -> tuple[str, ...]:
    """The classes with a shape above one, from the top down."""
    found = {str(upper) for upper in ontology.transitive_objects(iri, RDFS.subClassOf)} - {str(iri)}
    known = [upper for upper in found if upper in classes]
    return tuple(sorted(known, key=lambda u: (len(set(ontology.transitive_objects(URIRef(u), RDFS.subClassOf))), u)))


def _fields(shape: Node, shapes: Graph, ontology: Graph) -> dict[str, Field]:
    described = [_field(property_shape, shapes, ontology) for property_shape in shapes.objects(shape, SH.property)]
    return {field.name: field for _, field in sorted(described, key=lambda pair: (pair[0], pair[1].name))}


def _field(shape: Node, shapes: Graph, ontology: Graph) -> tuple[int, Field]:
    path = shapes.value(shape, SH.path)
    inverse = None if path is None else shapes.value(path, SH.inversePath)
    predicate = inverse or path
    name = shapes.value(shape, SH.name)
    if not isinstance(predicate, URIRef) or name is None:
        raise ShapesNotUnderstood(f"{shape}: a field needs sh:name and a path of one property, forward or inverse")
    kind, target = _kind(shape, shapes)
    one_value = str(shapes.value(shape, SH.maxCount)) == "1" or (
        kind == "text" and str(shapes.value(shape, SH.uniqueLang)) == "true"
    )
    return int(str(shapes.value(shape, SH.order) or 0)), Field(
        name=str(name),
        predicate=str(predicate),
        inverse=inverse is not None,
        kind=kind,
        target=target,
        many=not one_value,
        description=str(shapes.value(shape, SH.description) or ""),
        deprecated=_deprecated(predicate, ontology),
        lists=_lists(shape, shapes),
    )


def _deprecated(term: URIRef, ontology: Graph) -> str | None:
    """Why a term is not to be used any more; the ontology says owl:deprecated and what replaces it."""
    if str(ontology.value(term, OWL.deprecated)) != "true":
        return None
    instead = sorted(_local_name(str(replacement)) for replacement in ontology.objects(term, DCTERMS.isReplacedBy))
    return f"Replaced by {', '.join(instead)}." if instead else "Not to be used any more."


def _kind(shape: Node, shapes: Graph) -> tuple[Kind, str]:
    datatype = shapes.value(shape, SH.datatype)
    if datatype is not None:
        if datatype not in _DATATYPES:
            raise ShapesNotUnderstood(f"{shape}: no GraphQL scalar is known for sh:datatype {datatype}")
        return _DATATYPES[datatype], ""
    target = shapes.value(shape, SH["class"])
    if target is not None:
        return "object", str(target)
    if shapes.value(shape, SH.node) is not None:
        # sh:node names the small shape of a code list; its values are concepts.
        return "object", CONCEPT
    return ("string" if shapes.value(shape, SH.nodeKind) == SH.Literal else "iri"), ""


def _lists(shape: Node, shapes: Graph) -> tuple[str, ...]:
    inner = (each for node in shapes.objects(shape, SH.node) for each in shapes.objects(node, SH.property))
    in_scheme = (each for each in inner if shapes.value(each, SH.path) == SKOS.inScheme)
    return tuple(sorted(str(scheme) for each in in_scheme for scheme in shapes.objects(each, SH.hasValue)))


def _local_name(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2]
