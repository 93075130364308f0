"""Sources as they were read: N-Triples in a file, with the report; read in processes of their own.

A process of its own reads what others wrote: what makes a parser fall over or run out of memory ends that process, and
the file is refused. Several processes read the shipped facts side by side.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Final

from api.sources import Source, kind_of, load_file, shipped_sources
from loaders.loaded_source import Finding, LoadReport, SourceRefused, StreamedSource
from store.sorted_lines import write_sorted

Progress = Callable[[str], None]
_MOST_PROCESSES: Final = 4
_VERSION_DIGITS: Final = 12


@dataclass(frozen=True)
class Reading:
    """One version of one source. `version` is a digest of its statements, which `triples` holds, sorted."""

    graph: str
    version: str
    triples: Path
    statements: int
    loader: str
    report: LoadReport


@dataclass(frozen=True)
class Task:
    """What to read: a user's file (or folder of files), or facts that ship under a name."""

    file: Path | None = None
    shipped: str = ""

    @property
    def name(self) -> str:
        """What a refusal calls it."""
        return self.file.name if self.file else self.shipped


def read_task(task: Task, data: Path, folder: Path, progress: Progress) -> list[Reading]:
    """Read a source in this process; its triples are written into `folder`. Raises SourceRefused."""
    folder.mkdir(parents=True, exist_ok=True)
    if task.file is not None:
        source: Source = load_file(task.file, data, folder, progress)
        return [_written(source, kind_of(task.file).name, folder / "0.nt")]
    progress(task.shipped)
    [facts] = [shipped for shipped in shipped_sources(data) if shipped.name == task.shipped]
    return [_written(loaded, facts.loader, folder / f"{n}.nt") for n, loaded in enumerate(facts.load(data))]


def _written(source: Source, loader: str, target: Path) -> Reading:
    statements = 0

    def counted(lines: Iterator[bytes]) -> Iterator[bytes]:
        nonlocal statements
        for line in lines:
            statements += 1
            yield line

    if isinstance(source, StreamedSource):
        with source.triples.open("rb") as lines:
            digest = write_sorted(counted(lines), target)
        source.triples.unlink()
    else:
        data = source.graph.serialize(format="nt", encoding="utf-8")
        digest = write_sorted(counted(line for line in data.splitlines(keepends=True) if line.strip()), target)
    return Reading(str(source.graph_iri), digest[:_VERSION_DIGITS], target, statements, loader, source.report)


def read_all(
    tasks: Sequence[Task], data: Path, folder: Path, memory_bytes: int, progress: Progress
) -> list[list[Reading]]:
    """Read sources in processes of their own, several at a time; the readings of each task, in the order of the tasks.

    Raises SourceRefused for the first task that is refused; nothing is returned then.
    """
    if not tasks:
        return []
    count = min(_MOST_PROCESSES, os.cpu_count() or 1, len(tasks))
    with ExitStack() as stack:
        idle: SimpleQueue[_ReadingProcess] = SimpleQueue()
        for _ in range(count):
            idle.put(stack.enter_context(_ReadingProcess(data, memory_bytes)))

        def read(numbered: tuple[int, Task]) -> list[Reading]:
            number, task = numbered
            process = idle.get()
            try:
                return process.read(task, folder / str(number), progress)
            finally:
                idle.put(process)

        pool = stack.enter_context(ThreadPoolExecutor(count))
        futures = [pool.submit(read, numbered) for numbered in enumerate(tasks)]
        try:
            return [future.result() for future in futures]
        except SourceRefused:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


class _ReadingProcess:
    """A process that reads one source after the other. It ends with whoever started it."""

    def __init__(self, data: Path, memory_bytes: int) -> None:
        self._memory_bytes = memory_bytes
        command = [sys.executable, "-P", "-m", "api.reading_process", str(data), str(memory_bytes)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def read(self, task: Task, folder: Path, progress: Progress) -> list[Reading]:
        """See `read_task`."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        asked = {"file": task.file and str(task.file.absolute()), "shipped": task.shipped, "folder": str(folder)}
        try:
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError as error:
            raise self._ended(task) from error
        for line in self._process.stdout:
            said = json.loads(line)
            if "progress" in said:
                progress(said["progress"])
            elif "refused" in said:
                raise SourceRefused(**said["refused"])
            else:
                return [reading_from_json(each) for each in said["readings"]]
        raise self._ended(task)

    def _ended(self, task: Task) -> SourceRefused:
        code = self._process.wait()
        ended = f"a file whose reading ended the process that read it ({_ending(code)})"
        return SourceRefused(
            file=task.name,
            place="the file",
            found=ended,
            expected=f"a file that is read within {self._memory_bytes} bytes of memory",
            mend="Take the file from its source again, or load it in parts.",
        )

    def __enter__(self) -> "_ReadingProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.kill()
        self._process.wait()


def _ending(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"


def reading_as_json(reading: Reading) -> dict[str, Any]:
    """A reading for another process, or to be kept; `reading_from_json` reads it back."""
    return {**vars(reading), "triples": str(reading.triples), "report": asdict(reading.report)}


def reading_from_json(value: dict[str, Any]) -> Reading:
    """Return what `reading_as_json` wrote."""
    report = value["report"]
    findings = tuple(Finding(**finding) for finding in report["findings"])
    return Reading(
        graph=value["graph"],
        version=value["version"],
        triples=Path(value["triples"]),
        statements=value["statements"],
        loader=value["loader"],
        report=LoadReport(report["source"], report["counts"], findings),
    )
