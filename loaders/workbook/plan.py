"""What a workbook asks for: sheets and columns, read from the model shapes, the law's shapes and the ontology.

There is no other list of them: a property that a shape gains is a column of the next template.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from ontology.namespaces import BASE, BAT, LAW, code
from shapes.labels import borrowed, label
from shapes.rules import law_rules, paragraph_order
from shapes.trilingual import Trilingual

BookKind = Literal["sectoral", "cross-sectoral"]
ValueKind = Literal["text", "string", "integer", "decimal", "boolean", "date", "year", "code", "property", "reference"]

BOOK_CLASSES: Final[Mapping[BookKind, URIRef]] = {
    "sectoral": BAT.SectoralReferenceBook,
    "cross-sectoral": BAT.CrossSectoralReferenceBook,
}
PREFIXES: Final[Mapping[str, str]] = {
    "bat": str(BAT),
    "skos": str(SKOS),
    "eli": "http://data.europa.eu/eli/ontology#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": str(RDF),
}
_KINDS: Final[Mapping[Node, ValueKind]] = {
    XSD.string: "string",
    XSD.integer: "integer",
    XSD.decimal: "decimal",
    XSD.boolean: "boolean",
    XSD.date: "date",
    XSD.gYear: "year",
    RDF.langString: "text",
}
SELDOM: Final = 4
"""The rank of columns that neither the model nor a paragraph asks for."""
# What a cell says of a property itself is no thing of the book.
_PROPERTY_OF_A_PROPERTY: Final = BAT.absentProperty


class ShapeNotUnderstood(Exception):
    """A model shape from which no column can be made: a fault of the shapes."""


@dataclass(frozen=True)
class Column:
    """One property of a class. `targets` are the classes that a reference may point to, subclasses included.

    `required` says the model asks for a value, `asked` that a paragraph of the law does; `means_book` that an empty
    cell stands for the book itself; `many`, that a cell can hold several values (of texts, in one language).
    `scheme` is the code list of a coded value.
    """

    predicate: URIRef
    kind: ValueKind
    many: bool
    required: bool
    asked: bool
    scheme: URIRef | None
    targets: tuple[URIRef, ...]
    means_book: bool
    label: Trilingual
    definition: Trilingual
    paragraphs: tuple[str, ...]

    @property
    def machine(self) -> str:
        """The name of the column that does not change with language or order, e.g. `bat:unit`."""
        return curie(self.predicate)


@dataclass(frozen=True)
class SheetPlan:
    """The sheet of one class. `given` are the values that every thing of the class has, by predicate."""

    cls: URIRef
    label: Trilingual
    definition: Trilingual
    module: Trilingual
    paragraphs: tuple[str, ...]
    columns: tuple[Column, ...]
    kinds: frozenset[str]
    given: Mapping[URIRef, URIRef]

    @property
    def machine(self) -> str:
        """The name of the sheet that does not change with language, e.g. `bat:EmissionLevel`."""
        return curie(self.cls)

    def column(self, predicate: URIRef) -> Column | None:
        """Return the column of a property, or None."""
        return next((column for column in self.columns if column.predicate == predicate), None)


@dataclass(frozen=True)
class WorkbookPlan:
    """All sheets there can be, in the order of a book."""

    sheets: tuple[SheetPlan, ...]
    above: Mapping[URIRef, frozenset[URIRef]]

    def sheet(self, cls: Node) -> SheetPlan | None:
        """Return the sheet of a class, or None."""
        return next((sheet for sheet in self.sheets if sheet.cls == cls), None)

    def for_book(self, kind: BookKind, also: Iterable[URIRef] = ()) -> tuple[SheetPlan, ...]:
        """Return the sheets that the authors of a kind of book fill, and those of the classes in `also`."""
        more = frozenset(also)
        return tuple(sheet for sheet in self.sheets if kind in sheet.kinds or sheet.cls in more)

    def is_a(self, cls: URIRef, targets: Iterable[URIRef]) -> bool:
        """Whether a class is one of `targets` or below one."""
        return bool(({cls} | self.above.get(cls, frozenset())) & set(targets))


def curie(iri: URIRef) -> str:
    """Return an IRI as prefix and name."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    raise ShapeNotUnderstood(f"{iri}: the workbook knows no prefix for it; add one to loaders/workbook/plan.py")


def iri_of(curied: str) -> URIRef | None:
    """Return the IRI of a prefix and name, or None if it is none of ours."""
    prefix, separator, name = curied.strip().partition(":")
    return URIRef(PREFIXES[prefix] + name) if separator and prefix in PREFIXES and name else None


