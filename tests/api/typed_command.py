"""The command line as it is typed, run in this process: a new program for each command took longer than its work.

That the program itself starts is tested with `test_the_program_starts_and_every_command_explains_itself`.
"""

from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from api.command_line.application import commands


@dataclass(frozen=True)
class Done:
    """What a command has printed and returned."""

    returncode: int
    stdout: str
    stderr: str


def run(*arguments: object, folder: Path, **environment: str) -> Done:
    """Run a command in a folder; what it did not mean to raise is raised here."""
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1", **environment})
    with chdir(folder):
        done = runner.invoke(commands, [str(each) for each in arguments])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)
