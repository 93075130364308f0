"""What a facility reports to the European Pollutant Release and Transfer Register: activities, releases, transfers.

`load_facility(folder, data)` reads a user's own tables, `ship_facility` writes their facts, `load_shipped` reads those.
"""

from loaders.facility.loading import load_facility, load_shipped, recognises_facility, ship_facility

__all__ = ["load_facility", "load_shipped", "recognises_facility", "ship_facility"]
