"""The compressor bench: its range, limits, conventions and what it finds, beside independent sums."""

from __future__ import annotations

import dataclasses
import random
from itertools import pairwise
from math import ceil, log, sqrt

import pytest
from CoolProp.CoolProp import PropsSI

from desktop.components.compressor_choice import CompressorOption, Wish, find
from desktop.components.compressor_fit import fitted_polynomials, grid
from desktop.components.compressor_points import (
    Conditions,
    OutsideCompressor,
    own_conditions,
    point,
    printed_value,
)
from desktop.components.compressor_range import write_tables
from desktop.components.compressor_units import (
    CAPACITY_TOLERANCE_FRACTION,
    HeatPumpCompressor,
    rated_conditions,
    unit_compressors,
)
from desktop.components.compressors import STEAM_KINDS, Compressor, compressors, convex, high_interval
from desktop.components.heat_pumps import heat_pumps
from desktop.components.refrigerants import Refrigerant
from desktop.tables.catalog import Catalog

K = 273.15
TABLE_5_2 = {
    "R134a", "R1234ze(E)", "R1224yd(Z)", "R290", "R717", "R744", "R600", "R245fa", "R1336mzz(Z)",
    "R1233zd(E)", "R601", "R718", "Ethanol",
}  # fmt: skip


def by_model(catalog: Catalog, model: str) -> Compressor:
    return next(one for one in compressors(catalog) if one.model == model)


def enthalpy(fluid: str, p: float, t_c: float) -> float:
    return float(PropsSI("H", "P", p, "T", t_c + K, fluid)) / 1000


def test_the_range_covers_every_kind_fluid_and_size(catalog: Catalog) -> None:
    models = compressors(catalog)
    assert len(models) >= 60
    kinds = {one.row.kind for one in models}
    assert {"rotary", "scroll", "scroll_evi", "screw", "screw_two_stage", "screw_economised", "centrifugal",
            "piston", *STEAM_KINDS} <= kinds  # fmt: skip
    assert {one.row.drive for one in models if one.row.kind == "scroll"} == {"fixed", "inverter"}
    listed = {row.refrigerant for row in catalog.rows(Refrigerant) if row.kinds}
    assert listed == TABLE_5_2
    assert {one.row.refrigerant for one in models} >= TABLE_5_2 - {"R1224yd(Z)"}
    heats = [
        point(one, Conditions(te, high)).heating_kw
        for one in models
        if not one.over_pressure
        for te, high in [middle(one)]
    ]
    assert min(heats) <= 1.0
    assert max(heats) >= 5000
    standings = {catalog.sources[one.row.source].standing for one in models}
    assert standings == {"estimated"}
    assert {one.row.maker for one in models} == {"参考系列"}


def middle(one: Compressor) -> tuple[float, float]:
    """A point well inside an envelope and within the pressure ratio of every kind."""
    te = sum(corner[0] for corner in one.envelope) / len(one.envelope)
    low, high = high_interval(one.envelope, te) or (0, 0)
    return te, low + (0.1 if one.row.kind in STEAM_KINDS else 0.3) * (high - low)


def test_a_fluid_without_properties_is_listed_and_never_calculated(catalog: Catalog) -> None:
    row = catalog.find(Refrigerant, "R1224yd(Z)")
    assert not row.available
    assert row.t_critical_c is None
    found = find(Wish("R1224yd(Z)", 100, Conditions(40, 80)), catalog)
    assert not found.options
    assert [one.rule for one in found.rejections] == ["compressor_properties"]


def test_the_table_of_fluids_agrees_with_the_equations_of_state(catalog: Catalog) -> None:
    for row in catalog.rows(Refrigerant):
        if row.available:
            assert row.t_critical_c == pytest.approx(PropsSI("Tcrit", row.fluid_name) - K, abs=0.06)


def test_the_shipped_tables_are_what_the_series_make(catalog: Catalog) -> None:
    assert write_tables(catalog, check=True)


def test_envelopes_are_convex_and_below_the_critical_point(catalog: Catalog) -> None:
    for one in compressors(catalog):
        assert convex(one.envelope), one.model
        if not one.over_pressure:
            assert one.refrigerant
            assert max(high for _, high in one.envelope) < (one.refrigerant.t_critical_c or 0)


