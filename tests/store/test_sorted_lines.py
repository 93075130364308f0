import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import sorted_lines
from store.sorted_lines import write_sorted


@given(st.lists(st.binary(max_size=3).filter(lambda line: b"\n" not in line)), st.integers(1, 4))
def test_every_different_line_is_written_once_in_order(
    tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], at_a_time: int
) -> None:
    target = tmp_path_factory.mktemp("sorted") / "lines"
    whole = [line + b"\n" for line in lines]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sorted_lines, "_AT_A_TIME", at_a_time)
        digest = write_sorted(whole, target)
    assert target.read_bytes() == b"".join(sorted(set(whole)))
    assert digest == hashlib.sha256(target.read_bytes()).hexdigest()
    assert list(target.parent.iterdir()) == [target]


def test_more_lines_than_are_held_in_memory_are_sorted(tmp_path: Path) -> None:
    lines = [f"{number * 7919 % 600_000}\n".encode() for number in range(600_000)]
    write_sorted(iter(lines), tmp_path / "sorted")
    assert (tmp_path / "sorted").read_bytes() == b"".join(sorted(lines))
