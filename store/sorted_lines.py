"""Sorting the lines of a file that may be larger than memory, each line once."""

import hashlib
import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import groupby, islice
from pathlib import Path
from typing import Final

# As many lines as are sorted in memory at a time: some 150 MB of N-Quads.
_AT_A_TIME: Final = 500_000
_WRITTEN_AT_A_TIME: Final = 10_000


def write_sorted(lines: Iterable[bytes], target: Path) -> str:
    """Write the different `lines`, each ending in a line feed, in the order of their bytes; return their SHA-256.

    Memory holds a fixed number of lines, however many there are; the rest waits in files beside `target`.
    """
    waiting = iter(lines)
    first = _sorted_part(waiting)
    with ExitStack() as stack:
        runs: list[Iterable[bytes]] = [first]
        while part := _sorted_part(waiting):
            file = stack.enter_context(tempfile.TemporaryFile(dir=target.parent))
            file.writelines(part)
            file.seek(0)
            runs.append(file)
        return _write(heapq.merge(*runs) if len(runs) > 1 else first, target)


def _sorted_part(lines: Iterator[bytes]) -> list[bytes]:
    return sorted(set(islice(lines, _AT_A_TIME)))


def _write(lines: Iterable[bytes], target: Path) -> str:
    digest = hashlib.sha256()
    different = (line for line, _ in groupby(lines))
    with target.open("wb") as file:
        while block := b"".join(islice(different, _WRITTEN_AT_A_TIME)):
            file.write(block)
            digest.update(block)
    return digest.hexdigest()