def test_a_scroll_by_an_independent_sum(catalog: Catalog) -> None:
    """HQ-KS-R134a-25 at 0/50 °C, 10 K and 5 K, written out with the library's own functions."""
    one = by_model(catalog, "HQ-KS-R134a-25")
    c = one.curve
    p1, p2 = (float(PropsSI("P", "T", t + K, "Q", 1, "R134a")) for t in (0.0, 50.0))
    rho = float(PropsSI("D", "P", p1, "T", 10 + K, "R134a"))
    s = float(PropsSI("S", "P", p1, "T", 10 + K, "R134a"))
    h1, h4 = enthalpy("R134a", p1, 10), enthalpy("R134a", p2, 45)
    h2s = float(PropsSI("H", "P", p2, "S", s, "R134a")) / 1000
    ratio = p2 / p1
    filled = 0.99 - 0.012 * (ratio - 1)
    efficiency = 0.72 - 0.1 * log(ratio / 2.9) ** 2
    flow = 25 / 3600 * filled * rho
    power = flow * (h2s - h1) / efficiency
    h2 = h1 + 0.94 * power / flow
    assert (c.volumetric_base_fraction, c.isentropic_peak_fraction, c.gas_heat_fraction) == (0.99, 0.72, 0.94)
    found = point(one, Conditions(0, 50, 10, 5))
    assert found.mass_flow_kg_s == pytest.approx(flow, rel=1e-9)
    assert found.power_kw == pytest.approx(power, rel=1e-9)
    assert found.cooling_kw == pytest.approx(flow * (h1 - h4), rel=1e-9)
    assert found.heating_kw == pytest.approx(flow * (h2 - h4), rel=1e-9)
    t2 = float(PropsSI("T", "P", p2, "H", h2 * 1000, "R134a")) - K
    assert found.t_discharge_c == pytest.approx(t2, abs=1e-6)


@pytest.mark.parametrize("model", ["HQ-KSE-R290-16", "HQ-KGT-R134a-500", "HQ-KS-R290-20", "HQ-KP-R744-10"])
def test_the_first_law_closes(model: str, catalog: Catalog) -> None:
    one = by_model(catalog, model)
    at = Conditions(-5, None, 10, 0, 9500, 33) if one.over_pressure else Conditions(-5, 45, 7, 4)
    found = point(one, at)
    gained = one.curve.gas_heat_fraction * found.power_kw
    assert found.heating_kw == pytest.approx(found.cooling_kw + gained, rel=1e-9)
    assert (found.injected_ratio > 0) == (one.row.circuit in ("economised", "two_stage"))


def test_vapour_injection_gives_more_cold_than_the_same_displacement_without(catalog: Catalog) -> None:
    injected = by_model(catalog, "HQ-KSE-R290-16")
    plain = dataclasses.replace(injected, row=dataclasses.replace(injected.row, circuit="single_stage"))
    at = Conditions(-20, 50, 5, 0)
    assert point(injected, at).cooling_kw > 1.1 * point(plain, at).cooling_kw
    assert point(injected, at).cop_heating > point(plain, at).cop_heating


def test_steam_leaves_little_superheated_and_carries_the_water(catalog: Catalog) -> None:
    """Heat of the injected steam is that of the dry compression: the water comes in as saturated liquid."""
    one = by_model(catalog, "HQ-KZG-R718-2000")
    found = point(one, Conditions(100, 130, 0, 0))
    assert found.t_discharge_c == pytest.approx(135, abs=1e-6)
    p2 = float(PropsSI("P", "T", 130 + K, "Q", 1, "Water"))
    h_out, h_liquid = enthalpy("Water", p2, 135), float(PropsSI("H", "P", p2, "Q", 0, "Water")) / 1000
    steam = found.mass_flow_kg_s * (1 + found.injected_ratio)
    assert steam * (h_out - h_liquid) == pytest.approx(found.heating_kw, rel=1e-9)


def inside(corners: tuple[tuple[float, float], ...], x: float, y: float) -> bool:
    """Ray casting: another way to tell than the bench's interval."""
    found = False
    for (x1, y1), (x2, y2) in pairwise((*corners, corners[0])):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            found = not found
    return found


