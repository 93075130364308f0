"""`batgraph validate` over a built graph: whole, one source, behind an endpoint; and which engine runs which rule."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rdflib import Graph

from loaders.code_lists import load_shipped
from loaders.decree.loading import load_shipped as load_law
from ontology.namespaces import GRAPH
from shapes.background import own_vocabulary
from store.embedded import EmbeddedStore
from store.snapshot import SnapshotFolder
from tests.api.typed_command import run as typed
from tests.store.sparql_endpoint import endpoint, nquads

PROJECT = Path(__file__).resolve().parents[2]
NO_UNITS = """PREFIX bat: <https://w3id.org/batgraph/def/>
    DELETE { ?level bat:unit ?unit } WHERE { ?level a bat:EmissionLevel ; bat:unit ?unit }"""

Answer = Callable[..., tuple[int, list[list[str]], str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> SnapshotFolder:
    """A built graph with a sectoral book whose levels have no unit, and a cross-sectoral book without a fault."""
    store = EmbeddedStore.empty()
    data = PROJECT / "data"
    vocabulary = Graph()
    vocabulary += own_vocabulary()
    store.add_graph(GRAPH["ontology"], vocabulary)
    store.add_graph(GRAPH["code-lists"], load_shipped(data).graph)
    store.add_graph(GRAPH["law/kz-775"], load_law(data).graph)
    books = PROJECT / "tests" / "shapes" / "books"
    faulty = Graph().parse(books / "sectoral.ttl")
    faulty.update(NO_UNITS)
    store.add_graph(GRAPH["book/sectoral"], faulty)
    store.add_graph(GRAPH["book/cross-sectoral"], Graph().parse(books / "cross_sectoral.ttl"))
    folder = SnapshotFolder(tmp_path_factory.mktemp("validated"))
    with folder.writing():
        folder.publish(store, {})
    return folder


@pytest.fixture(scope="module")
def validate(folder: SnapshotFolder) -> Answer:
    """Run the command; return its exit code, the rule and focus node of each result, and what it said beside."""

    def run(*arguments: str) -> tuple[int, list[list[str]], str]:
        arguments = ("validate", *arguments, "--format", "json")
        ran = typed(*arguments, folder=folder.path, BATGRAPH_STORE=str(folder.path))
        results = json.loads(ran.stdout)["results"] if ran.stdout else []
        return ran.returncode, sorted([r["rule"], r["thing"]] for r in results), ran.stderr

    return run


def test_one_source_has_the_results_of_the_whole_that_are_about_it(validate: Answer, folder: SnapshotFolder) -> None:
    code, whole, _ = validate()
    assert code == 1
    assert whole != []
    code, part, said = validate("--source", "book/sectoral")
    assert (code, part) == (1, whole)
    assert "things looked at: " in said
    with endpoint(nquads(folder.current().open())) as url:
        assert validate("--endpoint", url)[:2] == (1, whole)


DRAFT = """@prefix bat: <https://w3id.org/batgraph/def/> .
<https://w3id.org/batgraph/doc/mine/meeting> a bat:Meeting ;
    bat:hasVote [ a bat:Vote ;
        bat:memberCount 11 ;
        bat:votesFor "ten" ] .
"""


def test_the_reader_is_sent_to_the_line_of_a_draft(folder: SnapshotFolder, tmp_path: Path) -> None:
    draft = tmp_path / "draft.ttl"
    draft.write_text(DRAFT, encoding="utf-8")
    command = ["validate", draft, "--rules", "model", "--on", "2026-03-01"]
    ran = typed(*command, folder=folder.path, BATGRAPH_STORE=str(folder.path))
    assert "What: vote\n        Where: file draft.ttl, line 5\n        Found: ten\n" in ran.stdout
    assert "Deadlines were judged as of 2026-03-01." in ran.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "book/none"), "there is no graph book/none: there are book/cross-sectoral, book/sectoral, code"),
        (
            ("--source", "cross-sectoral.ttl"),
            "graph cross-sectoral.ttl; near matches: book/cross-sectoral;",
        ),
        (("--endpoint", "nowhere"), "'nowhere' is no address of an endpoint"),
    ],
)
def test_what_cannot_be_checked_is_said_in_words(validate: Answer, arguments: tuple[str, ...], said: str) -> None:
    code, results, explained = validate(*arguments)
    assert (code, results) == (1, [])
    assert said in explained


def test_every_rule_is_listed_with_its_engine(tmp_path: Path) -> None:
    command = ["validate", "--engines", "--rules", "law/working-groups"]
    taken = json.loads(typed(*command, "--format", "json", folder=tmp_path).stdout)
    assert {each["engine"] for each in taken} == {"compiled"}
    shown = typed(*command, folder=tmp_path)
    assert shown.stdout.splitlines()[-1] == f"compiled {len(taken)}, pySHACL 0"
