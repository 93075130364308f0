"""Sorting the lines of a file that may be larger than memory, each line once."""

import hashlib
import tempfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import IO, Final

# As many lines as are sorted in memory at a time: some 75 MB of N-Quads.
_AT_A_TIME: Final = 250_000
_WRITTEN_AT_A_TIME: Final = 10_000


def write_sorted(lines: Iterable[bytes], target: Path) -> str:
    """Write the different `lines`, each ending in a line feed, in the order of their bytes; return their SHA-256.

    Memory holds a fixed number of lines, however many there are; the rest waits in files beside `target`.
    """
    waiting = iter(lines)
    part = _sorted_part(waiting)
    with ExitStack() as stack:
        files: list[IO[bytes]] = []
        while following := _sorted_part(waiting):
            files.append(_kept(part, stack.enter_context(tempfile.TemporaryFile(dir=target.parent))))
            part = following
        if not files:
            return _write([part], target)
        files.append(_kept(part, stack.enter_context(tempfile.TemporaryFile(dir=target.parent))))
        del part
        return _write(_merged(files), target)


def _sorted_part(lines: Iterator[bytes]) -> list[bytes]:
    return _different(list(islice(lines, _AT_A_TIME)))


def _different(lines: list[bytes]) -> list[bytes]:
    """The lines in order, each once. What is in order already in parts is merged, not sorted."""
    lines.sort()
    return list(dict.fromkeys(lines))


def _kept(part: list[bytes], file: IO[bytes]) -> IO[bytes]:
    file.writelines(part)
    file.seek(0)
    return file


def _merged(files: list[IO[bytes]]) -> Iterator[list[bytes]]:
    """Yield what sorted files hold in sorted lists, one after the other.

    Of each file, which has a line once, a block is held. The least of their last lines bounds what can be yielded:
    every line that is still to be read comes after it.
    """
    block = max(1, _AT_A_TIME // len(files))
    held = [lines for file in files if (lines := list(islice(file, block)))]
    reading = list(zip(held, files, strict=True))
    while reading:
        bound = min(lines[-1] for lines, _ in reading)
        ready: list[bytes] = []
        for lines, file in reading:
            end = bisect_right(lines, bound)
            ready += lines[:end]
            del lines[:end]
            if not lines:
                lines += islice(file, block)
        reading = [(lines, file) for lines, file in reading if lines]
        yield _different(ready)


def _write(parts: Iterable[list[bytes]], target: Path) -> str:
    """Write lists of different lines; no line may be in two of them."""
    digest = hashlib.sha256()
    with target.open("wb") as file:
        for part in parts:
            for start in range(0, len(part), _WRITTEN_AT_A_TIME):
                block = b"".join(part[start : start + _WRITTEN_AT_A_TIME])
                file.write(block)
                digest.update(block)
    return digest.hexdigest()