def test_fifty_points_outside_envelopes_are_refused_by_their_limit(catalog: Catalog) -> None:
    chance = random.Random(12)
    models = [one for one in compressors(catalog) if not one.over_pressure]
    refused: dict[str, int] = {}
    while sum(refused.values()) < 200:
        one = chance.choice(models)
        te, tc = chance.uniform(-60, 160), chance.uniform(-10, 200)
        if inside(one.envelope, te, tc):
            continue
        cold, warm = (pick(corner[0] for corner in one.envelope) for pick in (min, max))
        with pytest.raises(OutsideCompressor) as caught:
            point(one, Conditions(te, tc))
        broken = caught.value.rejection
        refused[broken.rule] = refused.get(broken.rule, 0) + 1
        if te < cold or te > warm:
            side, limit = ("low", cold) if te < cold else ("high", warm)
            assert (broken.rule, broken.limit) == (f"compressor_evaporating_{side}", limit)
            assert broken.value == te
        else:
            # the edge straight above or below the point, found by halving
            step = 1 if tc < centre(one, te) else -1
            assert broken.rule == f"compressor_condensing_{'low' if step > 0 else 'high'}"
            assert broken.limit == pytest.approx(edge(one, te, tc, centre(one, te)), abs=1e-6)
    assert set(refused) == {
        "compressor_evaporating_low", "compressor_evaporating_high", "compressor_condensing_low",
        "compressor_condensing_high",
    }  # fmt: skip
    assert sum(refused.values()) >= 50


def centre(one: Compressor, te: float) -> float:
    ys = [y / 4 for y in range(-400, 1000) if inside(one.envelope, te, y / 4)]
    return sum(ys) / len(ys)


def edge(one: Compressor, te: float, outside: float, within: float) -> float:
    for _ in range(60):
        half = (outside + within) / 2
        if inside(one.envelope, te, half):
            within = half
        else:
            outside = half
    return within


def test_other_limits_are_refused_by_name(catalog: Catalog) -> None:
    scroll = by_model(catalog, "HQ-KS-R290-20")
    cases = [
        (scroll, Conditions(0, 45), 61.0, "compressor_frequency_high", 60.0),
        (scroll, Conditions(0, 45), 49.0, "compressor_frequency_low", 50.0),
        (by_model(catalog, "HQ-KZR-R718-2000"), Conditions(90, 110), 50.0, "compressor_ratio", 1.9),
        (by_model(catalog, "HQ-KSEV-R32-12.5"), Conditions(-30, 50), 60.0, "compressor_discharge", 130.0),
        (by_model(catalog, "HQ-KP-R744-10"), Conditions(0, None, 5, 0, 13_500, 35), 50.0,
         "compressor_pressure_high", 13_000.0),
        (by_model(catalog, "HQ-KP-R744-10"), Conditions(0, 40), 50.0, "compressor_above_critical",
         pytest.approx(30.98, abs=0.01)),
        (scroll, Conditions(0, None, 5, 0, 9000, 35), 50.0, "compressor_not_transcritical", ""),
        (by_model(catalog, "HQ-KS-R290-20-S"), Conditions(0, 45), 55.0, "compressor_frequency_high", 50.0),
    ]  # fmt: skip
    for one, at, frequency, rule, limit in cases:
        with pytest.raises(OutsideCompressor) as caught:
            point(one, at, frequency)
        assert (caught.value.rejection.rule, caught.value.rejection.limit) == (rule, limit), rule


def test_a_polynomial_gives_its_own_figures_in_its_own_convention(catalog: Catalog) -> None:
    for one in compressors(catalog):
        by_name = {row.measured: row for row in one.polynomials}
        for row in one.polynomials:
            at = own_conditions(row, row.model and one.row.refrigerant, Conditions(0, 45))
            found = point(one, at)
            assert printed_value(by_name["capacity"], at) == pytest.approx(found.cooling_kw, rel=1e-12)
            assert printed_value(by_name["power"], at) == pytest.approx(found.power_kw, rel=1e-12)
            assert printed_value(by_name["mass_flow"], at) == pytest.approx(found.mass_flow_kg_s, rel=1e-12)


