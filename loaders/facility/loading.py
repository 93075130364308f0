"""Loading a facility: from a user's own tables of the register, or from its shipped facts."""

from pathlib import Path
from typing import Final

from loaders.code_lists.lists import read_release_thresholds
from loaders.facility.facility_graph import facility_graph, graph_iri
from loaders.facility.facts import FacilityFacts
from loaders.facility.register_tables import counts_of, read_register, recognises
from loaders.facility.shipped import read_facts, write_facts
from loaders.loaded_source import LoadedSource, LoadReport

FOLDER_PREFIX: Final = "eprtr-"


def recognises_facility(folder: Path) -> bool:
    """Whether a folder holds a facility's tables of the register."""
    return folder.is_dir() and recognises(folder)


def load_facility(folder: Path, data: Path) -> LoadedSource:
    """Read a user's own folder of `facilitydetail_….csv`. Raises SourceRefused naming file, line and column."""
    facts, report = read_register(folder, data)
    return _loaded(facts, data, report)


def ship_facility(folder: Path, data: Path) -> LoadReport:
    """Write the facts of a user's own folder into `data`/eprtr-<number>. Raises SourceRefused."""
    facts, report = read_register(folder, data)
    write_facts(facts, data / f"{FOLDER_PREFIX}{facts.facility}")
    return report


def load_shipped(folder: Path) -> LoadedSource:
    """Return the facts in `data/eprtr-<number>`. Raises SourceRefused."""
    facts = read_facts(folder)
    return _loaded(facts, folder.parent, LoadReport(f"data/{folder.name}", counts_of(facts)))


def _loaded(facts: FacilityFacts, data: Path, report: LoadReport) -> LoadedSource:
    thresholds = {(each.pollutant, each.medium): each.kg_per_year for each in read_release_thresholds(data)}
    over = sum(
        release.amount.unit == "kg-per-year"
        and (release.pollutant, release.medium) in thresholds
        and release.amount.value > thresholds[release.pollutant, release.medium]
        for release in facts.releases
    )
    counted = LoadReport(report.source, {**report.counts, "releases over their threshold": over}, report.findings)
    return LoadedSource(graph_iri(facts.facility), facility_graph(facts, thresholds.keys()), counted)
