"""The schema in the repository is the schema of today, and says what stands behind it."""

from graphql import build_schema
from rdflib import DCTERMS, OWL, Graph, Literal

from api.graphql.schema import AnalystSchema
from api.graphql.snapshot import FILE, current_text
from ontology.model import load_ontology
from ontology.namespaces import BAT
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore


def test_the_snapshot_is_the_schema_of_today() -> None:
    same = FILE.read_text(encoding="utf-8") == current_text()
    assert same, "the GraphQL schema changed; look at the change, then run: python -m api.graphql.snapshot"


def test_the_snapshot_is_a_schema_and_names_the_terms_of_types_and_fields() -> None:
    text = FILE.read_text(encoding="utf-8")
    build_schema(text)
    assert 'type Technique @iri(is: "https://w3id.org/batgraph/def/Technique") {' in text
    assert 'documentKind: Concept @iri(is: "https://w3id.org/batgraph/def/documentKind")' in text
    # A field that is read backwards says so.
    assert 'EffectConnection! @iri(is: "^https://w3id.org/batgraph/def/ofEntry")' in text


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
