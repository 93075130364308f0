import pytest

from store.query_guard import QueryRefused, check_user_query


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "rows"),
        ("ASK { ?s ?p ?o }", "truth"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "triples"),
        ("DESCRIBE <https://example.org/a>", "triples"),
        ("# SERVICE in a comment\nSELECT ?s WHERE { ?s ?p 'SERVICE <http://x> { }' }", "rows"),
    ],
)
def test_queries_pass_and_their_form_is_told(text: str, answers: str) -> None:
    assert check_user_query(text) == answers


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * WHERE { SERVICE <http://example.org/sparql> { ?s ?p ?o } }",
        "select * where { service silent <http://example.org/sparql> { ?s ?p ?o } }",
        "SELECT * WHERE { ?s ?p ?o OPTIONAL { SERVICE ?where { ?s ?q ?r } } }",
        "SELECT * WHERE { { SELECT ?s WHERE { ?s ?p ?o . SERVICE <http://e.org/> { ?s ?p ?o } } } }",
        "SELECT * WHERE { ?s ?p ?o FILTER EXISTS { SERVICE <http://e.org/> { ?s ?p ?o } } }",
        "SELECT * WHERE { ?s ?p ?o MINUS { SERVICE <http://e.org/> { ?s ?p ?o } } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { SERVICE <http://e.org/> { ?s ?p ?o } } }",
        "SELECT * WHERE { #\nSERVICE#\n<http://e.org/>#\n{ ?s ?p ?o } }",
    ],
)
def test_service_is_refused_wherever_it_stands(text: str) -> None:
    with pytest.raises(QueryRefused, match="SERVICE would send part of the query to another server"):
        check_user_query(text)


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "LOAD <http://example.org/data>",
        "DROP ALL",
        "SELECT * WHERE { ?s ?p ?o } ; DROP ALL",
        "CONSTRUCT { ?s ?p ?o } INTO <a:b> WHERE { ?s ?p ?o }",
        "SELECT WHERE",
        "",
    ],
)
def test_what_is_not_a_query_is_refused(text: str) -> None:
    with pytest.raises(QueryRefused, match=r"not a SPARQL 1\.1 query"):
        check_user_query(text)


def test_absurd_length_and_nesting_are_refused_before_parsing() -> None:
    with pytest.raises(QueryRefused, match="100017 characters; at most 100000"):
        check_user_query("SELECT * WHERE {}" + " " * 100_000)
    with pytest.raises(QueryRefused, match="deeper than 60 levels"):
        check_user_query("SELECT * WHERE " + "{" * 61 + "}" * 61)