@pytest.mark.parametrize("base", ["HQ-KS-R290-20", "HQ-KS-R134a-25", "HQ-KS-R410A-12.5", "HQ-KG-R134a-500"])
def test_two_conventions_of_a_compressor_agree(base: str, catalog: Catalog) -> None:
    """One at 10 K superheat, one at 20 °C return gas, both carried to 10 K.

    They agree with each other, and with the displacement they were fitted to, as well as the volumetric
    factor of 0.75 can do: over 10 to 40 K more superheat the density falls by at most 16 %, of which the
    displacement follows all and the correction three quarters.
    """
    by_superheat, by_return_gas = (by_model(catalog, f"{base}-{mark}") for mark in "SG")
    exact = by_model(catalog, base)
    for te in (-10.0, 0.0, 8.0, 10.0):
        at = Conditions(te, 45, 10, 0)
        s, g, e = (point(one, at) for one in (by_superheat, by_return_gas, exact))
        away = abs(20 - te - 10)
        for name in ("cooling_kw", "power_kw", "mass_flow_kg_s"):
            assert getattr(s, name) == pytest.approx(getattr(e, name), rel=0.01)
            assert getattr(g, name) == pytest.approx(getattr(s, name), rel=0.01 + 0.0015 * away)


def test_the_correction_of_superheat_by_hand(catalog: Catalog) -> None:
    """HQ-KS-R290-20-S is for 10 K; at 25 K: m = m10 (1 + 0.75 (rho25/rho10 - 1))."""
    one = by_model(catalog, "HQ-KS-R290-20-S")
    p1, p2 = (float(PropsSI("P", "T", t + K, "Q", 1, "R290")) for t in (-5.0, 45.0))
    rho10, rho25 = (float(PropsSI("D", "P", p1, "T", t + K, "R290")) for t in (5.0, 20.0))
    h10, h25 = enthalpy("R290", p1, 5), enthalpy("R290", p1, 20)
    work = []
    for t, h in ((5.0, h10), (20.0, h25)):
        s = float(PropsSI("S", "P", p1, "T", t + K, "R290"))
        work.append(float(PropsSI("H", "P", p2, "S", s, "R290")) / 1000 - h)
    at10, at25 = (point(one, Conditions(-5, 45, superheat, 0)) for superheat in (10, 25))
    flow = at10.mass_flow_kg_s * (1 + 0.75 * (rho25 / rho10 - 1))
    assert at25.mass_flow_kg_s == pytest.approx(flow, rel=1e-9)
    share = flow / at10.mass_flow_kg_s
    assert at25.power_kw == pytest.approx(at10.power_kw * share * work[1] / work[0], rel=1e-9)
    h4 = float(PropsSI("H", "P", p2, "Q", 0, "R290")) / 1000
    assert at25.cooling_kw == pytest.approx(at10.cooling_kw * share * (h25 - h4) / (h10 - h4), rel=1e-9)


def test_a_fit_states_how_far_it_is(catalog: Catalog) -> None:
    one = by_model(catalog, "HQ-KS-R290-40")
    rows, residuals = fitted_polynomials(one, "x", "compressor_range_fit", superheat_k=10)
    worst = dict.fromkeys(residuals, 0.0)
    for te, tc in grid(one):
        try:
            found = point(one, Conditions(te, tc, 10, 0))
        except OutsideCompressor:
            continue
        exact = {"capacity": found.cooling_kw, "power": found.power_kw, "mass_flow": found.mass_flow_kg_s}
        for row in rows:
            away = abs(printed_value(row, Conditions(te, tc)) / exact[row.measured] - 1)
            worst[row.measured] = max(worst[row.measured], away)
    assert residuals == pytest.approx(worst, rel=1e-9)
    assert max(residuals.values()) < 0.05


def brute(wish: Wish, one: Compressor) -> tuple[int, float] | str:
    """Count and speed by trying them one after the other in steps of 0.1 Hz."""
    row = one.row
    speeds = [wish.frequency_hz] if row.drive == "fixed" else [
        row.frequency_hz__min + 0.1 * i
        for i in range(round(10 * (row.frequency_hz__max - row.frequency_hz__min)) + 1)
    ]  # fmt: skip
    try:
        duty = [point(one, wish.conditions, hz).heating_kw for hz in (speeds[0], speeds[-1])]
    except OutsideCompressor as outside:
        return outside.rejection.rule
    for count in range(1, wish.count_max + 1):
        for i, hz in enumerate(speeds):
            share = i / max(1, len(speeds) - 1)
            if count * (duty[0] + share * (duty[1] - duty[0])) >= wish.duty_kw * (1 - 1e-9):
                return count, hz
    return "compressor_too_small"


