"""The calculation book: each step gives its result anew, and every figure that is shown is found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from desktop.design import Design
from desktop.engine.expressions import evaluate
from desktop.engine.figures import Value
from desktop.engine.sheet import Step, quantity_of
from desktop.quotation.records import Quote
from desktop.tables.catalog import Catalog
from desktop.tables.places import resources_dir
from desktop.tables.texts import read_texts

# constants that a formula's line names itself, with the reason they are no results of other lines
STATED = {
    "altitude_capacity_loss_per_km": "rate of a published abstract",
    "altitude_cop_loss_per_km": "rate of a published abstract",
    "density_kg_m3": "1,000 for the efficiency of a pump",
    "dt_k": "supply less return, both given",
    "drop_factor": "of water or of the mixture of the antifreeze table",
    "drop_kpa": "pressure drops assumed for exchanger and valves, and that of the unit's row",
    "expansion_factor": "of the antifreeze table",
    "flow_factor": "of the antifreeze table",
    "flow_margin_factor": "practice",
    "head_margin_factor": "practice",
    "fouling_factor": "practice",
    "heating_index_w_m2": "the ends of the default's range",
    "length_m": "of the pipes of the plant room",
    "load_high_ratio": "spread of an estimate",
    "load_low_ratio": "spread of an estimate",
    "local_share_fraction": "practice",
    "metered_heat_fraction": "all of it",
    "net_volume_fraction": "practice",
    "pressure_kpa": "margins of the filling pressure",
    "season_d": "the days of the period that was measured",
    "seasonal_cop": "the middle of the range that was asked",
    "specific_heat_kj_kgk": "of water",
    "t_leaving_c": "of the water curve, and the nodes of the map",
    "t_entering_c": "of the water curve, and the nodes of the map",
    "t_outdoor_c": "the points looked at, and the nodes of the map",
    "t_water_c": "at filling and at its hottest",
    "radiator_exponent": "practice",
    "efficiency_fraction": "of the equipment's row",
}


def rounded(name: str, value: float, catalog: Catalog) -> float:
    return round(value, catalog.decimals[quantity_of(name)]) + 0.0


def unit_of(name: str, catalog: Catalog) -> str:
    return catalog.quantities[quantity_of(name)].unit


def numbers(figures: Mapping[str, Value]) -> Iterator[tuple[str, float]]:
    for name, value in figures.items():
        if not isinstance(value, bool | str | date):
            yield name, float(value)


def said(steps: Iterable[Step], catalog: Catalog) -> set[tuple[str, float]]:
    """Unit and value of everything that the book prints: results and what they were worked out from."""
    found = set()
    for step in steps:
        for name, value in (*numbers({step.name: step.value}), *numbers(step.inputs)):
            found.add((unit_of(name, catalog), value))
    return found


def shown(design: Design) -> Iterator[tuple[str, str, float]]:
    """Every figure before the book: where it stands, its name and its value."""
    places: list[tuple[str, Mapping[str, Value]]] = [
        ("site", design.site), ("loads", design.loads), ("year", design.year),
    ]  # fmt: skip
    places += [(f"equipment {one.role} {one.model}", one.figures) for one in design.equipment]
    places += [(f"option {one.objective} {one.model}", one.figures) for one in design.options]
    places += [(f"load by {one['method']}", one) for one in design.load_comparison]
    places += [(f"check {one.rule}", one.message.values) for one in design.checks]
    for where, figures in places:
        for name, value in numbers(figures):
            yield where, name, value
    for one in design.rejections:
        if one.quantity and not isinstance(one.value, str) and not isinstance(one.limit, str):
            yield f"rejection {one.model}", one.quantity, one.value
            yield f"rejection {one.model}", one.quantity, one.limit
    for tier in design.tiers:
        for gate in tier.gates:
            if gate.value is not None:
                yield f"gate {gate.name}", "cop", gate.value
            yield f"gate {gate.name}", "cop", gate.limit


def test_every_step_gives_its_printed_result_anew(
    case: str, design_of: Callable[[str], Design], quote_of: Callable[[str], Quote], catalog: Catalog
) -> None:
    steps = [one for one in (*design_of(case).steps, *quote_of(case).steps) if one.kind == "formula"]
    assert len(steps) > 150
    for step in steps:
        for name, value in step.inputs.items():
            assert value == rounded(name, value, catalog), (step.name, name, value)
        assert rounded(step.name, evaluate(step.expression, step.inputs), catalog) == step.value, step


def test_every_figure_that_is_shown_is_found_in_the_book(
    case: str, design_of: Callable[[str], Design], quote_of: Callable[[str], Quote], catalog: Catalog
) -> None:
    design, quote = design_of(case), quote_of(case)
    book = said((*design.steps, *quote.steps), catalog)
    # nothing, as "no backup", is no figure
    missing = [
        (where, name, value)
        for where, name, value in shown(design)
        if value and (unit_of(name, catalog), value) not in book
    ]
    assert not missing


def test_every_amount_of_the_quote_is_found_in_the_book(
    case: str, design_of: Callable[[str], Design], quote_of: Callable[[str], Quote], catalog: Catalog
) -> None:
    design, quote = design_of(case), quote_of(case)
    book = said((*design.steps, *quote.steps), catalog)
    missing = []
    for line in quote.lines:
        for name in ("unit_price_yuan", "amount_yuan", "net_yuan", "tax_yuan"):
            if ("yuan", float(getattr(line, name))) not in book:
                missing.append((line.number, name, getattr(line, name)))
    for name in ("net_yuan", "tax_yuan", "total_yuan"):
        if ("yuan", float(getattr(quote, name))) not in book:
            missing.append((0, name, getattr(quote, name)))
    assert not missing


def test_every_input_was_printed_before_or_is_a_stated_constant(
    case: str, design_of: Callable[[str], Design], catalog: Catalog
) -> None:
    known: dict[str, set[float]] = {}
    strange = []
    for step in design_of(case).steps:
        if step.kind == "formula":
            for name, value in step.inputs.items():
                before = known.get(unit_of(name, catalog), set())
                found = value == 0.0 or any(rounded(name, one, catalog) == value for one in before)
                if not found and quantity_of(name) not in STATED:
                    strange.append((step.section, step.name, name, value))
        for name, value in numbers({step.name: step.value}):
            known.setdefault(unit_of(name, catalog), set()).add(value)
    assert not strange


def test_every_step_says_where_it_comes_from(
    case: str, design_of: Callable[[str], Design], quote_of: Callable[[str], Quote], catalog: Catalog
) -> None:
    texts = read_texts(resources_dir() / "texts")
    for step in (*design_of(case).steps, *quote_of(case).steps):
        assert step.section in texts, step
        assert quantity_of(step.name) in catalog.quantities, step
        if step.kind == "simulation":
            assert step.method in texts, step
        if step.kind != "given":
            assert step.source in catalog.sources or step.kind == "default", step
        if step.kind == "table":
            assert step.place, step


def test_the_units_water_is_worked_out_from_the_supply(design_of: Callable[[str], Design]) -> None:
    """By hand: straight between the supply at 5 °C and that at the design temperature, then the approach."""
    made = design_of("mohe")
    n = made.answers.number
    unit = made.equipment[0].figures
    t, cold = float(unit["t_outdoor_c__bivalent"]), n("t_outdoor_design_c")
    share = (5.0 - t) / (5.0 - cold)
    supply = n("t_supply_mild_c") + (n("t_supply_c") - n("t_supply_mild_c")) * share
    sized = [one for one in made.steps if one.section == "book.sizing_heating"]
    steps = [one for one in sized if one.name == "t_supply_c"]
    assert round(supply, 1) in [one.value for one in steps]
    assert unit["t_leaving_c__bivalent"] == round(round(supply, 1) + n("exchanger_approach_k"), 1)
    leaving = [one for one in sized if one.name == "t_leaving_c"]
    assert unit["t_leaving_c__bivalent"] in [one.value for one in leaving]
