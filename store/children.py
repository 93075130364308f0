"""The children of a process that answers each request in one: waited for, and together held to a limit of memory.

The kernel limits each child, not their sum: as many as are made at once could use many times what one may.
"""

import contextlib
import os
import resource
import signal
from pathlib import Path

_MEMORY = Path("/proc/meminfo")
# Where a container has less than its machine: its limit, and what it uses.
_CONTAINER = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"), Path("/sys/fs/cgroup/memory/memory.usage_in_bytes")),
)


class Children:
    """Children that were forked from this process. `most_bytes` is what they may use together beyond what it uses."""

    def __init__(self, most_bytes: int | None) -> None:
        self._most_bytes = most_bytes
        self._size_at_start: dict[int, int] = {}

    def __len__(self) -> int:
        return len(self._size_at_start)

    def began(self, process: int) -> None:
        """Count a child that was forked just now."""
        self._size_at_start[process] = address_space()

    def look(self) -> None:
        """Forget those that have ended; end the one that uses the most if all of them use too much."""
        for process in list(self._size_at_start):
            if _has_ended(process):
                del self._size_at_start[process]
        if self._most_bytes is None:
            return
        used = {process: address_space(process) - start for process, start in self._size_at_start.items()}
        if sum(used.values()) > self._most_bytes:
            with contextlib.suppress(ProcessLookupError):
                os.kill(max(used, key=used.__getitem__), signal.SIGKILL)


def _has_ended(process: int) -> bool:
    try:
        return os.waitpid(process, os.WNOHANG)[0] == process
    except ChildProcessError:
        return True


def address_space(process: int | None = None) -> int:
    """Bytes of the address space of a process, by default of this one; 0 where that is not known."""
    try:
        said = Path(f"/proc/{process or 'self'}/statm").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(said.split()[0]) * resource.getpagesize()


def free_memory() -> int | None:
    """Bytes that processes can still use here; None where that is not known."""
    if not _MEMORY.exists():
        return None
    said = dict(line.split(":", 1) for line in _MEMORY.read_text(encoding="ascii").splitlines())
    free = [int(said["MemAvailable"].split()[0]) * 1024]
    for limit, used in _CONTAINER:
        if limit.exists() and (most := limit.read_text(encoding="ascii").strip()) != "max":
            free.append(int(most) - int(used.read_text(encoding="ascii")))
    return max(0, min(free))
