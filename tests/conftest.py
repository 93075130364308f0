"""Fixtures for all tests."""

import fcntl
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says nothing about what is tested, and much about what else the machine does.
settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents beside the project; tests that read them skip where it is missing."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the source documents (../shared beside the project) are not on this machine")
    return folder


@pytest.fixture(scope="session")
def built_store(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the graph built from the shipped facts, by the command. Read it; copy it to change it.

    Tests that run side by side build it once and share it.
    """
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "built-store"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "current").is_file():
            command = [Path(sys.executable).parent / "batgraph", "build", "--store", folder, "--as-of", "2026-11-23"]
            subprocess.run(command, check=True, capture_output=True, cwd=base)
    return folder
