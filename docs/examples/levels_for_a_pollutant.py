"""All levels for a pollutant, page by page, as CSV: an example of a client that needs nothing but Python.

python levels_for_a_pollutant.py nox --address http://127.0.0.1:8000/graphql > nox.csv
"""

import argparse
import csv
import json
import sys
import urllib.request
from collections.abc import Iterator
from typing import Any

QUERY = """
query Levels($pollutant: String!, $after: String) {
  pollutant(id: $pollutant) { prefLabel(language: [EN, ANY]) { value } }
  associatedLevels(where: { pollutant: { code: { eq: $pollutant } } }, first: 100, after: $after) {
    pageInfo { hasNextPage endCursor }
    nodes {
      iri printedText lowerBound upperBound unit { notation } sourcePage
      inDocument { documentCode }
      averagingPeriod { prefLabel(language: [EN, ANY]) { value } }
      hasFootnote { mark }
    }
  }
}
"""


class Refused(Exception):
    """The service answered with errors."""


def ask(address: str, query: str, variables: dict[str, Any]) -> dict[str, Any]:
    """Send a query; Refused with the message and the hint of the first error."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = urllib.request.Request(address, body, {"content-type": "application/json"})
    with urllib.request.urlopen(request) as response:
        answer = json.load(response)
    for error in answer.get("errors", []):
        raise Refused(f"{error['message']} {error['extensions']['hint']}")
    data: dict[str, Any] = answer["data"]
    return data


def levels(address: str, pollutant: str) -> Iterator[dict[str, Any]]:
    """Every level for a pollutant; the next page is asked for when it is needed."""
    after = None
    while True:
        page = ask(address, QUERY, {"pollutant": pollutant, "after": after})["associatedLevels"]
        yield from page["nodes"]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def row(level: dict[str, Any]) -> list[Any]:
    """A level as a row: numbers as they are stored, the text as it is printed."""
    return [
        level["inDocument"]["documentCode"],
        level["sourcePage"],
        level["printedText"],
        level["lowerBound"],
        level["upperBound"],
        "; ".join(level["unit"]["notation"]) if level["unit"] else "",
        "; ".join(period["prefLabel"]["value"] for period in level["averagingPeriod"]),
        " ".join(footnote["mark"] for footnote in level["hasFootnote"]),
        level["iri"],
    ]


def main() -> int:
    """Write the table; 1 with the service's own words if it refuses."""
    parser = argparse.ArgumentParser(description="All levels for a pollutant as CSV.")
    parser.add_argument("pollutant", help="its code, e.g. nox")
    parser.add_argument("--address", default="http://127.0.0.1:8000/graphql", help="of the service")
    given = parser.parse_args()
    writer = csv.writer(sys.stdout)
    try:
        rows = [row(level) for level in levels(given.address, given.pollutant)]
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    writer.writerow(["document", "page", "printed", "lower", "upper", "unit", "averaging", "notes", "iri"])
    writer.writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
