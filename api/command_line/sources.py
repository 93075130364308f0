"""The commands that change the graph: build, load and unload; and what it holds: sources."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.command_line.answers import FormatOption, OutputFormat, StoreOption, shipped_data, snapshots
from api.command_line.console import OUTPUT, explained_errors, print_json, print_reports, progress, report_as_json

if TYPE_CHECKING:
    from api.graph_build import Built
    from api.source_versions import SourceVersion

QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
AsOfOption = Annotated[
    datetime | None,
    typer.Option("--as-of", formats=["%Y-%m-%d"], help="The date that decides what is in force; today if not given."),
]


def register(commands: typer.Typer) -> None:
    """Add these commands to the command line."""
    for name, command in (("build", build), ("load", load), ("unload", unload), ("sources", sources)):
        commands.command(name)(command)


def build(
    store: StoreOption = None,
    as_of: AsOfOption = None,
    findings: Annotated[bool, typer.Option("--findings", help="List every finding of every source.")] = False,
    quiet: QuietOption = False,
    output: FormatOption = "text",
) -> None:
    """Build the graph from the shipped facts and from every file you have loaded.

    The old graph stays current until the new one is finished.
    """
    from api import graph_build

    with explained_errors(output), progress(quiet) as step:
        built = graph_build.build(shipped_data(), snapshots(store), _date(as_of), step)
    _show(built, output, findings)


def load(
    files: Annotated[list[Path], typer.Argument(help="Your own copies of source documents, drafts, RDF.")],
    store: StoreOption = None,
    as_of: AsOfOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read and report; change nothing.")] = False,
    quiet: QuietOption = False,
    output: FormatOption = "text",
) -> None:
    """Read documents into the graph; docs/loading.md says which kinds of files there are.

    A file that cannot be read whole is refused whole, and then none of the files is loaded. Loading a file again
    changes nothing. A changed file becomes the current version of its source, and the earlier one is kept beside it.
    The wording of a source, which does not ship, is shown once you have loaded your copy.
    """
    from api import graph_build

    with explained_errors(output), progress(quiet) as step:
        if dry_run:
            reports = graph_build.check(files, shipped_data(), step)
        else:
            built = graph_build.load(files, shipped_data(), snapshots(store), _date(as_of), step)
    if not dry_run:
        _show(built, output)
    elif output == "json":
        print_json([report_as_json(report) for report in reports])
    else:
        print_reports(reports)


def unload(
    source: Annotated[str, typer.Argument(help="A source as `batgraph sources` names it, or the name of its file.")],
    version: Annotated[str | None, typer.Option("--version", help="Only this version of it.")] = None,
    store: StoreOption = None,
    as_of: AsOfOption = None,
    quiet: QuietOption = False,
    output: FormatOption = "text",
) -> None:
    """Take a loaded source out of the graph again; the version before it, or what ships, takes its place."""
    from api import graph_build

    with explained_errors(output), progress(quiet) as step:
        built = graph_build.unload(source, version, snapshots(store), _date(as_of), step)
    _show(built, output)


def sources(
    loaded: Annotated[bool, typer.Option("--loaded", help="Only what was loaded, not what ships.")] = False,
    store: StoreOption = None,
    output: FormatOption = "text",
) -> None:
    """List the sources that the graph holds, with their versions; an earlier version is marked as such."""
    from rich.table import Table

    from api import graph_build
    from api.source_versions import current_versions

    with explained_errors(output):
        versions = graph_build.sources_of(snapshots(store))
    current = current_versions(versions)
    listed = sorted((each for each in versions if not (loaded and each.ships)), key=lambda each: each.source)
    if output == "json":
        print_json([_as_json(each, current[each.graph] == each) for each in listed])
        return
    table = Table("source", "version", "", "statements", "from", box=None, pad_edge=False)
    for each in listed:
        state = "current" if current[each.graph] == each else "earlier"
        table.add_row(each.source, each.version, state, f"{each.statements:,}", each.file or "ships with the project")
    OUTPUT.print(table)


def _as_json(each: "SourceVersion", is_current: bool) -> dict[str, object]:
    return {
        "source": each.source,
        "graph": each.graph if is_current else each.iri,
        "version": each.version,
        "versionIri": each.iri,
        "current": is_current,
        "statements": each.statements,
        "file": each.file or None,
        "fileDigest": each.file_digest or None,
        "loader": each.loader,
        "loaderVersion": each.release,
    }


def _date(as_of: datetime | None) -> date:
    return as_of.date() if as_of else date.today()


def _show(built: "Built", output: OutputFormat, findings: bool = True) -> None:
    if output == "json":
        reports = [report_as_json(report) for report in built.reports]
        print_json({"dataVersion": built.snapshot.data_version, "sources": reports})
        return
    print_reports(built.reports, findings)
    OUTPUT.print(f"data version {built.snapshot.data_version}", highlight=False)
