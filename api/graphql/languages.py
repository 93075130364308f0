"""The languages of labels. One enumeration serves the generated fields and the analyses."""

from enum import StrEnum

import strawberry


@strawberry.enum(description="The languages of labels, in order of preference.")
class Language(StrEnum):
    """A language as RDF tags it; ANY is always the same language for the same data."""

    KK = "kk"
    RU = "ru"
    EN = "en"
    NL = "nl"
    ANY = "any"