@pytest.mark.parametrize(("refrigerant", "te", "tc"), [("R290", -10, 50), ("R134a", 5, 60), ("R717", 25, 75)])
@pytest.mark.parametrize("duty_kw", [12.0, 95.0, 900.0])
def test_find_beside_brute_force(
    refrigerant: str, te: float, tc: float, duty_kw: float, catalog: Catalog
) -> None:
    wish = Wish(refrigerant, duty_kw, Conditions(te, tc, 5, 3))
    found = find(wish, catalog)
    options = {one.compressor.model: one for one in found.options}
    rules = {one.model: one.rule for one in found.rejections}
    for one in compressors(catalog):
        if one.row.refrigerant != refrigerant:
            continue
        expected = brute(wish, one)
        if rules.get(one.model) == "compressor_too_large":
            slow = one.row.frequency_hz__min if one.row.drive == "inverter" else 50.0
            least = point(one, wish.conditions, slow).heating_kw
            assert least > duty_kw * (1.2 if one.row.drive == "inverter" else 2.0)
        elif isinstance(expected, str):
            assert rules[one.model] == expected
        else:
            option = options[one.model]
            assert option.count == expected[0]
            assert option.frequency_hz == pytest.approx(expected[1], abs=0.11)
            assert option.heating_kw >= duty_kw * (1 - 1e-9)
    assert [round(one.cop, 3) for one in found.options] == sorted(
        (round(one.cop, 3) for one in found.options), reverse=True
    )


def test_steps_of_part_load(catalog: Catalog) -> None:
    wish = Wish("R134a", 500, Conditions(5, 60, 5, 3), "cooling")
    options: dict[str, CompressorOption] = {one.compressor.model: one for one in find(wish, catalog).options}
    two = options["HQ-KG-R134a-500"]  # two of four steps each
    assert two.count == ceil(500 / point(two.compressor, wish.conditions).cooling_kw) == 2
    assert two.steps == (0.125, 0.25, 0.375, 0.5, 0.625, 0.75, 0.875, 1.0)
    assert two.minimum_fraction == 0.125


def test_every_unit_of_the_range_names_its_compressors(catalog: Catalog) -> None:
    """Their heat at the rated frequency is the unit's within the stated tolerance, in every circuit."""
    models = {one.model: one for one in compressors(catalog)}
    for unit in heat_pumps(catalog):
        rows = {row.stage: row for row in unit_compressors(catalog, unit.model)}
        assert set(rows) == ({"main", "high"} if unit.family.circuit == "cascade" else {"main"}), unit.model
        stages = rated_conditions(unit)
        wanted = unit.row.rated_heating_kw
        for stage in ("high", "main"):
            if stage not in rows:
                continue
            row: HeatPumpCompressor = rows[stage]
            one = models[row.compressor]
            found = point(one, stages[stage])
            refrigerant = unit.family.refrigerant_high if stage == "high" else unit.family.refrigerant
            assert one.row.refrigerant == {"CO2": "R744"}.get(refrigerant, refrigerant)
            assert one.row.drive == unit.family.drive
            assert row.compressor_count % unit.row.circuit_count == 0
            given = row.compressor_count * found.heating_kw
            assert given == pytest.approx(wanted, rel=CAPACITY_TOLERANCE_FRACTION), unit.model
            wanted *= found.cooling_kw / found.heating_kw


def test_two_stages_share_the_ratio(catalog: Catalog) -> None:
    one = by_model(catalog, "HQ-KGT-R134a-500")
    found = point(one, Conditions(-10, 60, 5, 5))
    filled = one.curve.volumetric_base_fraction - one.curve.volumetric_loss_fraction * (
        sqrt(found.pressure_ratio) - 1
    )
    assert found.volumetric_fraction == pytest.approx(filled, rel=1e-12)
