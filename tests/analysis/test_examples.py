"""The illustrative files of docs/examples are read and answered as docs/analyses.md says."""

from datetime import date
from pathlib import Path

from analysis.cross_media.assessment import assess, load_factors
from analysis.cross_media.inventory_file import read_inventory
from analysis.cross_media.results import Normalisation
from analysis.cross_media.what_if import Scenario, what_if
from analysis.screening.screen import screen
from loaders import code_lists
from loaders.impact_factors.facts import Theme
from loaders.measurements.measurement_file import read_measurements
from loaders.official_journal.reading import load_shipped
from ontology.model import load_code_lists
from tests.analysis.comparison.levels_graph import store_of

PROJECT = Path(__file__).resolve().parents[2]
EXAMPLES = PROJECT / "docs" / "examples"
FACTORS = load_factors(PROJECT / "data" / "ecm")


def test_the_inventory_is_assessed_with_quality_and_normalisation() -> None:
    """42 t SO2 and 178 t NOx and 0.1 t NH3 by Annex 4: 42 + 178 × 0.5 … is less than the base case's."""
    found = assess(read_inventory(EXAMPLES / "alternatives.json"), FACTORS, "ecm-2006", "coal")
    acid = next(theme for theme in found.themes if theme.theme is Theme.ACIDIFICATION)
    assert acid.normalisation is Normalisation.DONE
    assert [(each.alternative, each.rank, each.quality) for each in acid.alternatives] == [
        ("now", 3, "C"),
        ("scrubber", 1, "D"),
        ("filter", 2, "C"),
    ]
    [conflict, other] = found.conflicts
    assert (conflict.alternative, conflict.worse) == ("scrubber", ("global-warming", "energy"))
    assert other.alternative == "filter"


def test_the_same_as_csv_reads_alike_and_another_mix_changes_sums() -> None:
    table = read_inventory(EXAMPLES / "alternatives.csv")
    assert [each.identifier for each in table.alternatives] == ["now", "scrubber"]
    inventory = read_inventory(EXAMPLES / "alternatives.json")
    shifts = what_if(inventory, FACTORS, Scenario("ecm-2006", "coal"), Scenario("ecm-2006", "gas")).shifts
    assert {"global-warming", "acidification"} <= {shift.theme for shift in shifts}


def test_the_measured_values_are_screened() -> None:
    """LCP p. 25-26: COD 60-150 mg/l and Hg 0,2-3 µg/l as daily averages; a load in kg/yr is compared with nothing."""
    data = PROJECT / "data"
    codes = code_lists.load_shipped(data).graph + load_code_lists()
    store = store_of(load_shipped(data / "32017D1442").graph + codes)
    found = screen(
        store, read_measurements(EXAMPLES / "measured-values.csv"), documents=["32017D1442"], on=date(2026, 5, 4)
    )
    outcomes = [{verdict.outcome for verdict in each.verdicts} for each in found.screened]
    assert outcomes[5] == outcomes[6] == {"met"}
    assert outcomes[4] == {"not-comparable"}
    assert outcomes[0] >= {"met", "not-met"}
