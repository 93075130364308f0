"""What callers hand in: measured values and an inventory, each as a file and as GraphQL. The values are invented."""

CSV = (
    "point,pollutant,medium,value,unit,averaging,oxygen,temperature,pressure,dry,plant,date\n"
    "Stack 1,NOx,air,120,mg/Nm3,day,3,,,yes,existing,2026-01-05\n"
    "Outlet,COD,water,90,mg/l,day,,,,,,\n"
)
INVENTORY = {
    "title": "Two ways",
    "base_case": "a",
    "alternatives": [
        {
            "id": "a",
            "releases": [
                {"substance": "SO2", "medium": "air", "amount": "3", "unit": "t/yr", "data_quality": "B"},
                {"substance": "unheard-of", "medium": "air", "amount": "1", "unit": "t/yr"},
            ],
            "energy": [{"carrier": "electricity", "amount": "100", "unit": "GJ/yr"}],
        },
        {"id": "b", "releases": [{"substance": "SO2", "medium": "air", "amount": "900", "unit": "kg/yr"}]},
    ],
    "energy_mixes": {
        "coal": [
            {"carrier": "electricity", "substance": "CO2", "medium": "air", "amount": "0.2", "unit": "t/GJ"},
            {"carrier": "electricity", "substance": "SO2", "medium": "air", "amount": "2", "unit": "kg/GJ"},
        ]
    },
}
STATED = """{ title: "Two ways", baseCase: "a", alternatives: [
  { id: "a", energy: [{ carrier: "electricity", amount: "100", unit: "GJ/yr" }], releases: [
    { substance: "SO2", medium: "air", amount: "3", unit: "t/yr", dataQuality: "B" }
    { substance: "unheard-of", medium: "air", amount: "1", unit: "t/yr" }] }
  { id: "b", releases: [{ substance: "SO2", medium: "air", amount: "900", unit: "kg/yr" }] }
], energyMixes: [{ name: "coal", releases: [
    { carrier: "electricity", substance: "CO2", medium: "air", amount: "0.2", unit: "t/GJ" }
    { carrier: "electricity", substance: "SO2", medium: "air", amount: "2", unit: "kg/GJ" }] }] }"""
MEASURED = """[
  { point: "Stack 1", pollutant: "NOx", medium: "air", value: "120", unit: "mg/Nm3", averaging: "day", oxygen: "3",
    dry: true, plant: "existing", day: "2026-01-05" }
  { point: "Outlet", pollutant: "COD", medium: "water", value: 90, unit: "mg/l", averaging: "day" }
]"""
