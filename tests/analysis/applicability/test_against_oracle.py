"""What applies, on random documents, against a second implementation: leaf by leaf and day by day, from p53 and p56."""

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import example, given, settings
from hypothesis import strategies as st

from analysis.applicability.applicable import applicable
from analysis.applicability.errors import NothingApplies
from tests.analysis.comparison.levels_graph import store_of, turtle

FIRST = date(2022, 1, 1)
BELOW = {"3": ("3.1", "3.2"), "3.1": (), "3.2": ()}
SECTORS = ("CLM", "GLS")


@dataclass(frozen=True)
class Made:
    """A document: a Kazakh conclusion or an EU decision. `start` None: a draft. Points are of Annex I."""

    name: str
    kazakh: bool
    sector: str
    covers: frozenset[str]
    excludes: frozenset[str]
    start: int | None
    length: int | None
    supersedes: str | None = None

    @property
    def leaves(self) -> frozenset[str]:
        """The lowest points it is for."""
        return leaves(self.covers) - leaves(self.excludes)


def leaves(points: frozenset[str]) -> frozenset[str]:
    """The points that have none below them, of some."""
    return frozenset(leaf for point in points for leaf in (BELOW[point] or (point,)))


@st.composite
def documents(draw: st.DrawFn) -> list[Made]:
    """Some documents; one in three takes the place of an earlier one of its kind and sector."""
    found: list[Made] = []
    for number in range(draw(st.integers(2, 6))):
        kazakh, sector = draw(st.booleans()), draw(st.sampled_from([SECTORS[0], *SECTORS]))
        covers = draw(st.frozensets(st.sampled_from(sorted(BELOW)), min_size=1, max_size=2))
        excludes = draw(st.frozensets(st.sampled_from([point for point in BELOW if not BELOW[point]]), max_size=1))
        earlier = [each.name for each in found if (each.kazakh, each.sector) == (kazakh, sector)]
        found.append(
            Made(
                name=f"d{number}",
                kazakh=kazakh,
                sector=sector,
                covers=covers,
                excludes=excludes - covers,
                start=draw(st.integers(0, 9) | st.none()) if kazakh else draw(st.integers(0, 9)),
                length=draw(st.none() | st.integers(3, 20)),
                supersedes=draw(st.sampled_from([*earlier, None, None])) if earlier else None,
            )
        )
    return found


def graph_text(made: list[Made]) -> str:
    """The documents as Turtle."""
    lines = [f"<code/sector/{each}> skos:inScheme <code/sector> ." for each in SECTORS]
    for point, below in BELOW.items():
        lines.append(f"<code/ied-activity/{point}> skos:inScheme <code/ied-activity> .")
        lines += [f"<code/ied-activity/{each}> skos:broader <code/ied-activity/{point}> ." for each in below]
    for each in made:
        kind = "BatConclusion" if each.kazakh else "EuBatConclusions"
        says = [f"a bat:{kind}", f"bat:coversSector <code/sector/{each.sector}>"]
        says += [f"bat:coversActivity <code/ied-activity/{point}>" for point in each.covers]
        says += [f"bat:excludesActivity <code/ied-activity/{point}>" for point in each.excludes]
        if each.start is not None:
            says.append(f'bat:validFrom "{FIRST + timedelta(each.start)}"^^xsd:date')
        if each.start is not None and each.length is not None:
            says.append(f'bat:validTo "{FIRST + timedelta(each.start + each.length)}"^^xsd:date')
        if each.supersedes:
            says.append(f"bat:supersedes <doc/{each.supersedes}>")
        lines.append(f"<doc/{each.name}> {' ; '.join(says)} .")
    return "\n".join(lines)


def in_force(each: Made, made: list[Made], day: int) -> bool:
    """From its first day to its last, and until another that has begun takes its place."""
    if each.start is None or day < each.start or (each.length is not None and day > each.start + each.length):
        return False
    return not any(other.supersedes == each.name and other.start is not None and other.start <= day for other in made)


def expected(made: list[Made], leaf: str, day: int) -> tuple[set[str], set[str]]:
    """What applies to a leaf of Annex I, and the EU documents that a conclusion for it in their sector displaces."""
    standing = [each for each in made if leaf in each.leaves and in_force(each, made, day)]
    conclusions = {each.sector for each in standing if each.kazakh}
    displaced = {each.name for each in standing if not each.kazakh and each.sector in conclusions}
    return {each.name for each in standing} - displaced, displaced


def expected_of_sector(made: list[Made], sector: str, day: int) -> tuple[set[str], set[str]]:
    """To a sector an EU document applies as long as its conclusions leave one of its leaves (p56)."""
    standing = [each for each in made if each.sector == sector and in_force(each, made, day)]
    covered = frozenset[str]().union(*(each.leaves for each in standing if each.kazakh))
    displaced = {each.name for each in standing if not each.kazakh and each.leaves and each.leaves <= covered}
    return {each.name for each in standing} - displaced, displaced


# Two conclusions that together leave nothing of a decision, which chance seldom makes.
_TOGETHER = [
    Made("d0", False, "CLM", frozenset({"3"}), frozenset(), 0, None),
    Made("d1", True, "CLM", frozenset({"3.1"}), frozenset(), 0, None),
    Made("d2", True, "CLM", frozenset({"3.2"}), frozenset(), 5, None),
]


@settings(max_examples=15)
@example(_TOGETHER, 4)
@example(_TOGETHER, 5)
@given(documents(), st.integers(2, 14))
def test_each_leaf_and_sector_has_what_a_plain_reading_gives(made: list[Made], day: int) -> None:
    store = store_of(turtle(graph_text(made)))
    on = FIRST + timedelta(day)
    answers = {leaf: expected(made, leaf, day) for leaf in BELOW if not BELOW[leaf]}
    answers |= {sector: expected_of_sector(made, sector, day) for sector in SECTORS}
    for asked, (applying, displaced) in answers.items():
        try:
            found = applicable(store, asked, on)
        except NothingApplies:
            # A conclusion displaces what it stands beside, so nothing is displaced where nothing applies.
            assert (applying, displaced) == (set(), set()), asked
            continue
        # A draft is shown as one that may apply.
        sure = {each.document.rpartition("/")[2] for each in found.documents if each.force == "in-force"}
        assert sure == applying, asked
        assert {each.document.rpartition("/")[2] for each in found.displaced} == displaced, asked
