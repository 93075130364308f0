"""No paragraph without a check, a reason or a test; and the page says so today."""

from dataclasses import replace

from shapes.conformance import PAGE, REPOSITORY, holes, page, paragraphs, planted_faults


def test_no_paragraph_that_asks_for_a_check_is_without_one() -> None:
    assert holes(paragraphs()) == ()


def test_all_66_paragraphs_are_there() -> None:
    numbers = {each.identifier for each in paragraphs() if "." not in each.identifier}
    assert numbers == {f"p{number}" for number in range(1, 67)}


def test_a_hole_is_found() -> None:
    every = paragraphs()
    without = [replace(each, rules=(), carried_by=()) if each.identifier in {"p44", "p8"} else each for each in every]
    found = holes(without)
    assert "p44" in found
    # p8 had one check for all its items.
    assert {"p8", "p8.1", "p8.13"} <= set(found)


def test_a_paragraph_is_not_both_checked_and_uncheckable() -> None:
    assert [each.identifier for each in paragraphs() if each.reason and each.rules] == []


def test_every_check_on_the_page_has_a_planted_fault() -> None:
    planted = planted_faults()
    assert [rule.name for each in paragraphs() for rule in each.rules if not planted.get(rule.name)] == []


def test_the_page_is_up_to_date() -> None:
    assert (REPOSITORY / PAGE).read_text(encoding="utf-8") == page(), "run python -m shapes.conformance"
