"""A client that asks a server as fast as it answers, over connections that are kept, and says how long it took.

    python -m benchmarks.load_client <port> <JSON: list of groups>

A group is {"name", "connections", "requests" or "seconds", "query", "from", "grows"}. Groups run side by side; one
without requests and seconds runs until the others are done. A number that grows, beginning with `from`, stands for
`{n}` in the query and, if the group `grows`, is sent as the variable `n`; the variable `iri` is one of 500
techniques. Written with sockets alone, so that the client takes as little of the machine as may be.
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping, Sequence
from typing import Any


class Group:
    """Connections that ask the same questions in turn."""

    def __init__(self, port: int, asked: Mapping[str, Any]) -> None:
        self._port = port
        self._asked = asked
        self._begun = 0
        self._until = time.perf_counter() + asked["seconds"] if "seconds" in asked else None
        self.ends_itself = "seconds" in asked or "requests" in asked
        self.times: list[float] = []
        self.failed = 0

    async def run(self) -> None:
        """Ask until the number or the time is reached."""
        await asyncio.gather(*(self._connection() for _ in range(self._asked["connections"])))

    def _next(self) -> bytes | None:
        if self._until is not None and time.perf_counter() > self._until:
            return None
        if self._begun >= self._asked.get("requests", sys.maxsize):
            return None
        number = self._asked.get("from", 0) + self._begun
        self._begun += 1
        variables = {"iri": f"technique/t{number % 500}", "n": number if self._asked["grows"] else 0}
        query = self._asked["query"].replace("{n}", str(number))
        body = json.dumps({"query": query, "variables": variables}).encode()
        head = "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body

    async def _connection(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 24)
        while (request := self._next()) is not None:
            started = time.perf_counter()
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            self.times.append(time.perf_counter() - started)
            self.failed += not head.startswith(b"HTTP/1.1 200") or b'{"data"' not in body[:8]
        writer.close()

    def said(self, seconds: float) -> dict[str, Any]:
        """What was measured; times in milliseconds."""
        ordered = sorted(self.times) or [float("nan")]
        return {
            "name": self._asked["name"],
            "requests": len(self.times),
            "failed": self.failed,
            "a_second": round(len(self.times) / seconds, 1),
            "p50": round(ordered[len(ordered) // 2] * 1000, 3),
            "p99": round(ordered[int(len(ordered) * 0.99)] * 1000, 3),
            "most": round(ordered[-1] * 1000, 3),
        }


async def ask(port: int, groups: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Run the groups side by side."""
    made = [Group(port, each) for each in groups]
    started = time.perf_counter()
    endless = [asyncio.create_task(group.run()) for group in made if not group.ends_itself]
    await asyncio.gather(*(group.run() for group in made if group.ends_itself))
    seconds = time.perf_counter() - started
    for task in endless:
        task.cancel()
    return [group.said(seconds) for group in made]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(ask(int(sys.argv[1]), json.loads(sys.argv[2])))))
