"""The copy of the schema that the repository keeps, so that a change of it is seen in review.

python -m api.graphql.snapshot           write the copy
python -m api.graphql.snapshot --check   say whether the copy is the schema of today
"""

import argparse
import sys
from pathlib import Path
from typing import Final

from api.graphql.schema import AnalystSchema
from ontology.model import load_ontology
from shapes.loading import load_shapes
from store.embedded import EmbeddedStore

FILE: Final = Path(__file__).resolve().parent / "schema.graphql"


def current_text() -> str:
    """The text of the schema that the shapes and the analyses of today make."""
    return AnalystSchema(load_shapes(["model"]), load_ontology(), EmbeddedStore.empty(), "none").text


def main() -> int:
    """Write the copy, or with --check compare it; 1 if it is not the schema of today."""
    parser = argparse.ArgumentParser(
        prog="python -m api.graphql.snapshot", description="The copy of the GraphQL schema."
    )
    parser.add_argument("--check", action="store_true", help="do not write; say whether the copy is up to date")
    text = current_text()
    if not parser.parse_args().check:
        FILE.write_text(text, encoding="utf-8")
        return 0
    if FILE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{FILE.name} is not the schema of today. Run: python -m api.graphql.snapshot", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
