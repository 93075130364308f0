"""Where things stand in a workbook: the one agreement between writing and opening it."""

from typing import Final

FORMAT: Final = "1"
"""The version of the layout, stated in every workbook."""
ABOUT_SHEET: Final = "_batgraph"
LISTS_SHEET: Final = "_lists"
CODE_NAME: Final = "batgraph_code"
"""The defined name of the cell with the code of the book."""
NOTES: Final = "#"
"""What the names of sheets and columns begin with that are not loaded."""

# Rows of a sheet, counted from the row of machine names, which is hidden and first in a fresh workbook.
MACHINE_ROW: Final = 1
TITLE_ROW: Final = 2
DEMAND_ROW: Final = 3
HEADER_ROW: Final = 4
ASK_ROW: Final = 5
FIRST_ROW: Final = 6
"""The first row of things, or of the example."""
LAST_ROW: Final = 2000
"""As far as drop-down lists and hints reach; rows below are loaded all the same."""
