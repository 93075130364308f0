"""The schema in the repository is the schema of today, and says what stands behind it."""

from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module, resources

from graphql import GraphQLEnumType, GraphQLSchema
from rdflib import DCTERMS, OWL, Graph, Literal

from api.graphql.schema import AnalystSchema
from api.graphql.shown import read_shown
from api.graphql.snapshot import FILE
from ontology.model import load_ontology
from ontology.namespaces import BAT
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore

SHOWN = resources.files("api.graphql").joinpath("shown.toml")


def test_the_snapshot_is_the_schema_of_today(schema_text: str) -> None:
    same = FILE.read_text(encoding="utf-8") == schema_text
    assert same, "the GraphQL schema changed; look at the change, then run: python -m api.graphql.snapshot"


def test_the_schema_names_the_terms_of_types_and_fields(schema_text: str) -> None:
    text = schema_text
    assert 'type Technique @iri(is: "https://w3id.org/batgraph/def/Technique") {' in text
    assert 'documentKind: Concept @iri(is: "https://w3id.org/batgraph/def/documentKind")' in text
    # A field that is read backwards says so.
    assert 'EffectConnection! @iri(is: "^https://w3id.org/batgraph/def/ofEntry")' in text


def test_everything_in_the_schema_is_described(printed: GraphQLSchema) -> None:
    assert [name for name in undescribed(printed) if not name.startswith("__")] == []


def undescribed(schema: GraphQLSchema) -> Iterator[str]:
    for name, type_ in schema.type_map.items():
        if not type_.description:
            yield name
        if isinstance(type_, GraphQLEnumType):
            yield from (f"{name}={value}" for value, each in type_.values.items() if not each.description)
        for field_name, field in getattr(type_, "fields", {}).items():
            if not field.description:
                yield f"{name}.{field_name}"
            for argument_name, argument in getattr(field, "args", {}).items():
                if not argument.description:
                    yield f"{name}.{field_name}({argument_name})"


def test_what_is_shown_of_results_is_there(schema_text: str) -> None:
    """The file that says how results are shown names no class and no attribute that is gone."""
    gone = []
    for name, shown in read_shown(SHOWN).items():
        module, _, class_name = name.rpartition(".")
        class_ = getattr(import_module(module), class_name, None)
        if class_ is None:
            # A pair of values has no class of its own.
            gone += [] if class_name in schema_text else [name]
            continue
        there = {field.name for field in fields(class_)} | {each for each in vars(class_) if not each.startswith("_")}
        asked = {*shown.fields, *shown.hidden, *shown.properties}
        asked |= {link.of for link in shown.links.values()} | {text.of for text in shown.words.values()}
        gone += [f"{name}.{attribute}" for attribute in asked - there]
    assert gone == []


def test_deprecated_terms_become_deprecated_fields() -> None:
    ontology = Graph() + load_ontology()
    ontology.add((BAT.celex, OWL.deprecated, Literal(True)))
    ontology.add((BAT.celex, DCTERMS.isReplacedBy, BAT.decisionNumber))
    ontology.add((BAT.Threshold, OWL.deprecated, Literal(True)))
    schema = AnalystSchema(load_shapes(["model"]), ontology, EmbeddedStore.empty(), "none")
    query = """{
      decisions: __type(name: "EuBatConclusions") { fields(includeDeprecated: true) { name deprecationReason } }
      root: __type(name: "Query") { fields(includeDeprecated: true) { name deprecationReason } }
    }"""
    answer = schema.answer(query, {})
    assert answer.data is not None
    reasons = {
        field["name"]: field["deprecationReason"]
        for type_ in answer.data.values()
        for field in type_["fields"]
        if field["deprecationReason"]
    }
    nothing_instead = "Not to be used any more."
    assert reasons == {
        "celex": "Replaced by decisionNumber.",
        "threshold": nothing_instead,
        "thresholds": nothing_instead,
    }
