"""What one request may use: time, and values in its answer. Whoever meets a limit is told which, and what to do."""

import time
from dataclasses import dataclass, field
from typing import Final

from api.graphql.problems import GraphQLProblem

SECONDS: Final = 20.0
MOST_VALUES: Final = 500_000
_LESS: Final = "Ask for less at once: fewer levels of lists, smaller pages, or a narrower `where`."


@dataclass
class Budget:
    """Runs from its making. Work is checked between steps: a step that has begun is finished."""

    seconds: float = SECONDS
    values: int = MOST_VALUES
    spent: int = 0
    started: float = field(default_factory=time.perf_counter)

    @property
    def elapsed(self) -> float:
        """Seconds since the making."""
        return time.perf_counter() - self.started

    def check_time(self) -> None:
        """Raise GraphQLProblem if the time is over."""
        if self.elapsed > self.seconds:
            raise GraphQLProblem("time", f"The answer would take longer than {self.seconds:g} seconds.", _LESS)

    def check_written(self, values: int) -> None:
        """Raise GraphQLProblem if so many values would be too many in the answer.

        A thing that stands in several places is made once and written several times: circles of things multiply.
        """
        if values > self.values:
            raise GraphQLProblem("cost", f"The answer would hold more than {self.values} values.", _LESS)

    def spend(self, values: int) -> None:
        """Count values of the answer before they are made; GraphQLProblem if they are too many, or time is over."""
        self.spent += values
        self.check_written(self.spent)
        self.check_time()
