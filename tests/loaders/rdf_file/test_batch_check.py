"""A batch that is called in order as a whole has no statement that would be refused on its own."""

from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from loaders.loaded_source import SourceRefused
from loaders.rdf_file import load_rdf
from loaders.rdf_file.batch_check import is_plainly_in_order
from loaders.rdf_file.literals import XSD, is_broken
from ontology.namespaces import BAT

DATA = Path(__file__).resolve().parents[3] / "data"
THING = NamedNode("https://example.org/thing")
UNKNOWN = f"{BAT}notThere"
DATATYPES = [NamedNode(XSD + name) for name in ("integer", "decimal", "date", "string", "boolean", "token")]
TEXT = st.text('1-0.a"\\\n <>_:^@ қ', max_size=12) | st.sampled_from(["2026-11-23", '"^^<' + XSD, f"<{UNKNOWN}>", "1"])
LITERALS = st.builds(lambda text, datatype: Literal(text, datatype=datatype), TEXT, st.sampled_from(DATATYPES))
IRIS = st.sampled_from([NamedNode(iri) for iri in (UNKNOWN, str(BAT["Document"]), "https://example.org/other")])


def lines_of(terms: list[Literal | NamedNode]) -> bytes:
    return pyoxigraph.serialize([Triple(THING, THING, term) for term in terms], format=RdfFormat.N_TRIPLES) or b""


@given(st.lists(LITERALS | IRIS, max_size=4))
def test_no_broken_value_and_no_undefined_name_is_called_in_order(terms: list[Literal | NamedNode]) -> None:
    faults = [term for term in terms if (is_broken(term) if isinstance(term, Literal) else term.value == UNKNOWN)]
    assert not (faults and is_plainly_in_order(lines_of(terms), lambda iri: iri == UNKNOWN))


def test_plain_statements_are_called_in_order_and_what_needs_a_look_is_not() -> None:
    plain = [Literal("a", language="kk"), Literal("1.5", datatype=DATATYPES[1]), NamedNode(str(BAT["Document"]))]
    assert is_plainly_in_order(lines_of(plain), lambda iri: iri == UNKNOWN)
    for text in (b"_:a <p:p> <o:o> .\n", b"<s:s> <p:p> <<( <s:s> <p:p> <o:o> )>> .\n", b"<s:s> <p:p> _:a .\n"):
        assert not is_plainly_in_order(text, lambda _: False)


@pytest.mark.parametrize("last", ["no statement", ""])
def test_a_fault_is_found_among_many_statements_and_before_what_cannot_be_parsed(tmp_path: Path, last: str) -> None:
    """The 10,003rd statement has the fault: it stands in the second batch."""
    file = tmp_path / "many.nt"
    good = [f'<{THING.value}/{number}> <{THING.value}> "{number}"^^<{XSD}integer> .' for number in range(10_005)]
    good[10_002] = f'<{THING.value}> <{THING.value}> "many"^^<{XSD}integer> .'
    file.write_text("\n".join([*good, last]), encoding="utf-8")
    with pytest.raises(SourceRefused, match=r"statement 10003 .*found the value \"many\""):
        load_rdf(file, DATA, tmp_path)
