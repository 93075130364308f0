"""Every value of the shipped levels is looked up on its page, read with another PDF library than the loader's."""

import re
from pathlib import Path

import pypdfium2
import pytest

from loaders.official_journal.levels.facts import LevelFact
from loaders.official_journal.levels.levels_csv import read_levels_folder

FILES = {
    "32012D0134": "GLS_2012-134_NL",
    "32012D0135": "IS_2012-135_NL",
    "32013D0163": "CLM_2013-163_NL",
    "32013D0732": "CAK_2013-732_NL",
    "32014D0687": "PP_2014-687_NL",
    "32016D0902": "CWW_2016-902_NL",
    "32016D1032": "NFM_2016-1032_NL",
    "32017D0302": "IRPP_2017-302_NL",
    "32017D1442": "LCP_2017-1442_NL",
    "32017D2117": "LVOC_2017-2117_NL",
    "32019D2010": "WI_2019-2010_NL",
    "32019D2031": "FDM_2019-2031_EN",
}
_DASH = re.compile("[\u2010-\u2015\u2212\u2039\u203a\ufffe\u00ad]")
_MARK = re.compile(r"\(\d+\)")
_VALUE = re.compile(r"[<>≤≥]?\s*\d[\d.,\s]*(?:\s*-\s*[<>≤≥]?\s*\d[\d.,\s]*)?")


def closed(text: str) -> str:
    """Return a text without spaces and with one kind of dash."""
    return re.sub(r"\s+", "", _DASH.sub("-", text))


def values_of(level: LevelFact) -> list[str]:
    return [closed(found).rstrip(".,") for found in _VALUE.findall(_DASH.sub("-", level.printed))]


@pytest.mark.parametrize("celex", FILES)
def test_every_value_stands_on_its_page(shared: Path, repository_data: Path, celex: str) -> None:
    document = pypdfium2.PdfDocument(shared / "data" / "eu-bat-conclusions" / f"{FILES[celex]}.pdf")
    pages = [closed(page.get_textpage().get_text_range()) for page in document]
    missing = []
    for level in read_levels_folder(repository_data / celex).levels:
        # A cell or note may end on the page after the one it begins on.
        text = "".join(pages[level.page - 1 : level.page + 1])
        without_marks = _MARK.sub("", text)
        missing += [
            (level.id, level.page, value)
            for value in values_of(level)
            if value not in text and value not in without_marks
        ]
    document.close()
    assert missing == []
