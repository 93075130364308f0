"""EXISTS filters over several triples, as joins and MINUS.

Oxigraph evaluates `FILTER NOT EXISTS { P }` anew for each solution of the group it stands in, and joins inside P over
the whole graph each time: 57 s where 0.06 s suffice (order of elements, 50 books). Here P is evaluated once, for the
different bindings that the group hands to it:

    A FILTER NOT EXISTS { P }   becomes   A MINUS { SELECT DISTINCT shared { { SELECT DISTINCT shared { A } } P } }

with `shared` the variables that P mentions and A binds. If every solution of A binds all of them, a solution of A is
compatible with a solution of the right side just when P has a solution for its bindings, so both mean the same.
FILTER EXISTS becomes a join with the same subquery. Filters inside P see the bindings of A because A stands there too.
"""

from dataclasses import replace
from typing import Final

from shapes.compilation.query_tree import (
    Bind,
    Element,
    Exists,
    Filter,
    Group,
    Minus,
    Optionally,
    Select,
    Triples,
    Union,
    Values,
    bindable,
    bound,
    by_itself,
    computed,
    everything,
    mentioned,
    subquery,
)
from shapes.compilation.targets import OPEN
from shapes.compilation.tokens import tokens

_THIS: Final = "this"
_FOCUS: Final = frozenset({_THIS})


def without_slow_exists(group: Group) -> Group:
    """Return the group with every EXISTS filter rewritten that holds a join, in it and in the groups inside it."""
    tests = [element for element in group.elements if isinstance(element, Exists)]
    kept = Group(tuple(element for element in group.elements if not isinstance(element, Exists)))
    early = [test for test in tests if _is_about_focus(kept, test)]
    if early:
        tests = [test for test in tests if test not in early]
        kept = Group((subquery(_FOCUS, Group((kept.elements[0], *early))), *kept.elements[1:]))
    inside = [_within(element) for element in kept.elements]
    # Joins first, so that MINUS has fewer solutions to look at.
    rewritten = [_rewritten(kept, test) for test in sorted(tests, key=lambda test: test.negated)]
    return Group((*inside, *rewritten))


def _within(element: Element) -> Element:
    match element:
        case Union(branches):
            return Union(tuple(without_slow_exists(branch) for branch in branches))
        case Optionally(group):
            return Optionally(without_slow_exists(group))
        case Minus(group):
            return Minus(without_slow_exists(group))
        case Select(group=group):
            return replace(element, group=without_slow_exists(group))
    return element


def _rewritten(around: Group, test: Exists) -> Element:
    shared = mentioned(test.group) & bindable(around)
    if _is_one_look(test.group, shared) or not _can_move(around, test.group, shared):
        return test
    asked = subquery(shared, _seeded(test.group, around, shared))
    moved = subquery(shared, without_slow_exists(asked.branches[0].elements[0].group))  # type: ignore[union-attr]
    return Minus(moved.branches[0]) if test.negated else moved


def _is_about_focus(around: Group, test: Exists) -> bool:
    """Whether a quick test asks about `$this` alone, in a group that begins with the focus nodes.

    Then it is asked of each focus node once, before anything is joined to it.
    """
    match around.elements:
        case (Union(branches=(Group(elements=(Select(projected=projected),)),)), _, *_):
            shared = mentioned(test.group) & bindable(around)
            return shared == projected == _FOCUS and _is_one_look(test.group, shared)
    return False


def _can_move(around: Group, tested: Group, shared: frozenset[str]) -> bool:
    if not shared or not shared <= bound(around) or shared & computed(tested):
        return False
    # A blank node's label may stand in one place only.
    return not any(_has_blank_label(element) for element in everything(around))


def _is_one_look(tested: Group, shared: frozenset[str]) -> bool:
    """Whether the test is a single triple pattern with one step, which the store finds by its index."""
    triples = [element for element in tested.elements if isinstance(element, Triples)]
    if len(triples) != 1 or not all(isinstance(element, Triples | Filter) for element in tested.elements):
        return False
    signs = {token.text for token in tokens(triples[0].text) if token.kind == "sign"}
    return bool(triples[0].names & shared) and not signs & {";", ",", "/", "*", "+", "[", ".", "?"}


def _seeded(tested: Group, around: Group, shared: frozenset[str]) -> Group:
    """Join the bindings of `around` into the tested group, and into the groups inside it that mention them.

    A filter in such a group may need them; where a pattern binds them too, they keep its join small.
    """
    names = mentioned(tested) & shared
    # The store guesses how many solutions a subquery has, and guesses too high for a few focus nodes.
    focus = (Values(OPEN, _FOCUS),) if _THIS in names else ()
    return Group(
        (*focus, subquery(names, around), *(_seeded_inside(element, around, shared) for element in tested.elements))
    )


def _seeded_inside(element: Element, around: Group, shared: frozenset[str]) -> Element:
    def seeded(group: Group) -> Group:
        if len(group.elements) == 1 and isinstance(group.elements[0], Select):
            return group
        if mentioned(group) & shared:
            return _seeded(group, around, shared)
        return Group(tuple(_seeded_inside(inner, around, shared) for inner in group.elements))

    match element:
        case Union(branches):
            return by_itself(Union(tuple(seeded(branch) for branch in branches)))
        case Optionally(group):
            return Optionally(seeded(group))
    return element


def _has_blank_label(element: Element) -> bool:
    if not isinstance(element, Triples | Filter | Bind):
        return False
    return any(token.kind == "blank" for token in tokens(element.text))
