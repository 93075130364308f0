"""The commands of the analyses: each asks a function of the room `analysis/` and shows its answer."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

import typer

from api.command_line.answers import (
    FormatOption,
    LanguageOption,
    OutputFormat,
    StoreOption,
    errors_in,
    open_store,
    show,
)
from api.command_line.console import fail
from api.command_line.readings import compare_readings_command
from api.command_line.said import said
from loaders.measurements.columns import COLUMNS
from shapes.trilingual import Language

DocumentOption = Annotated[
    list[str] | None, typer.Option("--document", help="A document: its IRI, CELEX, number or code; repeatable.")
]
SectorOption = Annotated[list[str] | None, typer.Option("--sector", help="A sector, e.g. LCP; repeatable.")]


def register(commands: typer.Typer) -> None:
    """Add the commands of the analyses to the command line."""
    commands.command("compare")(compare_command)
    commands.command("compare-readings")(compare_readings_command)
    commands.command("cross-check")(cross_check_command)
    commands.command("gaps")(gaps_command)
    commands.command("difference")(difference_command)
    commands.command("screen")(screen_command)


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
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="Only documents in force on this day; all if not given."),
    ] = None,
    levels: Annotated[
        tuple[str, str] | None, typer.Option("--levels", help="Compare two levels, by their IRIs, with each other.")
    ] = None,
    store: StoreOption = None,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Compare levels: who is strictest, how far apart, and which numbers cannot be compared and why."""
    from analysis.comparison.compare import compare, compare_levels
    from analysis.comparison.comparison_text import lines, pair_lines

    if levels is None and pollutant is None and kind is None:
        fail(said("nothing-to-compare", language), output, language=language)
    content = None if oxygen is None else _decimal(oxygen, output, language)
    graph = open_store(store, output)
    with errors_in(language, graph, output):
        if levels is not None:
            pair = compare_levels(graph, *levels)
            show(pair, pair_lines, output, language, graph)
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
            on=on.date() if on else None,
        )
    show(found, lines, output, language, graph)


def cross_check_command(
    document: Annotated[str | None, typer.Argument(help="A document; all documents if none is given.")] = None,
    rule: Annotated[list[str] | None, typer.Option("--rule", help="Only this rule; repeatable.")] = None,
    matrix: Annotated[bool, typer.Option("--matrix", help="Only the matrix of pairs.")] = False,
    store: StoreOption = None,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Check documents against each other: references, activities, levels, techniques, marker pollutants, versions."""
    from analysis.cross_check.cross_check import cross_check
    from analysis.cross_check.cross_check_text import lines, matrix_lines

    graph = open_store(store, output)
    with errors_in(language, graph, output):
        found = cross_check(graph, document, rule or ())
    if matrix and output == "json":
        show(found.matrix, lambda *_: (), output, language, graph)
    else:
        show(found, matrix_lines if matrix else lines, output, language, graph)


def gaps_command(
    document: Annotated[str, typer.Argument(help="A document: its IRI, CELEX, number or code.")],
    every: Annotated[bool, typer.Option("--all", help="List everything that lacks something.")] = False,
    store: StoreOption = None,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Say what is missing from a document, by paragraph, with shares; of a Kazakh book also what breaks the law."""
    from analysis.gaps.gaps import gaps
    from analysis.gaps.gaps_text import SHOWN, lines
    from analysis.gaps.law_report import law_report

    graph = open_store(store, output)
    with errors_in(language, graph, output):
        found = gaps(graph, document, law_report(graph, document, date.today()))
    show(found, lambda it, speaker: lines(it, None if every else SHOWN, speaker), output, language, graph)


def difference_command(
    first: Annotated[str, typer.Argument(help="The older version: its IRI, CELEX, number or code.")],
    second: Annotated[str, typer.Argument(help="The newer version.")],
    other_store: Annotated[
        Path | None, typer.Option("--other-store", help="Folder of another built graph that holds the newer version.")
    ] = None,
    store: StoreOption = None,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Say what really changed between two versions: levels, techniques, scope; not where things are printed."""
    from analysis.difference.difference import difference
    from analysis.difference.difference_text import lines

    graph = open_store(store, output)
    with errors_in(language, graph, output):
        newer = None if other_store is None else open_store(other_store)
        found = difference(graph, first, second, newer)
    show(found, lines, output, language, graph)


def screen_command(
    file: Annotated[Path, typer.Argument(help=f"A CSV of measured values with the columns {', '.join(COLUMNS)}.")],
    document: DocumentOption = None,
    sector: SectorOption = None,
    bat: Annotated[list[int] | None, typer.Option("--bat", help="Only levels of this numbered BAT.")] = None,
    on: Annotated[
        datetime | None,
        typer.Option("--on", formats=["%Y-%m-%d"], help="The day of values that state none; today if not given."),
    ] = None,
    store: StoreOption = None,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Hold measured values of a facility against its levels: met, not met, or not comparable and why."""
    from analysis.screening.screen import screen
    from analysis.screening.screening_text import lines
    from loaders.measurements.measurement_file import read_measurements

    graph = open_store(store, output)
    with errors_in(language, graph, output):
        measurements = read_measurements(file)
        day = on.date() if on else date.today()
        found = screen(graph, measurements, documents=document or (), sectors=sector or (), bats=bat or (), on=day)
    show(found, lines, output, language, graph)


def _decimal(text: str, output: OutputFormat, language: Language) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        fail(said("no-number", language, option="--oxygen", given=text), output, language=language)
    return number
