"""Every term and code of ours that the repository uses is defined: a slip of the pen is an error here."""

from pathlib import Path

import pytest
from rdflib import URIRef

from loaders import code_lists, decree
from ontology.model import defined_terms, load_code_lists, load_ontology
from ontology.namespaces import BAT, CODE
from ontology.term_uses import TermUse, undefined_uses, uses_in

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def defined() -> frozenset[URIRef]:
    shipped = [source.load_shipped(REPOSITORY / "data").graph for source in (code_lists, decree)]
    return frozenset().union(*map(defined_terms, [load_ontology(), load_code_lists(), *shipped]))


def test_every_term_used_in_the_repository_is_defined(defined: frozenset[URIRef]) -> None:
    undefined = undefined_uses(REPOSITORY, defined)
    assert not undefined, "not defined in ontology/ or a code list:\n" + "\n".join(map(str, undefined))


# The names below are put together here, so that the scan of this file does not meet them.
TERM = "wrong" + "Term"
IDENTIFIER = "wrong" + "-id"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.ttl", f"@prefix b: <{BAT}> .\n\nb:{TERM}1 b:{TERM} 1 .", [(3, BAT[TERM]), (3, BAT[TERM + "1"])]),
        ("a.ttl", f"<{CODE}status/{IDENTIFIER}> a <{BAT}{TERM}>.", [(1, CODE[f"status/{IDENTIFIER}"]), (1, BAT[TERM])]),
        (
            "a.rq",
            f"PREFIX c: <{CODE}>\nSELECT * {{ ?x ?y c:status\\/{IDENTIFIER} }}",
            [(2, CODE[f"status/{IDENTIFIER}"])],
        ),
        ("a.py", f"x = BAT.{TERM}", [(1, BAT[TERM])]),
        ("a.py", f"x = BAT[\"{TERM}\"], BAT['{TERM}2']", [(1, BAT[TERM]), (1, BAT[TERM + "2"])]),
        ("a.py", f'x = code("status", "{IDENTIFIER}")', [(1, CODE[f"status/{IDENTIFIER}"])]),
        ("a.py", 'x = BAT[f"{name}"], code(scheme, "id")', []),
        ("a.md", f"Use `bat:{TERM}`, not bat:, foo:bar or <{BAT}>.", [(1, BAT[TERM])]),
        ("a.csv", f"id,term\n1,bat:{TERM}\n", [(2, BAT[TERM])]),
    ],
)
def test_uses_are_found_with_their_line(
    tmp_path: Path, name: str, text: str, expected: list[tuple[int, URIRef]]
) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    assert set(uses_in(file)) >= {TermUse(file, line, term) for line, term in expected}
    assert len(list(uses_in(file))) == len(expected)


def test_an_undefined_term_is_reported_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "query.rq"
    file.write_text(f"SELECT *\n{{ ?x <{BAT}{TERM}> ?y ; <{BAT}celex> ?z }}\n", encoding="utf-8")
    assert [str(use) for use in undefined_uses(tmp_path, frozenset({BAT.celex}))] == [f"{file}:2: {BAT}{TERM}"]


def test_hidden_and_built_folders_are_left_out(tmp_path: Path) -> None:
    for folder in (".venv", "build", "node_modules", "x.egg-info"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.py").write_text(f"BAT.{TERM}", encoding="utf-8")
    assert undefined_uses(tmp_path, frozenset()) == ()
