"""What the tables of one facility say, as typed facts. Codes are ids of our lists; amounts keep their printed text."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Report:
    """One yearly report. Activities are ids of the list `eprtr-activity`, `nace` of `nace` (empty: an older code)."""

    number: str
    year: int
    facility: str
    name: str
    national_identifier: str
    operator: str
    address: str
    latitude: Decimal | None
    longitude: Decimal | None
    nace: str
    main_activity: str
    other_activities: tuple[str, ...]


@dataclass(frozen=True)
class Amount:
    """An amount a year: its text as printed, its unit (an id), how it was found, and the line it stands on."""

    printed: str
    unit: str
    method: str
    method_text: str
    line: int

    @property
    def value(self) -> Decimal:
        """The number that is printed."""
        return Decimal(self.printed)


@dataclass(frozen=True)
class Release:
    """A release of a pollutant to a medium (ids), and the part of it that an accident caused."""

    report: str
    medium: str
    pollutant: str
    amount: Amount
    accidental: Decimal


@dataclass(frozen=True)
class PollutantTransfer:
    """A pollutant in waste water that was sent off site."""

    report: str
    pollutant: str
    amount: Amount


@dataclass(frozen=True)
class WasteTransfer:
    """Waste that was sent off site. `repeats` is the number of an equal transfer of the same report, if any."""

    report: str
    number: str
    waste_type: str
    treatment: str
    amount: Amount
    receiver: str
    repeats: str


@dataclass(frozen=True)
class FacilityFacts:
    """All facts of one facility: its reports, and what each states."""

    reports: tuple[Report, ...]
    releases: tuple[Release, ...]
    pollutant_transfers: tuple[PollutantTransfer, ...]
    waste_transfers: tuple[WasteTransfer, ...]

    @property
    def facility(self) -> str:
        """The number of the facility in the register."""
        return self.reports[0].facility

    @property
    def years(self) -> dict[str, int]:
        """The year of each report by its number."""
        return {report.number: report.year for report in self.reports}
