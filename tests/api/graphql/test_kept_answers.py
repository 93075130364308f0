"""What an answer that is kept depends on: words, variables and languages, operation, data and form."""

import json
import urllib.request

QUERY = """query Names($language: [Language!]!) { documents { nodes { prefLabel(language: $language) { language } } } }
query Version { dataVersion }"""


def asked(address: str, accept: str = "application/json", **body: object) -> tuple[str, bytes]:
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"content-type": "application/json", "accept": accept}
    )
    with urllib.request.urlopen(request) as answer:
        return answer.headers["cache-status"].rpartition(" ")[2], answer.read()


def test_only_the_same_question_is_answered_from_memory(address: str) -> None:
    def names(language: str, accept: str = "application/json") -> tuple[str, bytes]:
        variables = {"language": [language, "EN"]}
        return asked(address, accept, query=QUERY, variables=variables, operationName="Names")

    first = names("KK")
    assert first[0] == "fwd=miss"
    assert names("RU")[0] == "fwd=miss"
    assert names("KK", "application/graphql-response+json")[0] == "fwd=miss"
    assert asked(address, query=QUERY, operationName="Version")[0] == "fwd=miss"
    assert names("KK") == ("hit", first[1])
    assert names("RU")[0] == "hit"
