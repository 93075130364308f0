"""The report for a terminal."""

from typing import Final

from rdflib import URIRef
from rich.console import Console
from rich.text import Text

from shapes.engine import Severity
from shapes.report_forms import words
from shapes.report_forms.hanging import print_line
from shapes.report_forms.sampling import samples, shown_count
from shapes.trilingual import Language
from shapes.validation_result import SEVERITY_ORDER, ResultGroup, ValidationReport, ValidationResult

_STYLES: Final[dict[Severity, str]] = {"violation": "bold red", "warning": "yellow", "information": "cyan"}


def print_report(report: ValidationReport, console: Console, language: Language, limit: int | None = 5) -> None:
    """Print `report` grouped by book, element and paragraph, at most `limit` results of a rule in each group.

    What is not shown is counted, below its rule and at the end.
    """
    previous: ResultGroup | None = None
    for group in report.groups():
        _print_headings(group, previous, console, language)
        for sample in samples(group, limit):
            for result in sample.shown:
                _print_result(result, console, language)
            if sample.hidden:
                hidden = words.counted(words.HIDDEN, count=sample.hidden).into(language)
                console.print(Text(f"      … {hidden}", style="dim"))
        previous = group
    _print_totals(report, console, language, limit)


def _print_headings(group: ResultGroup, previous: ResultGroup | None, console: Console, language: Language) -> None:
    place = group.results[0].place
    new_book = previous is None or previous.book != group.book
    if new_book:
        book = (place.book_label or words.NO_BOOK).into(language)
        console.print(Text(f"\n{book}", style="bold"), Text(str(place.book or ""), style="dim"))
    if new_book or (previous is not None and previous.element != group.element):
        console.print(Text(f"  {(place.element_label or words.NO_ELEMENT).into(language)}", style="underline"))

    first = group.results[0]
    heading = Text(f"    {words.cited_or_model(first).into(language)}", style="bold")
    text = words.basis_text(first)
    if text is not None:
        heading.append(f"  {text.into(language)}", style="not bold dim")
    print_line(heading, console)


def _print_result(result: ValidationResult, console: Console, language: Language) -> None:
    kind = (words.GAP if result.is_gap else words.SEVERITY[result.severity]).into(language)
    head = Text("      ")
    head.append(kind, style=_STYLES[result.severity])
    head.append(f"  {result.message.into(language)}")
    print_line(head, console)
    for name, text in _lines(result, language):
        line = Text(f"        {name}: ", style="dim")
        line.append(text, style="default")
        print_line(line, console)


def _lines(result: ValidationResult, language: Language) -> list[tuple[str, str]]:
    place = words.where(result)
    iri = f" <{result.focus}>" if isinstance(result.focus, URIRef) else ""
    lines = [
        (words.WHAT, f"{result.focus_label.into(language)}{iri}"),
        (words.WHERE, None if place is None else place.into(language)),
        (words.FOUND, result.found.into(language)),
        (words.EXPECTED, result.expected.into(language)),
        (words.MEND, result.mend.into(language)),
    ]
    if result.rule.paragraph is None:
        lines.append((words.WHY, words.basis(result).into(language)))
    lines += [(words.FOLLOWS, each.into(language)) for each in words.follows(result)]
    return [(name.into(language), text) for name, text in lines if text is not None]


def _print_totals(report: ValidationReport, console: Console, language: Language, limit: int | None) -> None:
    _print_counts(report, console, language, limit)
    judged = words.judged_on(report)
    if judged is not None:
        console.print(Text(judged.into(language), style="dim"))


def _print_counts(report: ValidationReport, console: Console, language: Language, limit: int | None) -> None:
    if not report.results:
        console.print(Text(words.NOTHING_WRONG.into(language), style="green"))
        return
    counts = ". ".join(
        words.counted(words.SEVERITY_COUNT[severity], count=report.counts[severity]).into(language)
        for severity in SEVERITY_ORDER
    )
    console.print(Text(f"\n{counts}.", style="bold"))
    shown = shown_count(report, limit)
    if shown < len(report.results):
        console.print(words.counted(words.SHOWN, shown=shown, total=len(report.results)).into(language))
