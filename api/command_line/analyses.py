"""The commands of the analyses: each asks a function of the room `analysis/` and shows its answer."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Literal

import typer

from analysis.comparison.compare import compare, compare_levels
from analysis.comparison.comparison_text import lines as comparison_lines
from analysis.comparison.comparison_text import pair_lines
from analysis.plain_values import plain
from api.command_line.console import OUTPUT, explained_errors, fail, print_json
from api.settings import Settings
from store.embedded import EmbeddedStore
from store.snapshot import SnapshotFolder

OutputFormat = Literal["text", "json"]
FormatOption = Annotated[OutputFormat, typer.Option("--format", help="`json` for a program, `text` for a person.")]
StoreOption = Annotated[Path | None, typer.Option("--store", help="Folder of the built graph.")]
DocumentOption = Annotated[
    list[str] | None, typer.Option("--document", help="A document: its IRI, CELEX, number or code; repeatable.")
]
SectorOption = Annotated[list[str] | None, typer.Option("--sector", help="A sector, e.g. LCP; repeatable.")]


def register(commands: typer.Typer) -> None:
    """Add the commands of the analyses to the command line."""
    commands.command("compare")(compare_command)


def compare_command(
    pollutant: Annotated[str | None, typer.Argument(help="A pollutant: its code or a name, e.g. NOx.")] = None,
    kind: Annotated[str | None, typer.Option(help="emission, performance, consumption or waste.")] = None,
    medium: Annotated[str | None, typer.Option(help="air, water, …")] = None,
    document: DocumentOption = None,
    sector: SectorOption = None,
    averaging: Annotated[str | None, typer.Option(help="An averaging period: day, year, sampling-period, …")] = None,
    plant_status: Annotated[str | None, typer.Option(help="new or existing.")] = None,
    unit: Annotated[str | None, typer.Option(help="Bring all values to this unit, e.g. g/Nm3.")] = None,
    oxygen: Annotated[str | None, typer.Option(help="Bring concentrations in gas to this oxygen, in %.")] = None,
    levels: Annotated[
        tuple[str, str] | None, typer.Option("--levels", help="Compare two levels, by their IRIs, with each other.")
    ] = None,
    store: StoreOption = None,
    output: FormatOption = "text",
) -> None:
    """Compare levels: who is strictest, how far apart, and which numbers cannot be compared and why."""
    if levels is None and pollutant is None and kind is None:
        fail("say what to compare: a pollutant, --kind, or two levels with --levels")
    content = None if oxygen is None else _decimal(oxygen)
    with explained_errors():
        graph = _open(store)
        if levels is not None:
            pair = compare_levels(graph, *levels)
            _show(pair, pair_lines(pair), output)
            return
        found = compare(
            graph,
            pollutant,
            kind=kind,
            medium=medium,
            documents=document or (),
            sectors=sector or (),
            averaging=averaging,
            plant_status=plant_status,
            unit=unit,
            oxygen=content,
        )
    _show(found, comparison_lines(found), output)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        fail(f"--oxygen {text!r} is not a number")
    return number


def _open(store: Path | None) -> EmbeddedStore:
    return SnapshotFolder(store or Settings().store).current().open()


def _show(result: object, lines: Iterable[str], output: OutputFormat) -> None:
    if output == "json":
        print_json(plain(result))
        return
    for line in lines:
        OUTPUT.print(line, markup=False, highlight=False, soft_wrap=True)
