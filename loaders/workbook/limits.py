"""How large a draft may be: far beyond any book, far below what would stop a computer."""

from typing import Final

FILE_BYTES: Final = 50_000_000
UNPACKED_BYTES: Final = 300_000_000
UNPACKED_RATIO: Final = 200
"""How many times larger a part may be unpacked; XML of an honest workbook shrinks by 5 to 30."""
RATIO_FROM: Final = 5_000_000
"""Parts smaller than this when unpacked are not asked for their ratio."""
PARTS: Final = 2_000
SHEETS: Final = 400
ROWS: Final = 20_000
"""Rows of one sheet."""
COLUMNS: Final = 400
CELLS: Final = 1_000_000
"""Filled cells of a whole draft."""
CELL_TEXT: Final = 32_767
"""Characters of one cell, as Excel itself allows."""
JSON_DEPTH: Final = 40
