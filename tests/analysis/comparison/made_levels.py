"""Levels made for tests: valid ones that one change makes different in one respect, and strategies for random ones."""

from decimal import Decimal

from hypothesis import strategies as st

from analysis.comparison.facts import Bound, Conditions, Level, LevelKind, Source, Unit
from ontology.namespaces import code

MG = Unit("u:mg", "mg/Nm3", "mass-per-normal-volume", Decimal(1))
G = Unit("u:g", "g/Nm3", "mass-per-normal-volume", Decimal(1000))
UG = Unit("u:ug", "ug/Nm3", "mass-per-normal-volume", Decimal("0.001"))
MG_M3 = Unit("u:mg-m3", "mg/m3", "mass-per-volume", Decimal(1))
MG_L = Unit("u:mg-l", "mg/l", "mass-per-volume-of-water", Decimal(1))
KG_T = Unit("u:kg-t", "kg/t", "mass-per-mass", Decimal(1))
KG_T_GLASS = Unit("u:kg-t-glass", "kg/t glass", "mass-per-mass", Decimal(1), per="glass")
KWH_T = Unit("u:kwh", "kWh/t", "energy-per-mass", Decimal("3.6"))
MJ_T = Unit("u:mj", "MJ/t", "energy-per-mass", Decimal(1))
PERCENT = Unit("u:percent", "%", "ratio", Decimal("0.01"))
DAY, YEAR = str(code("averaging-period", "day")), str(code("averaging-period", "year"))
NOX, DUST = str(code("pollutant", "nox")), str(code("pollutant", "dust"))
AIR, WATER = str(code("medium", "air")), str(code("medium", "water"))
STATED = Conditions(Decimal(3), Decimal("273.15"), Decimal("101.3"), True)


def level(most: str | None = "100", least: str | None = None, **changes: object) -> Level:
    """A daily NOx level in mg/Nm3 at 3 % oxygen, with changes."""
    values: dict[str, object] = {
        "iri": "l:1",
        "kind": LevelKind.EMISSION,
        "source": Source("d:1", "D 1", 7, "2", printed=str(most)),
        "lower": None if least is None else Bound(Decimal(least)),
        "upper": None if most is None else Bound(Decimal(most)),
        "pollutants": frozenset({NOX}),
        "medium": AIR,
        "unit": MG,
        "averaging": frozenset({DAY}),
        "conditions": STATED,
    }
    return Level(**(values | changes))  # type: ignore[arg-type]


amounts = st.decimals(min_value=Decimal("0.001"), max_value=Decimal(10000), places=3)
oxygens = st.integers(min_value=0, max_value=20).map(Decimal)
gas_units = st.sampled_from([MG, G, UG])


@st.composite
def comparable_levels(draw: st.DrawFn) -> Level:
    """Levels any two of which can be compared: unit, oxygen, bound and comparator differ."""
    return level(
        None,
        iri=f"l:{draw(st.integers(1, 10**9))}",
        upper=Bound(draw(amounts), draw(st.sampled_from([None, "lt", "le"]))),
        unit=draw(gas_units),
        conditions=Conditions(draw(oxygens), Decimal("273.15"), Decimal("101.3"), True),
    )


@st.composite
def any_levels(draw: st.DrawFn) -> Level:
    """Levels that differ in whatever decides about comparing."""
    conditions = draw(
        st.none()
        | st.builds(
            Conditions,
            st.none() | oxygens,
            st.just(Decimal("273.15")) | st.none(),
            st.just(Decimal("101.3")),
            st.sampled_from([True, False, None]),
        )
    )
    bounds = st.none() | st.builds(Bound, amounts, st.sampled_from([None, "lt", "le"]))
    return level(
        None,
        iri=f"l:{draw(st.integers(1, 10**9))}",
        kind=draw(st.sampled_from([LevelKind.EMISSION, LevelKind.PERFORMANCE])),
        pollutants=frozenset(draw(st.sets(st.sampled_from([NOX, DUST]), min_size=1, max_size=2))),
        medium=draw(st.sampled_from([AIR, WATER])),
        unit=draw(st.none() | st.sampled_from([MG, G, MG_M3, MG_L, KG_T, KG_T_GLASS])),
        averaging=frozenset(draw(st.sets(st.sampled_from([DAY, YEAR])))),
        conditions=conditions,
        plant_status=draw(st.sampled_from(["new", "existing", "all"])),
        lower=draw(bounds),
        upper=draw(bounds),
        excluded=draw(st.booleans()) and draw(st.booleans()),
    )
