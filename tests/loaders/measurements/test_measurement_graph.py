"""Measured values in the graph: every cell of the file, under codes, or a refusal with line and column."""

from decimal import Decimal
from pathlib import Path

import pytest
from rdflib import RDF, Literal, URIRef

from loaders.loaded_source import SourceRefused
from loaders.measurements.columns import COLUMNS
from loaders.measurements.measurement_graph import load_measurements
from ontology.namespaces import BASE, BAT, GRAPH, code

PROJECT = Path(__file__).resolve().parents[3]
DATA = PROJECT / "data"
HEADER = ",".join(COLUMNS)


def written(place: Path, *rows: str) -> Path:
    file = place / "stack 1.csv"
    file.write_text("\n".join((HEADER, *rows)) + "\n", encoding="utf-8")
    return file


def test_a_row_becomes_a_value_with_codes_conditions_and_line(tmp_path: Path) -> None:
    row = "stack 1,оксиды азота,air,142.50,mg/Nm3,day,6,273.15,101.3,yes,existing,2026-05-04"
    source = load_measurements(written(tmp_path, "", row), DATA)
    node = URIRef(f"{BASE}measurements/stack-1/line/3")
    conditions = URIRef(f"{node}/conditions")
    said = dict(source.graph.predicate_objects(node))
    assert source.graph_iri == GRAPH["measurements/stack-1"]
    assert said[RDF.type] == BAT.MeasuredValue
    assert said[BAT.pollutant] == code("pollutant", "nox")
    assert said[BAT.unit] == code("unit", "mg-per-nm3")
    assert said[BAT.averagingPeriod] == code("averaging-period", "day")
    assert str(said[BAT.printedText]) == "142.50 mg/Nm3"
    assert said[BAT.sourceRow] == Literal(3)
    assert source.graph.value(conditions, BAT.oxygenContent) == Literal(Decimal(6))
    assert len(source.graph) == 18


def test_the_example_of_the_documentation_is_read_whole() -> None:
    example = PROJECT / "docs" / "examples" / "measured-values.csv"
    rows = len(example.read_text(encoding="utf-8").splitlines()) - 1
    assert load_measurements(example, DATA).report.counts["measured values"] == rows


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("s,noxx,air,1,mg/Nm3,,,,,,,", "pollutant"),
        ("s,NOx,space,1,mg/Nm3,,,,,,,", "medium"),
        ("s,NOx,air,1,MG/nm3,,,,,,,", "unit"),
        ("s,NOx,air,1,mg/Nm3,fortnight,,,,,,", "averaging"),
        ("s,NOx,air,many,mg/Nm3,,,,,,,", "value"),
    ],
)
def test_a_cell_that_means_nothing_is_refused_with_line_and_column(tmp_path: Path, row: str, column: str) -> None:
    with pytest.raises(SourceRefused) as refused:
        load_measurements(written(tmp_path, "s,NOx,air,1,mg/Nm3,,,,,,,", row), DATA)
    assert refused.value.place == f"line 3, column {column}"
