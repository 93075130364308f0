"""Names that are spelled like what was asked for."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from api.graphql.folding import fold

_NEAR: Final = 5


def near_names(asked: str, names: Iterable[str]) -> list[str]:
    """The names that hold what was asked for, the shortest first, then those spelled alike; five at most."""
    folded = {fold(name): name for name in names}
    wanted = fold(asked)
    holding = sorted((key for key in folded if wanted and wanted in key), key=lambda key: (len(key), key))
    alike = get_close_matches(wanted, sorted(folded), _NEAR)
    return [folded[key] for key in dict.fromkeys([*holding[:_NEAR], *alike])][:_NEAR]
