"""Code lists with labels in Kazakh, Russian and English: pollutants, units, sectors, activities.

`load_shipped(data_folder)` gives the graph; `read_pollutants`, `read_units` and `NameIndex` give other loaders the
same names to recognise what a document prints.
"""

from loaders.code_lists.name_index import NameIndex, fold_name
from loaders.code_lists.pollutants import Pollutant, pollutant_index, read_pollutants
from loaders.code_lists.shipped import load_shipped
from loaders.code_lists.units import Unit, read_units, unit_index

__all__ = [
    "NameIndex",
    "Pollutant",
    "Unit",
    "fold_name",
    "load_shipped",
    "pollutant_index",
    "read_pollutants",
    "read_units",
    "unit_index",
]