def read_plan(shapes: Graph, ontology: Graph) -> WorkbookPlan:
    """Return the plan of all sheets. `shapes` are those of the model and of the law.

    Raises ShapeNotUnderstood if a property shape is of a form that no column is known for.
    """
    return _PlanReader(shapes, ontology).plan()


class _PlanReader:
    def __init__(self, shapes: Graph, ontology: Graph) -> None:
        self._shapes = shapes
        self._ontology = ontology
        self._shape_of = {
            target: shape
            for shape, target in shapes.subject_objects(SH.targetClass)
            if isinstance(target, URIRef) and isinstance(shape, URIRef) and _is_model(shape)
        }
        self._above = {cls: frozenset(self._superclasses(cls)) for cls in self._shape_of}
        self._asked = self._law_by_class_and_property()

    def plan(self) -> WorkbookPlan:
        shown = [cls for cls in self._shape_of if not self._is_concept(cls)]
        sheets = [self._sheet(cls) for cls in sorted(shown, key=self._order)]
        return WorkbookPlan(tuple(sheets), self._above)

    def _superclasses(self, cls: URIRef) -> Iterator[URIRef]:
        for upper in self._ontology.transitive_objects(cls, RDFS.subClassOf):
            if isinstance(upper, URIRef) and upper != cls:
                yield upper

    def _is_concept(self, cls: URIRef) -> bool:
        return bool({SKOS.Concept, SKOS.ConceptScheme} & ({cls} | self._above[cls]))

    def _order(self, cls: URIRef) -> tuple[int, str, str]:
        order = self._shapes.value(self._shape_of[cls], SH.order)
        module = str(self._ontology.value(cls, RDFS.isDefinedBy) or "")
        return (int(str(order)) if order is not None else 10_000, module, str(cls))

    def _sheet(self, cls: URIRef) -> SheetPlan:
        module = self._ontology.value(cls, RDFS.isDefinedBy)
        kinds = self._shapes.objects(self._shape_of[cls], BAT.authoredIn)
        return SheetPlan(
            cls=cls,
            label=_capitalised(self._label(cls)),
            definition=self._definition(cls, self._shape_of[cls]),
            module=label(module or cls, self._ontology),
            paragraphs=self._paragraphs(cls),
            columns=tuple(self._columns(cls)),
            kinds=frozenset(str(kind).rsplit("/", 1)[-1] for kind in kinds),
            given=dict(self._given(cls)),
        )

    def _columns(self, cls: URIRef) -> list[Column]:
        """Own properties and those of the classes above; a narrower class's word on a property counts."""
        found: dict[URIRef, tuple[tuple[int, int, int, str], Column]] = {}
        lineage = sorted((c for c in self._above[cls] if c in self._shape_of), key=lambda c: len(self._above[c]))
        for depth, upper in enumerate([*lineage, cls]):
            for shape in self._shapes.objects(self._shape_of[upper], SH.property):
                path = self._shapes.value(shape, SH.path)
                if not isinstance(path, URIRef) or str(self._shapes.value(shape, SH.deactivated)) == "true":
                    continue
                order = int(str(self._shapes.value(shape, SH.order) or 0))
                column = self._column(cls, path, shape)
                found[path] = ((rank(column), depth, order, str(path)), column)
        return [column for _, column in sorted(found.values(), key=lambda pair: pair[0])]

    def _column(self, cls: URIRef, path: URIRef, shape: Node) -> Column:
        kind, scheme, targets = self._kind(path, shape)
        required = int(str(self._shapes.value(shape, SH.minCount) or 0)) > 0
        numbers, asked = self._law(cls, path)
        books = frozenset(BOOK_CLASSES.values())
        return Column(
            predicate=path,
            kind=kind,
            many=self._is_many(shape),
            required=required,
            asked=asked or bool(numbers),
            scheme=scheme,
            targets=targets,
            means_book=required and path in (BAT.inDocument, BAT.partOf) and bool(books & self._with_below(targets)),
            label=_capitalised(self._label(path)),
            definition=self._definition(path, shape),
            paragraphs=numbers or self._paragraphs(path),
        )

    def _is_many(self, shape: Node) -> bool:
        """Whether there can be several values; of texts, several in one language."""
        is_one = str(self._shapes.value(shape, SH.maxCount)) == "1"
        return not is_one and str(self._shapes.value(shape, SH.uniqueLang)) != "true"

    def _kind(self, path: URIRef, shape: Node) -> tuple[ValueKind, URIRef | None, tuple[URIRef, ...]]:
        datatype = self._shapes.value(shape, SH.datatype)
        if datatype is not None:
            if datatype not in _KINDS:
                raise ShapeNotUnderstood(f"{shape}: no cell is known for values of type {datatype}")
            return _KINDS[datatype], None, ()
        if self._shapes.value(shape, SH.nodeKind) == SH.Literal:
            return "string", None, ()
        node = self._shapes.value(shape, SH.node)
        if node is not None:
            scheme = self._shapes.value(self._shapes.value(node, SH.property), SH.hasValue)
            if not isinstance(scheme, URIRef):
                raise ShapeNotUnderstood(f"{shape}: {node} names no code list")
            return "code", scheme, ()
        if path == _PROPERTY_OF_A_PROPERTY:
            return "property", None, ()
        return "reference", None, tuple(sorted(self._targets(shape)))

    def _targets(self, shape: Node) -> Iterator[URIRef]:
        for target in self._shapes.objects(shape, SH["class"]):
            if isinstance(target, URIRef):
                yield target
        choices = self._shapes.value(shape, SH["or"])
        if choices is not None:
            for choice in Collection(self._shapes, choices):
                yield from self._targets(choice)

    def _with_below(self, classes: Iterable[URIRef]) -> frozenset[URIRef]:
        wanted = frozenset(classes)
        return frozenset(cls for cls in self._shape_of if ({cls} | self._above[cls]) & wanted)

    def _law_by_class_and_property(self) -> Mapping[tuple[Node, Node], list[tuple[str, bool]]]:
        found: dict[tuple[Node, Node], list[tuple[str, bool]]] = defaultdict(list)
        for rule in law_rules(self._shapes):
            asks = (rule.iri, SH.minCount, None) in self._shapes
            for cls in self._shapes.objects(rule.iri, SH.targetClass):
                for path in rule.paths:
                    found[cls, path].append((rule.paragraph_number or "", asks))
        return found

    def _law(self, cls: URIRef, path: URIRef) -> tuple[tuple[str, ...], bool]:
        said = [entry for each in (cls, *self._above[cls]) for entry in self._asked.get((each, path), ())]
        numbers = sorted({number for number, _ in said if number}, key=paragraph_order)
        return tuple(numbers), any(asks for _, asks in said)

    def _paragraphs(self, term: Node) -> tuple[str, ...]:
        numbers = {str(p).removeprefix(str(LAW)) for p in self._ontology.objects(term, BAT.paragraph)}
        return tuple(sorted(numbers, key=paragraph_order))

    def _label(self, term: URIRef) -> Trilingual:
        return borrowed()[curie(term)]["label"] if curie(term) in borrowed() else label(term, self._ontology)

    def _definition(self, term: URIRef, shape: Node) -> Trilingual:
        """What the ontology says, in three languages; of a borrowed term what it means in the workbook."""
        if not term.startswith(BASE) and curie(term) in borrowed():
            return borrowed()[curie(term)]["definition"]
        said = Trilingual.from_literals(self._ontology.objects(term, SKOS.definition))
        return said or Trilingual.same(str(self._shapes.value(shape, SH.description) or ""))

    def _given(self, cls: URIRef) -> Iterator[tuple[URIRef, URIRef]]:
        """The values that the ontology defines a class by (owl:hasValue), if they are codes of ours."""
        for expression in self._ontology.objects(cls, OWL.equivalentClass):
            parts = self._ontology.value(expression, OWL.intersectionOf)
            for part in [] if parts is None else Collection(self._ontology, parts):
                predicate = self._ontology.value(part, OWL.onProperty)
                value = self._ontology.value(part, OWL.hasValue)
                if isinstance(predicate, URIRef) and isinstance(value, URIRef) and value.startswith(BASE):
                    yield predicate, value


def _is_model(shape: URIRef) -> bool:
    """Whether a shape says what a class has; those of the law are named by their paragraph, in lower case."""
    return shape.startswith(f"{BASE}shape/") and shape.rsplit("/", 1)[-1][:1].isupper()


def rank(column: Column) -> int:
    """Where a column stands: first what names a thing, then what has to be filled, what the law asks for, the rest."""
    if column.predicate == SKOS.prefLabel:
        return 0
    return 1 if column.required else 2 if column.asked else 3 if column.paragraphs else SELDOM


def _capitalised(text: Trilingual) -> Trilingual:
    return Trilingual(*(each[:1].upper() + each[1:] for each in (text.kk, text.ru, text.en)))


def document_kind(kind: BookKind) -> URIRef:
    """Return the code of a kind of book."""
    return code("document-kind", kind)
