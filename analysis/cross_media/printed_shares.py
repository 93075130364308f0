"""The unit check: whether a share that a document prints is the quotient of its two amounts, in like units.

It looks for two faults that are easily printed: an amount in one unit divided by an amount in another as if they were
the same, and a fraction printed under the title of a percentage (or the other way round).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analysis.cross_media.amounts import ratio
from analysis.cross_media.inventory import PrintedAs, PrintedShare
from analysis.wording.message import Message, message


class ShareFault(StrEnum):
    """What is wrong with a printed share."""

    UNITS_NOT_CONVERTED = "units-not-converted"
    FRACTION_AS_PERCENT = "fraction-as-percent"
    PERCENT_AS_FRACTION = "percent-as-fraction"
    UNITS_DIFFER_IN_KIND = "units-differ-in-kind"
    NOT_THE_QUOTIENT = "not-the-quotient"


@dataclass(frozen=True)
class ShareFinding:
    """A fault in a printed share; `correct` is the share as it is titled, in `printed_as`, None if not computable."""

    what: str
    fault: ShareFault
    printed: Decimal
    printed_as: PrintedAs
    correct: Decimal | None
    explanation: Message


def check_shares(shares: Iterable[PrintedShare]) -> tuple[ShareFinding, ...]:
    """Return every fault found, share by share; a share that is right to its printed digits has none."""
    return tuple(finding for share in shares for finding in _faults(share))


def _faults(share: PrintedShare) -> Iterator[ShareFinding]:
    conversion = ratio(share.unit, share.total_unit)
    if conversion is None:
        said = message("cross_media/units-differ-in-kind", unit=share.unit, total_unit=share.total_unit)
        yield ShareFinding(share.what, ShareFault.UNITS_DIFFER_IN_KIND, share.printed, share.printed_as, None, said)
        return
    raw = share.amount / share.total
    titled = Decimal(100) if share.printed_as == "percent" else Decimal(1)
    correct = raw * conversion * titled
    if _printed_as(share.printed, correct):
        return
    other = Decimal(1) if share.printed_as == "percent" else Decimal(100)
    for unconverted in (False, True):
        for scale in (titled, other):
            if _printed_as(share.printed, raw * (1 if unconverted else conversion) * scale):
                yield from _named(share, correct, unconverted=unconverted, mistitled=scale != titled)
                return
    said = message(
        "cross_media/not-the-quotient",
        amount=f"{share.amount} {share.unit}",
        total=f"{share.total} {share.total_unit}",
        correct=f"{correct:.4g}",
        printed_as=message(f"cross_media/as-{share.printed_as}"),
    )
    yield ShareFinding(share.what, ShareFault.NOT_THE_QUOTIENT, share.printed, share.printed_as, correct, said)


def _named(share: PrintedShare, correct: Decimal, *, unconverted: bool, mistitled: bool) -> Iterator[ShareFinding]:
    if unconverted:
        said = message("cross_media/units-not-converted", unit=share.unit, total_unit=share.total_unit)
        yield ShareFinding(share.what, ShareFault.UNITS_NOT_CONVERTED, share.printed, share.printed_as, correct, said)
    if mistitled and share.printed_as == "percent":
        said = message("cross_media/fraction-as-percent")
        yield ShareFinding(share.what, ShareFault.FRACTION_AS_PERCENT, share.printed, share.printed_as, correct, said)
    elif mistitled:
        said = message("cross_media/percent-as-fraction")
        yield ShareFinding(share.what, ShareFault.PERCENT_AS_FRACTION, share.printed, share.printed_as, correct, said)


def _printed_as(printed: Decimal, exact: Decimal) -> bool:
    """Whether `exact`, rounded to the digits that are printed, is what is printed."""
    exponent = printed.as_tuple().exponent
    return isinstance(exponent, int) and abs(exact - printed) <= Decimal(1).scaleb(exponent) / 2
