"""The process that reads sources: a task comes in on standard input, one JSON a line, and an answer goes out.

It ends when standard input does, also in the middle of a file, and may use only so much memory.
"""

import json
import os
import resource
import sys
import threading
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from api.readings import Task, read_task, reading_as_json
from loaders.loaded_source import SourceRefused


def main(data: Path, memory_bytes: int) -> None:
    """Answer tasks until standard input ends."""
    # What a library prints must not stand among the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    sys.stdout = sys.stderr
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    tasks: SimpleQueue[dict[str, Any]] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    while True:
        _say(answers, _answer(tasks.get(), data, answers))


def _listen(tasks: "SimpleQueue[dict[str, Any]]") -> None:
    for line in sys.stdin:
        tasks.put(json.loads(line))
    os._exit(0)


def _answer(asked: dict[str, Any], data: Path, answers: IO[str]) -> dict[str, Any]:
    task = Task(Path(asked["file"]) if asked["file"] else None, asked["shipped"])
    try:
        readings = read_task(task, data, Path(asked["folder"]), lambda step: _say(answers, {"progress": step}))
    except SourceRefused as refusal:
        return {"refused": refusal.texts}
    except (MemoryError, RecursionError) as error:
        return {"refused": _too_much(task, error).texts}
    return {"readings": [reading_as_json(reading) for reading in readings]}


def _too_much(task: Task, error: Exception) -> SourceRefused:
    deep = isinstance(error, RecursionError)
    return SourceRefused(
        file=task.name,
        place="the file",
        found="things nested absurdly deep" if deep else "more than fits into the memory that reading may use",
        expected="a file of a sane depth and size",
        mend="Take the file from its source again, or load it in parts.",
    )


def _say(answers: IO[str], what: dict[str, Any]) -> None:
    answers.write(json.dumps(what) + "\n")
    answers.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
