"""The example questions: one `.rq` file each, with the question in Kazakh, Russian and English in its first lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

from store.query_text import Query


@dataclass(frozen=True)
class Example:
    """A question in words, by language, and the query that answers it."""

    name: str
    question: Mapping[str, str]
    query: Query


def load_examples() -> list[Example]:
    """All examples, sorted by name."""
    files = [file for file in resources.files(__name__).iterdir() if file.name.endswith(".rq")]
    return [_example(file.name.removesuffix(".rq"), file.read_text(encoding="utf-8")) for file in sorted_by_name(files)]


def sorted_by_name(files: list[resources.abc.Traversable]) -> list[resources.abc.Traversable]:
    """Files in the order of their names, whatever the file system says."""
    return sorted(files, key=lambda file: file.name)


def _example(name: str, text: str) -> Example:
    question = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            break
        language, _, words = line[2:].partition(": ")
        question[language] = words
    return Example(name, question, Query(name, text))
