"""Decisions set by hand for tests: short, whole, and ours, so that no document has to be present."""

from collections.abc import Sequence

from rdflib import SKOS

from loaders.official_journal.page_content import Cell, DecisionText, Line, Table
from ontology.namespaces import BAT

# Properties that hold sentences of the source: in the graph of a user's own copy, never in the shipped one.
TEXT_PROPERTIES = (
    BAT.purpose,
    BAT.clauseText,
    BAT.description,
    BAT.applicability,
    BAT.footnoteText,
    BAT.conditionText,
    SKOS.definition,
)
HEADER = "L 313/60 EN Official Journal of the European Union 4.12.2019"


def line(text: str, page: int = 1, section: str = "", heading: bool = False) -> Line:
    """Return a paragraph."""
    return Line(text, page, heading, section, ())


def heading(text: str, page: int = 1, section: str = "") -> Line:
    """Return a heading."""
    return line(text, page, section, heading=True)


def table(
    rows: Sequence[Sequence[str | None]],
    page: int = 1,
    header_rows: int = 1,
    spans: Sequence[tuple[int, int, int, int]] = (),
) -> Table:
    """Return a table. None stands where a spanning cell reaches; `spans` are (row, column, rows, columns)."""
    sizes = {(row, column): (height, width) for row, column, height, width in spans}
    cells = tuple(
        Cell(row, column, *sizes.get((row, column), (1, 1)), text, (), page)
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if text is not None
    )
    return Table(None, "", (), header_rows, len(rows), len(rows[0]), cells, (), page, page)


def opening(
    number: str = "(EU) 2019/2031",
    subject: str = "best available techniques (BAT) conclusions for the food, drink and milk industries",
) -> tuple[Line, ...]:
    """Return the first lines of an English decision."""
    return (
        heading(f"COMMISSION IMPLEMENTING DECISION {number}"),
        heading("of 12 November 2019"),
        heading(f"establishing {subject}, under Directive 2010/75/EU"),
        heading("(notified under document C(2019) 7989)"),
    )


def decision_text(
    *blocks: Line | Table, file_name: str = "decision.pdf", language: str = "en", header: str = HEADER
) -> DecisionText:
    """Return a document of these blocks."""
    pages = max((block.page if isinstance(block, Line) else block.last_page) for block in blocks)
    return DecisionText(file_name, language, pages, tuple(blocks), (header,) * pages)


def small_decision(file_name: str = "decision.pdf") -> DecisionText:
    """Return a whole decision of two BAT: a management system and a table with groups, spans and a reference."""
    techniques = table(
        [
            ["Technique", None, "Description", "Applicability"],
            ["Dry techniques", None, None, None],
            ["(a)", "Bag filter", "See Section 2.1.", "Generally applicable."],
            ["(b)", "Cyclone", None, None],
            ["Wet techniques", None, None, None],
            ["(c)", "Spray of fine water, e.g. mist", "Water is sprayed.", "Not where water freezes."],
        ],
        page=3,
        spans=[(0, 0, 1, 2), (1, 0, 1, 4), (2, 2, 2, 1), (2, 3, 2, 1), (4, 0, 1, 4)],
    )
    described = table([["Technique", "Description"], ["Bag filter", "Woven fabric holds dust back."]], page=4)
    return decision_text(
        *opening(),
        heading("SCOPE", 2),
        line("These BAT conclusions concern the following activities specified in Annex I to Directive 2010/75/EU:", 2),
        line("— 6.4 (b) Treatment and processing of raw materials;", 2),
        line("These BAT conclusions do not address the following:", 2),
        line("— On-site combustion plants. This may be covered by the BAT conclusions for large plants (LCP).", 2),
        line("Other BAT conclusions and reference documents which could be relevant include the following:", 2),
        line("— Economics and Cross-Media Effects (ECM);", 2),
        heading("DEFINITIONS", 2),
        table([["Term used", "Definition"], ["Dust", "Particles in air."]], page=2),
        heading("1. GENERAL BAT CONCLUSIONS", 3, "1"),
        heading("1.1. Management", 3, "1.1"),
        line(
            "BAT 1. In order to improve the environment, BAT is to implement an environmental management system (EMS) "
            "that incorporates all of the following features:",
            3,
            "1.1",
        ),
        line("(i) commitment of the management;", 3, "1.1"),
        heading("1.2. Dust", 3, "1.2"),
        line(
            "BAT 2. In order to reduce dust emissions to air, BAT is to use one of the techniques given below.",
            3,
            "1.2",
        ),
        techniques,
        heading("2. DESCRIPTION OF TECHNIQUES", 4, "2"),
        heading("2.1. Emissions to air", 4, "2.1"),
        described,
        file_name=file_name,
    )
