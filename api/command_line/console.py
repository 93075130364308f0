"""How commands speak: progress and errors on standard error, answers on standard output.

The modules of this folder import at the top only what their help needs, and all else where a command runs: help and
`--version` should not wait for what they do not use.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

import typer
from rich.console import Console

from api.command_line.said import said
from shapes.report_forms.hanging import print_line
from shapes.trilingual import Language

if TYPE_CHECKING:
    from loaders.loaded_source import LoadReport

ERRORS: Final = Console(stderr=True)
OUTPUT: Final = Console()


def _expected() -> tuple[type[Exception], ...]:
    """The errors that a user can cause."""
    from analysis.determination.errors import DeterminationError
    from analysis.lookup.errors import AnalysisError
    from api.graph_build import UnknownSource
    from api.service.address import PortTaken, ServiceFailed
    from loaders.loaded_source import SourceRefused
    from shapes.selection import UnknownShapes
    from store.graph_store import QueryFailed
    from store.query_guard import QueryRefused
    from store.query_process import QueryLimitReached
    from store.snapshot import SnapshotMissing, WriterBusy

    return (
        AnalysisError,
        DeterminationError,
        PortTaken,
        ServiceFailed,
        SourceRefused,
        SnapshotMissing,
        UnknownShapes,
        UnknownSource,
        WriterBusy,
        QueryRefused,
        QueryFailed,
        QueryLimitReached,
    )


def fail(message: str, output: str = "text", error: Exception | None = None, *, language: Language = "en") -> NoReturn:
    """Say what was wrong on standard error and leave with code 1; as JSON where the answer was asked for as JSON.

    `language` is that of the message.
    """
    if output == "json":
        kind, details = ("BadRequest", {}) if error is None else _typed(error)
        problem = {"error": {"kind": kind, "message": message, **details}}
        typer.echo(json.dumps(problem, ensure_ascii=False, indent=2), err=True)
        raise typer.Exit(1)
    ERRORS.print(f"[bold red]{said('error', language)}[/] {_plain(message)}", highlight=False, soft_wrap=True)
    raise typer.Exit(1)


def _plain(text: str) -> str:
    """Text that neither rich nor a terminal takes for instructions, whatever a file or its name holds."""
    shown = "".join(sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}" for sign in text)
    return shown.replace("[", r"\[")


@contextmanager
def explained_errors(output: str = "text") -> Iterator[None]:
    """Turn the errors that a user can cause into one line each, or into JSON, without a traceback."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise
        fail(f"{error.filename}: {error.strerror}", output, error)
    except Exception as error:
        if isinstance(error, typer.Exit) or not isinstance(error, _expected()):
            raise
        fail(str(error), output, error)


def _typed(error: Exception) -> tuple[str, Mapping[str, object]]:
    """The type of an error, and what it holds besides its words, as plain values."""
    from analysis.plain_values import plain

    details: dict[str, object] = {}
    for name, held in vars(error).items():
        value = plain(held)
        if name not in ("said", "message") and isinstance(value, str | int | list | dict):
            details["sort" if name == "kind" else name] = value
    return type(error).__name__, details


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """Show on standard error which step is running, on a terminal and unless `quiet`."""
    if ERRORS.is_terminal and not quiet:
        with ERRORS.status("starting") as status:
            yield lambda step: status.update(_plain(step))
    else:
        yield lambda _: None


def print_json(value: object) -> None:
    """Write a value as JSON, for a program to read."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(lines: Iterable[str]) -> None:
    """Write lines for a person to read."""
    for line in lines:
        print_line(line, OUTPUT)


def print_reports(reports: "Sequence[LoadReport]", findings: bool = True) -> None:
    """Write what was read, source by source, and every finding, or else how many there are."""
    from rich.table import Table

    table = Table("source", "read", box=None, pad_edge=False)
    for report in reports:
        table.add_row(report.source, ", ".join(f"{name} {number}" for name, number in report.counts.items()))
    OUTPUT.print(table)
    if not findings:
        counted = Counter(finding.severity for report in reports for finding in report.findings)
        if counted:
            listed = ", ".join(f"{number} of severity {severity}" for severity, number in sorted(counted.items()))
            OUTPUT.print(f"findings: {listed}; `--findings` lists them", highlight=False)
        return
    print_lines(
        f"{finding.severity}: {report.source}, {finding.place}: found {finding.found}; "
        f"expected {finding.expected}. {finding.mend}"
        for report in reports
        for finding in report.findings
    )


def report_as_json(report: "LoadReport") -> Mapping[str, object]:
    """The same report for a program."""
    return {
        "source": report.source,
        "counts": dict(report.counts),
        "findings": [vars(finding) for finding in report.findings],
    }
