"""Which tables state levels, and of which kind."""

import pytest

from loaders.official_journal.levels.level_phrases import LevelPhrases
from loaders.official_journal.levels.table_kind import TableContext, TableKind, classify
from loaders.official_journal.page_content import Table
from tests.loaders.official_journal.levels.typed_levels import table

LEVEL = [["Parameter", "BAT-AEL (daily average)"], ["Dust", "1-5 mg/Nm3"]]


@pytest.mark.parametrize(
    ("printed", "context", "expected"),
    [
        (
            table(LEVEL, caption="BAT-associated emission levels (BAT-AELs) for dust emissions to air"),
            TableContext(),
            TableKind("level", "emission", "associated"),
        ),
        (
            table(
                [["Unit", "Specific energy consumption (yearly average)"], ["MWh/hl of products", "0,02-0,05"]],
                caption="Indicative environmental performance level for specific energy consumption",
            ),
            TableContext(bat=12),
            TableKind("level", "consumption", "indicative"),
        ),
        (
            table(
                [["Unit", "Specific waste water discharge (yearly average)"], ["m3/hl of products", "0,15-0,50"]],
                caption="Indicative environmental performance level for specific waste water discharge",
            ),
            TableContext(bat=12),
            TableKind("level", "performance", "indicative"),
        ),
        (
            table([["Technique", "Description"], ["Bag filter", "Woven fabric."]], number=None),
            TableContext(lead_in="BAT is to use one of the techniques given below."),
            TableKind("technique"),
        ),
        (
            table([["Technique", "Description"], ["Bag filter", "Reaches 5 mg/Nm3."]], number=None),
            TableContext(lead_in="The BAT-associated emission level is reached with:"),
            TableKind("technique"),
        ),
        (
            table(
                [["Parameter", "Standard(s)", "Minimum monitoring frequency"], ["Dust", "EN 1", "Daily"]], number=None
            ),
            TableContext(bat=4),
            TableKind("monitoring"),
        ),
        (
            table([["Term used", "Definition"], ["Dust", "Particles."]], number=None),
            TableContext(),
            TableKind("definition"),
        ),
        (
            table([["Activity", "Reference oxygen level (OR)"], ["Burning of wood", "6 vol-%"]], number=None),
            TableContext(),
            TableKind("reference-conditions"),
        ),
        (
            table([["Material", "Price"], ["Wood", "5-6"]], number=None),
            TableContext(),
            TableKind("other"),
        ),
        (
            table([["zink", "< 2 mg/l"], ["ijzer", "< 5 mg/l"]], number=None, header_rows=0),
            TableContext(lead_in="The BAT-associated emission levels are:"),
            TableKind("level", "emission", "associated"),
        ),
    ],
)
def test_kind_of_a_table(english: LevelPhrases, printed: Table, context: TableContext, expected: TableKind) -> None:
    assert classify(printed, context, english) == expected
