"""The commands of assessments: cross-media effects, what applies on a day, and the calendar of books."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.command_line.answers import (
    FormatOption,
    LanguageOption,
    StoreOption,
    errors_in,
    open_store,
    shipped_data,
    show,
)
from api.command_line.console import fail
from api.command_line.said import said

DayOption = Annotated[
    datetime | None, typer.Option("--on", formats=["%Y-%m-%d"], help="The day asked about; today if not given.")
]


def register(commands: typer.Typer) -> None:
    """Add the commands of assessments to the command line."""
    commands.command("cross-media")(cross_media_command)
    commands.command("applicable")(applicable_command)
    commands.command("calendar")(calendar_command)


def cross_media_command(
    inventory: Annotated[Path, typer.Argument(help="The alternatives with their releases and energy: JSON or CSV.")],
    factor_set: Annotated[str, typer.Option("--factor-set", help="Which factors.")] = "ecm-2006",
    energy_mix: Annotated[
        str | None, typer.Option("--energy-mix", help="Count what making the energy releases, by this mix of the file.")
    ] = None,
    instead_set: Annotated[
        str | None, typer.Option("--what-if-set", help="Compare with the outcome under these factors.")
    ] = None,
    instead_mix: Annotated[
        str | None, typer.Option("--what-if-mix", help="Compare with the outcome under this energy mix.")
    ] = None,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Assess alternatives against a base case by the EU method: seven themes, ranks, and what is missing."""
    from analysis.cross_media.assessment import assess, load_factors
    from analysis.cross_media.assessment_text import lines, what_if_lines
    from analysis.cross_media.inventory_file import read_inventory
    from analysis.cross_media.what_if import Scenario, what_if

    with errors_in(language, output=output):
        factors, stated = load_factors(shipped_data() / "ecm"), read_inventory(inventory)
        if instead_set is None and instead_mix is None:
            found = assess(stated, factors, factor_set, energy_mix)
            show(found, lines, output, language)
            return
        other = Scenario(instead_set or factor_set, instead_mix or energy_mix)
        compared = what_if(stated, factors, Scenario(factor_set, energy_mix), other)
        show(compared, what_if_lines, output, language)


def applicable_command(
    subject: Annotated[str, typer.Argument(help="A sector (LCP) or an activity of Annex I (6.4.b), by code or name.")],
    on: DayOption = None,
    permit_issued: Annotated[
        datetime | None, typer.Option("--permit-issued", formats=["%Y-%m-%d"], help="The day of a permit (p57).")
    ] = None,
    store: StoreOption = None,
    language: LanguageOption = "en",
    output: FormatOption = "text",
) -> None:
    """Say what applies on a day: the approved conclusion of Kazakhstan, else the EU documents, with versions."""
    from analysis.applicability.applicability_text import lines
    from analysis.applicability.applicable import applicable

    graph = open_store(store, output)
    with errors_in(language, graph, output):
        found = applicable(graph, subject, _day(on), permit_issued.date() if permit_issued else None)
    show(found, lines, output, language, graph)


def calendar_command(
    on: DayOption = None,
    language: LanguageOption = "en",
    icalendar: Annotated[
        Path | None, typer.Option("--icalendar", help="Write what is due into this iCalendar file.")
    ] = None,
    store: StoreOption = None,
    output: FormatOption = "text",
) -> None:
    """Say where every draft stands in its procedure, and when books must be reported on and revised."""
    from analysis.calendar.calendar import calendar
    from analysis.calendar.calendar_text import lines
    from analysis.calendar.icalendar_form import as_icalendar

    graph = open_store(store, output)
    with errors_in(language, graph, output):
        found = calendar(graph, _day(on))
    if icalendar is not None:
        try:
            icalendar.write_bytes(as_icalendar(found, language))
        except OSError as error:
            fail(
                said("cannot-write", language, file=icalendar, reason=error.strerror),
                output,
                error,
                language=language,
            )
    show(found, lines, output, language, graph)


def _day(on: datetime | None) -> date:
    return on.date() if on else date.today()
