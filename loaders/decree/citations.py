"""What one provision cites: articles of the Ecology Code, and paragraphs of the Rules themselves."""

import re
from dataclasses import dataclass
from typing import Final

from loaders.decree.provisions import DecreeText

CODE_IDENTIFIER: Final = "kz-ecology-code"
_ARTICLE: Final = re.compile(r"(\d+)-бабының (\d+)-тармағ\w+")
_OWN_PARAGRAPH: Final = re.compile(r"Қағидалардың (\d+)-тармағ\w+")
_WHOLE_CODE: Final = re.compile(r"Кодекс(?:те|ке)\b")


@dataclass(frozen=True)
class Citation:
    """`identifier` cites `cites`: `p11`, `kz-ecology-code`, or `kz-ecology-code/a113.6` (article 113, paragraph 6)."""

    identifier: str
    cites: str


def citations_of(decree: DecreeText) -> tuple[Citation, ...]:
    """Return every citation in the order of the print, each from the innermost provision in whose words it stands."""
    return tuple(
        Citation(provision.identifier, cited) for provision in decree.walk() for cited in _cited(provision.own_text)
    )


def _cited(text: str) -> list[str]:
    articles = [f"{CODE_IDENTIFIER}/a{article}.{paragraph}" for article, paragraph in _ARTICLE.findall(text)]
    own = [f"p{number}" for number in _OWN_PARAGRAPH.findall(text)]
    return [*articles, *own, *([CODE_IDENTIFIER] if _WHOLE_CODE.search(text) else [])]
