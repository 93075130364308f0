"""Every node shape is a type, every property shape a field: read off the shapes once more, and held to the schema."""

from collections.abc import Mapping
from typing import Any

import pytest
from graphql import (
    DocumentNode,
    FieldDefinitionNode,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    ListTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    TypeNode,
    parse,
)
from pyoxigraph import RdfFormat, Store

from api.graphql.snapshot import FILE
from ontology.model import module_files
from shapes.selection import shape_files

Type = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode

PREFIXES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX bat: <https://w3id.org/batgraph/def/>
"""
TYPES = """
SELECT DISTINCT ?class ?description WHERE {
  ?shape sh:targetClass ?class .
  FILTER(isIRI(?shape))
  OPTIONAL { ?shape sh:description ?description }
}"""
ABOVE = """
SELECT DISTINCT ?class ?upper WHERE {
  ?shape sh:targetClass ?class . ?other sh:targetClass ?upper .
  ?class rdfs:subClassOf+ ?upper .
  FILTER(isIRI(?shape) && isIRI(?other) && ?class != ?upper)
}"""
FIELDS = """
SELECT ?class ?name ?forward ?inverse ?datatype ?target ?codes ?kind ?most ?unique ?description WHERE {
  ?shape sh:targetClass ?class ; sh:property ?field .
  FILTER(isIRI(?shape))
  ?field sh:name ?name .
  OPTIONAL { ?field sh:path ?forward . FILTER(isIRI(?forward)) }
  OPTIONAL { ?field sh:path/sh:inversePath ?inverse }
  OPTIONAL { ?field sh:datatype ?datatype }
  OPTIONAL { ?field sh:class ?target }
  OPTIONAL { ?field sh:node ?codes }
  OPTIONAL { ?field sh:nodeKind ?kind }
  OPTIONAL { ?field sh:maxCount ?most }
  OPTIONAL { ?field sh:uniqueLang ?unique }
  OPTIONAL { ?field sh:description ?description }
}"""
SCALARS = {
    "string": "String",
    "langString": "Text",
    "date": "Date",
    "dateTime": "DateTime",
    "decimal": "Decimal",
    "integer": "Int",
    "boolean": "Boolean",
    "gYear": "String",
    "anyURI": "IRI",
}


@pytest.fixture(scope="module")
def stated() -> Store:
    """The shapes and the ontology."""
    store = Store()
    for file in (*shape_files(["model"]), *module_files()):
        store.load(path=str(file), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module")
def schema() -> DocumentNode:
    return parse(FILE.read_text(encoding="utf-8"), no_location=True)


@pytest.fixture(scope="module")
def types(schema: DocumentNode) -> Mapping[str, Type]:
    """The types that stand for a class, by its IRI. For what is nothing more special than an interface says, there is a
    type beside the interface: `PlainDocument` beside `Document`."""
    found = [d for d in schema.definitions if isinstance(d, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode)]
    found.sort(key=lambda each: isinstance(each, InterfaceTypeDefinitionNode))
    return {iri: each for each in found if (iri := iri_of(each)) is not None}


def iri_of(node: Any) -> str | None:
    said = [d.arguments[0].value.value for d in node.directives or () if d.name.value == "iri"]
    return said[0] if said else None


def rows(store: Store, query: str) -> list[dict[str, str]]:
    solutions: Any = store.query(PREFIXES + query)
    names = [variable.value for variable in solutions.variables]
    return [{name: row[name].value for name in names if row[name] is not None} for row in solutions]


def local(iri: str) -> str:
    return iri.rpartition("/")[2].rpartition("#")[2]


def written(type_: TypeNode) -> str:
    if isinstance(type_, NonNullTypeNode):
        return f"{written(type_.type)}!"
    return f"[{written(type_.type)}]" if isinstance(type_, ListTypeNode) else type_.name.value  # type: ignore[attr-defined]


def test_every_node_shape_is_a_type_with_its_description(stated: Store, types: Mapping[str, Type]) -> None:
    expected = {row["class"]: (local(row["class"]), row["description"]) for row in rows(stated, TYPES)}
    assert len(expected) > 50
    assert {iri: (each.name.value, said(each)) for iri, each in types.items()} == expected


def said(node: Any) -> str | None:
    return None if node.description is None else str(node.description.value)


def test_a_hierarchy_of_classes_is_one_of_interfaces(stated: Store, types: Mapping[str, Type]) -> None:
    above = [(row["class"], row["upper"]) for row in rows(stated, ABOVE)]
    assert len(above) > 10
    uppers = {upper for _, upper in above}
    assert {iri for iri, each in types.items() if isinstance(each, InterfaceTypeDefinitionNode)} == uppers
    for class_, upper in above:
        assert types[upper].name.value in {each.name.value for each in types[class_].interfaces or ()}


def test_every_property_shape_is_a_field_with_description_cardinality_and_range(
    stated: Store, types: Mapping[str, Type], schema: DocumentNode
) -> None:
    inputs = {d.name.value: d for d in schema.definitions if isinstance(d, InputObjectTypeDefinitionNode)}
    described = rows(stated, FIELDS)
    assert len(described) > 300
    assert any("inverse" in row for row in described)
    for row in described:
        type_ = types[row["class"]]
        field = next(f for f in type_.fields or () if f.name.value == row["name"])
        assert iri_of(field) == row.get("forward", f"^{row.get('inverse')}"), (row["class"], row["name"])
        assert written(field.type) == type_of(row), (row["class"], row["name"])
        assert said(field) == row["description"]
        where = inputs[f"{type_.name.value}Where"]
        assert row["name"] in {each.name.value for each in where.fields or ()}
        assert_arguments(row, field)


def type_of(row: Mapping[str, str]) -> str:
    if "inverse" in row:
        return f"{local(row['target'])}Connection!"
    if "datatype" in row:
        inner = SCALARS[local(row["datatype"])]
    elif "target" in row or "codes" in row:
        inner = local(row["target"]) if "target" in row else "Concept"
    else:
        inner = "String" if local(row.get("kind", "")) == "Literal" else "IRI"
    one = row.get("most") == "1" or (inner == "Text" and row.get("unique") == "true")
    return inner if one else f"[{inner}!]!"


def assert_arguments(row: Mapping[str, str], field: FieldDefinitionNode) -> None:
    arguments = {each.name.value for each in field.arguments or ()}
    if "inverse" in row:
        assert {"where", "orderBy", "first", "after"} <= arguments
    elif row.get("datatype", "").endswith("langString"):
        assert arguments == {"language"}
    else:
        assert arguments == set()
