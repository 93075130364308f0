"""What holds for any width of line, any page break and any cut."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.decree import load_decree, read_decree
from loaders.loaded_source import SourceRefused

INDENT = " " * 6
_FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _blocks(text: str) -> list[tuple[bool, list[str]]]:
    """Return the printed blocks as (is indented, words), found by blank lines and indents only."""
    blocks: list[tuple[bool, list[str]]] = []
    after_blank = True
    for line in text.split("\n"):
        if line.startswith(INDENT):
            blocks.append((True, line.split()))
        elif not line.strip():
            after_blank = True
            continue
        elif after_blank and (not blocks or not blocks[-1][0] or "-тарау." in line or "-параграф." in line):
            blocks.append((False, line.split()))
        else:
            blocks[-1][1].extend(line.split())
        after_blank = False
    return blocks


def _wrapped(words: list[str], indent: str, width: int) -> list[str]:
    lines = [indent]
    for word in words:
        if lines[-1].strip() and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += word if not lines[-1].strip() else f" {word}"
    return lines


def _parted(words: list[str]) -> list[str]:
    """Return the words with each hyphenated one in two, as a line end would part it."""
    return [piece for word in words for piece in word.replace("-", "- ").split()]


def _rewrapped(text: str, width: int, *, at_hyphens: bool) -> str:
    lines = []
    for indented, words in _blocks(text):
        pieces = _parted(words) if at_hyphens and indented else words
        lines += _wrapped(pieces, INDENT, width) if indented else ["", *_wrapped(pieces, "", width), ""]
    return "\n".join(lines) + "\n"


def _texts(path: Path) -> list[tuple[str, str, str]]:
    return [(provision.identifier, provision.number, provision.text) for provision in read_decree(path).walk()]


@_FEW
@given(width=st.integers(20, 400))
def test_the_width_of_lines_makes_no_difference(text: str, saved: Callable[[str], Path], width: int) -> None:
    assert _texts(saved(_rewrapped(text, width, at_hyphens=False))) == _texts(saved(text))


@_FEW
@given(width=st.integers(20, 200))
def test_words_parted_at_hyphens_make_no_difference(text: str, saved: Callable[[str], Path], width: int) -> None:
    assert _texts(saved(_rewrapped(text, width, at_hyphens=True))) == _texts(saved(text))


@_FEW
@given(data=st.data(), page_break=st.sampled_from(["\n", "\n\n\n", "\f", "\n\f"]))
def test_page_breaks_inside_paragraphs_make_no_difference(
    text: str, saved: Callable[[str], Path], data: st.DataObject, page_break: str
) -> None:
    lines = text.split("\n")
    rules = lines.index(next(line for line in lines if line.startswith(f"{INDENT}1. Осы ") or "«p1»" in line))
    inner = [
        i
        for i in range(rules, len(lines))
        if lines[i].strip() and lines[i - 1].strip() and lines[i][0].isalpha() and "-тарау." not in lines[i - 1]
        if "-параграф." not in lines[i - 1]
    ]
    chosen = data.draw(st.sets(st.sampled_from(inner), max_size=5))
    broken = "\n".join(page_break + line if i in chosen else line for i, line in enumerate(lines))
    assert _texts(saved(broken)) == _texts(saved(text))


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_text_cut_anywhere_is_refused(text: str, saved: Callable[[str], Path], data: st.DataObject) -> None:
    length = data.draw(st.integers(0, len(text.rstrip()) - 1))
    with pytest.raises(SourceRefused):
        read_decree(saved(text[:length]))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_text_without_any_one_block_is_refused(
    text: str, saved: Callable[[str], Path], data_folder: Path, data: st.DataObject
) -> None:
    blocks = _blocks(text)
    chosen = data.draw(st.integers(0, len(blocks) - 1))
    kept = [
        (INDENT if indented else "\n") + " ".join(words) + ("" if indented else "\n")
        for i, (indented, words) in enumerate(blocks)
        if i != chosen
    ]
    with pytest.raises(SourceRefused):
        load_decree(saved("\n".join(kept)), data_folder)
