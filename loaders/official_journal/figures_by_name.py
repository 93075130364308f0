"""The figures of a reading by name in words, as they ship and stand in a load report."""

from dataclasses import asdict

from loaders.official_journal.levels.figures import Figures


def counted(figures: Figures) -> dict[str, int]:
    """Return the figures that are numbers, by name in words."""
    return {name.replace("_", " "): value for name, value in asdict(figures).items() if isinstance(value, int)}
