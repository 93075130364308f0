"""What one request may use: time, and values in its answer. Whoever meets a limit is told which, and what to do."""

import time
from dataclasses import dataclass, field
from typing import Final

from api.graphql.problems import problem

SECONDS: Final = 20.0
MOST_VALUES: Final = 500_000


class TooMuchHere(Exception):
    """A request is larger than this process answers itself: another one is to answer it."""


@dataclass(frozen=True)
class Share:
    """What a process that also answers others spends on one request: values, and seconds of its own processor time."""

    values: int = 3_000
    seconds: float = 0.1


@dataclass
class Budget:
    """Runs from its making. Work is checked between steps: a step that has begun is finished.

    With a `share`, TooMuchHere is raised once it is spent, and `over_share` says so to whoever caught it unknowing.
    """

    share: Share | None = None
    over_share: bool = False
    seconds: float = SECONDS
    values: int = MOST_VALUES
    spent: int = 0
    started: float = field(default_factory=time.perf_counter)
    started_work: float = field(default_factory=time.thread_time)

    @property
    def elapsed(self) -> float:
        """Seconds since the making."""
        return time.perf_counter() - self.started

    def check_time(self) -> None:
        """Raise GraphQLProblem if the time is over. To be called in the thread that the budget was made in."""
        share = self.share
        if share is not None and (time.thread_time() - self.started_work > share.seconds or self.over_share):
            self.over_share = True
            raise TooMuchHere
        if self.elapsed > self.seconds:
            raise problem("time", "time", "narrower", seconds=f"{self.seconds:g}")

    def check_written(self, values: int) -> None:
        """Raise GraphQLProblem if so many values would be too many in the answer, TooMuchHere if for this process.

        A thing that stands in several places is made once and written several times: circles of things multiply.
        """
        if self.share is not None and values > self.share.values:
            self.over_share = True
            raise TooMuchHere
        if values > self.values:
            raise problem("cost", "cost", "narrower", most=self.values)

    def spend(self, values: int) -> None:
        """Count values of the answer before they are made; GraphQLProblem if they are too many, or time is over."""
        self.spent += values
        self.check_written(self.spent)
        self.check_time()
