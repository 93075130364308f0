"""The texts, read from `texts/<catalogue>.toml`: a table a text, with a key for each language."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from shapes.trilingual import Trilingual

_FOLDER: Final = Path(__file__).parent / "texts"


@cache
def load_texts() -> Mapping[str, Trilingual]:
    """Every text by its name: the name of its file, a slash, and its key. `{name}` is the place of a parameter."""
    return {
        f"{file.stem}/{key}": Trilingual(**texts)
        for file in sorted(_FOLDER.glob("*.toml"))
        for key, texts in tomllib.loads(file.read_text(encoding="utf-8")).items()
    }
