"""A process that answers each request in a child: deadline, memory, size, faults, and its end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from store.children import free_memory

PROJECT = Path(__file__).resolve().parents[2]

# In a program of its own: the process that forks may have no threads, and a test runner has.
PROGRAM = """
import json, os, sys, time
from store.forking import AnsweringBroke, ForkedProcess, QueryLimitReached, QueryLimits
from store.graph_store import QueryFailed

held = "in memory once"

def answer(asked):
    if asked["do"] == "loop":
        while True:
            pass
    if asked["do"] == "fill":
        return b"x" * 400_000_000
    if asked["do"] == "break":
        raise ValueError("a fault of ours")
    if asked["do"] == "fail":
        raise QueryFailed("it cannot be answered")
    return (held + " " + asked["do"]).encode()

process = ForkedProcess(answer, QueryLimits(seconds=0.5, answer_bytes=1000, memory_bytes=100_000_000))
found = []
for do in ("hello", "loop", "fill", "fail", "break", "x" * 2000, "again"):
    started = time.monotonic()
    try:
        said = process.ask({"do": do}).decode()
    except (AnsweringBroke, QueryLimitReached, QueryFailed) as error:
        said = type(error).__name__ + ": " + str(error)
    found.append([said, time.monotonic() - started < 3])
process.close()
try:
    process.ask({"do": "hello"})
    found.append("answered after its end")
except OSError:
    found.append("ended")
print(json.dumps(found))
"""


def test_each_request_is_answered_in_a_child_under_limits() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, cwd=PROJECT, timeout=60, check=True
    )
    said = json.loads(ran.stdout)
    assert "ValueError: a fault of ours" in ran.stderr
    assert said == [
        ["in memory once hello", True],
        [
            "QueryLimitReached: the query ran for the 0.5 seconds it may take: narrow it, or start it from the pattern "
            "with the fewest matches",
            True,
        ],
        ["QueryLimitReached: the query needed more than the 100000000 bytes of memory it may use", True],
        ["QueryFailed: it cannot be answered", True],
        ["AnsweringBroke: the process that answers met a fault of its own", True],
        [
            "QueryLimitReached: the answer has 2015 bytes; at most 1000 are sent: ask for fewer columns or add a LIMIT",
            True,
        ],
        ["in memory once again", True],
        "ended",
    ]


# What nobody waits for is ended at once, long before its deadline; the next request is answered.
GIVING_UP = """
import json, os, select
from threading import Thread
from store.forking import ForkedProcess, GivenUp, Hold, QueryLimits

begun, begins = os.pipe()

def answer(asked):
    if asked["do"] == "loop":
        os.write(begins, str(os.getpid()).encode())
        while True:
            pass
    return asked["do"].encode()

process = ForkedProcess(answer, QueryLimits(seconds=600))
found = []

def wait_for_answer(hold):
    try:
        process.ask({"do": "loop"}, hold=hold)
    except GivenUp:
        found.append("given up")

hold = Hold()
asking = Thread(target=wait_for_answer, args=[hold])
asking.start()
child = os.pidfd_open(int(os.read(begun, 20)))
hold.give_up()
asking.join()
found.append("ended" if select.select([child], [], [], 100)[0] else "runs on")
try:
    process.ask({"do": "hello"}, hold=hold)
except GivenUp:
    found.append("not begun")
found.append(process.ask({"do": "x" * 1_000_000}).decode() == "x" * 1_000_000)
process.close()
print(json.dumps(found))
"""


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="looks at a process by its descriptor")
def test_a_request_that_is_given_up_is_ended_at_once() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", GIVING_UP], capture_output=True, text=True, cwd=PROJECT, timeout=120, check=True
    )
    assert json.loads(ran.stdout) == ["given up", "ended", "not begun", True]


# Each keeps to its own limit; together they do not: the one that uses the most is ended, and the others go on.
TOGETHER = """
import json, os
from threading import Thread
from store.forking import ForkedProcess, QueryLimitReached, QueryLimits

begun, begins = os.pipe()
waits, go_on = os.pipe()

def answer(asked):
    os.write(begins, b".")
    held = bytearray(asked["bytes"])
    os.read(waits, 1)
    return str(len(held)).encode()

process = ForkedProcess(answer, QueryLimits(seconds=100, memory_bytes=1_000_000_000, together_bytes=300_000_000))
found = {}

def ask(size):
    try:
        found[size] = process.ask({"bytes": size}).decode()
    except QueryLimitReached as error:
        found[size] = error.limit

def asking(size):
    thread = Thread(target=ask, args=[size])
    thread.start()
    os.read(begun, 1)
    return thread

small = asking(100_000_000)
large = asking(250_000_000)
large.join()
again = asking(50_000_000)
os.write(go_on, b"..")
small.join()
again.join()
process.close()
print(json.dumps(found))
"""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="what processes use stands in /proc")
def test_all_that_are_made_at_once_keep_to_a_limit_together() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", TOGETHER], capture_output=True, text=True, cwd=PROJECT, timeout=120, check=True
    )
    assert json.loads(ran.stdout) == {"100000000": "100000000", "250000000": "memory", "50000000": "50000000"}


def test_what_is_free_is_known_where_the_system_says_it() -> None:
    free = free_memory()
    assert free is None if not Path("/proc/meminfo").exists() else free is not None and free > 0


REVIVED = """
import json, os, signal
from store.forking import ForkedProcess, QueryLimits

process = ForkedProcess(lambda asked: str(os.getppid()).encode(), QueryLimits(seconds=5))
first = int(process.ask({}))
process.revive()
same = int(process.ask({}))
os.kill(first, signal.SIGKILL)
os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
process.revive()
second = int(process.ask({}))
process.close()
print(json.dumps([first == same, first == second]))
"""


def test_a_process_that_was_killed_is_forked_anew_at_the_same_address_and_one_that_lives_is_left() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", REVIVED], capture_output=True, text=True, cwd=PROJECT, timeout=60, check=True
    )
    assert json.loads(ran.stdout) == [True, False]
