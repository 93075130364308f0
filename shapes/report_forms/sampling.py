"""Showing a few results of many, and saying how many were not shown."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from shapes.validation_result import ResultGroup, ValidationReport, ValidationResult


@dataclass(frozen=True)
class Sample:
    """Results of one rule in one element: those to show, and the number of those that are not shown."""

    shown: tuple[ValidationResult, ...]
    hidden: int


def samples(group: ResultGroup, limit: int | None) -> Iterator[Sample]:
    """Yield the results of a group rule by rule, at most `limit` of each; all of them if it is None."""
    for _, same in groupby(group.results, key=lambda result: result.rule.iri):
        results = tuple(same)
        shown = results if limit is None else results[:limit]
        yield Sample(shown, len(results) - len(shown))


def shown_count(report: ValidationReport, limit: int | None) -> int:
    """Return how many results of a report are shown under `limit`."""
    return sum(len(sample.shown) for group in report.groups() for sample in samples(group, limit))
