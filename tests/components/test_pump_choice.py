"""Pumps: curves, the choice beside brute force, and what must always hold of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.components.choice import NothingSuits
from desktop.components.pump_choice import PumpChoice, choose_pump
from desktop.components.pumps import (
    KINDS,
    Curve,
    Kind,
    MotorReserve,
    Pump,
    PumpCurvePoint,
    PumpKind,
    curves,
    curves_of,
    reserve_for,
)
from desktop.engine.sheet import Sheet
from desktop.tables.catalog import Catalog

KIND = PumpKind(
    "in_line", shutoff_ratio=1.25, suction_count=1, suction_specific_speed=160, bep_share_fraction__low=0.7,
    bep_share_fraction__high=1.2, speed_ratio__low=0.6, npsh_margin_m=0.5, head_reserve_fraction__high=0.5,
    drive_efficiency_fraction=1.0, integral_motor=False, source="",
)  # fmt: skip
RESERVE = MotorReserve(1e4, 1.2, "")


def pump(model: str, flow_m3h: float, motor_kw: float, **changed: Any) -> Pump:
    given_values: dict[str, Any] = {
        "model": model, "kind": "in_line", "flow_m3h": flow_m3h, "head_m": 20.0, "speed_rpm": 2900,
        "pump_efficiency_fraction": 0.7, "motor_power_kw": motor_kw, "motor_efficiency_fraction": 0.9,
        "dn_mm": 80, "pressure_kpa__max": 1000, "t_water_c__max": 100, "weight_kg": 50, "source": "",
    }  # fmt: skip
    return Pump(**{**given_values, **changed})


def line(model: str, *points: tuple[float, float, float, float]) -> list[PumpCurvePoint]:
    return [PumpCurvePoint(model, *point, source="") for point in points]


# straight from (0, 30) to (60, 15): at 40 m³/h 20 m; power 2 + 0.05 Q; NPSH 2 + 0.02 Q
STRAIGHT = line("A", (0, 30, 2, 2), (30, 22.5, 3.5, 2.6), (60, 15, 5, 3.2))


def test_a_curve_between_its_points() -> None:
    reading = Curve(tuple(STRAIGHT)).at(40)
    assert reading is not None
    assert (reading.head_m, reading.shaft_power_kw, reading.npsh_required_m) == pytest.approx(
        (20.0, 4.0, 2.8)
    )
    assert Curve(tuple(STRAIGHT)).at(60.1) is None


def test_a_circuit_meets_a_straight_curve() -> None:
    # 5 m at 20 m³/h: q²/80 = 30 - q/4 -> q = (-0.25 + sqrt(0.0625 + 1.5)) / 0.025 = 40
    curve = curves_of(reversed(STRAIGHT))["A"]
    assert curve.crossing(20.0, 5.0) == pytest.approx(40.0)
    assert curve.crossing(20.0, 1.0) is None  # 400 / 400 x 60² / 400 = 9 m, below the curve's end of 15


def test_a_driven_pump_by_hand(given_rows: Any, sheet: Sheet, steps_hold: Callable[[Sheet], None]) -> None:
    # 20 m³/h at 5 m: the circuit meets the curve at 40 m³/h, 20 m, 4 kW; half speed: 5 m, 0.5 kW shaft,
    # 0.272 kW of water in it = 54.5 %, 0.5 / 0.9 = 0.556 kW electric. Half speed is too slow for the kind.
    rows = given_rows(KIND, RESERVE, pump("A", 42, 5.5), *STRAIGHT)
    with pytest.raises(NothingSuits) as refused:
        choose_pump(rows, sheet, flow_m3h=20, head_m=5)
    assert [(r.rule, r.value, r.limit) for r in refused.value.rejections] == [
        ("pump_speed", pytest.approx(0.5), 0.6)
    ]
    # 30 m³/h at 11.25 m, the same parabola: three quarters of the speed, 4 x 0.4219 = 1.688 kW
    choice = choose_pump(rows, sheet, flow_m3h=30, head_m=11.25, npsh_available_m=10)
    figures = choice.figures
    assert (figures["flow_m3h__full"], figures["head_m__full"], figures["speed_ratio"]) == (40.0, 20.0, 0.75)
    assert (figures["head_m__running"], figures["shaft_power_kw"]) == (11.25, pytest.approx(1.688))
    assert figures["electric_power_kw"] == pytest.approx(1.876, abs=0.001)
    assert figures["pump_efficiency_fraction"] == pytest.approx(
        9.80665 * 30 / 3600 * 11.25 / 1.6875, abs=0.001
    )
    assert figures["motor_power_kw__least"] == pytest.approx(4.8)
    assert figures["head_reserve_fraction"] == pytest.approx(1.0)
    steps_hold(sheet)


def test_a_throttled_pump_runs_on_its_curve(given_rows: Any, sheet: Sheet) -> None:
    rows = given_rows(KIND, RESERVE, pump("A", 42, 5.5), *STRAIGHT)
    choice = choose_pump(
        rows, sheet, flow_m3h=80, head_m=18, duty_count=2, standby_count=1, variable_speed=False
    )
    assert (choice.count, choice.duty_count, choice.standby_count) == (3, 2, 1)
    # 40 m³/h each: 20 m and 4 kW at the shaft, two running: 8 / 0.9
    assert (choice.figures["head_m__running"], choice.figures["speed_ratio"]) == (20.0, 1.0)
    assert choice.figures["electric_power_kw"] == pytest.approx(8.889, abs=0.001)


@pytest.mark.parametrize(
    ("changed", "asked", "rule"),
    [
        ({"kind": "canned"}, {"kinds": ("in_line",)}, "pump_kind"),
        ({"t_water_c__max": 50}, {}, "pump_temperature"),
        ({"pressure_kpa__max": 500}, {}, "pump_pressure"),
        ({}, {"flow_m3h": 61}, "pump_flow"),
        ({}, {"head_m": 20.1}, "pump_head"),
        ({"flow_m3h": 70}, {}, "pump_share_low"),
        ({"flow_m3h": 30}, {}, "pump_share_high"),
        ({}, {"head_m": 10.0, "variable_speed": False}, "pump_head_excess"),
        ({"motor_power_kw": 4.7}, {}, "pump_motor"),
        ({}, {"npsh_available_m": 3.2}, "pump_npsh"),
    ],
)
def test_every_rule_is_named(
    given_rows: Any, sheet: Sheet, changed: dict[str, Any], asked: dict[str, Any], rule: str
) -> None:
    """40 m³/h at 20 m is right on the curve; each case breaks one rule."""
    canned = replace(KIND, kind="canned")
    rows = given_rows(KIND, canned, RESERVE, pump("A", 42, 5.5), *STRAIGHT)
    assert choose_pump(rows, sheet, flow_m3h=40, head_m=20).model == "A"
    altered = replace(pump("A", 42, 5.5), **changed)
    broken = given_rows(KIND, canned, RESERVE, altered, *STRAIGHT)
    with pytest.raises(NothingSuits) as refused:
        choose_pump(broken, sheet, **({"flow_m3h": 40, "head_m": 20} | asked))
    assert [rejection.rule for rejection in refused.value.rejections] == [rule]


def brute_force(catalog: Catalog, flow_m3h: float, head_m: float, duty_count: int) -> dict[str, float]:
    """Electric power of every pump that may serve with a drive, the crossing found by halving."""
    kinds = {row.kind: row for row in catalog.rows(PumpKind)}
    found = {}
    for row in catalog.rows(Pump):
        kind, curve = kinds[row.kind], curves(catalog)[row.model]
        each = flow_m3h / duty_count
        low, high = 0.0, curve.flow_max_m3h
        reading = curve.at(high)
        if reading is None or each > high or head_m * (high / each) ** 2 < reading.head_m:
            continue  # the circuit meets it beyond its end, or not at all
        for _ in range(60):
            middle = (low + high) / 2
            reading = curve.at(middle)
            assert reading is not None
            low, high = (middle, high) if reading.head_m > head_m * (middle / each) ** 2 else (low, middle)
        assert reading is not None
        ratio = each / low
        share = low / row.flow_m3h
        least_motor = 0.0
        if not kind.integral_motor:
            least_motor = (
                reading.shaft_power_kw
                * reserve_for(catalog.rows(MotorReserve), reading.shaft_power_kw).reserve_factor
            )
        if (
            kind.speed_ratio__low <= ratio <= 1
            and kind.bep_share_fraction__low <= share <= kind.bep_share_fraction__high
            and row.motor_power_kw >= least_motor
        ):
            drive = row.motor_efficiency_fraction * kind.drive_efficiency_fraction
            found[row.model] = duty_count * reading.shaft_power_kw * ratio**3 / drive
    return found


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(0.5, 1500), st.floats(2, 50), st.integers(1, 3))
def test_the_choice_beside_brute_force(
    catalog: Catalog, flow_m3h: float, head_m: float, duty_count: int
) -> None:
    powers = brute_force(catalog, flow_m3h, head_m, duty_count)
    sheet = Sheet(catalog.decimals)
    try:
        choice = choose_pump(catalog, sheet, flow_m3h=flow_m3h, head_m=head_m, duty_count=duty_count)
    except NothingSuits as nothing:
        refused = nothing.rejections
        assert not powers
        assert len(refused) == len(catalog.rows(Pump))
        return
    assert len(choice.rejections) == len(catalog.rows(Pump)) - len(powers)
    # printed decimals: a watt, and 0.01 m³/h of a small flow
    assert choice.figures["electric_power_kw"] == pytest.approx(powers[choice.model], rel=0.05, abs=0.004)
    assert powers[choice.model] <= 1.06 * min(powers.values()) + 0.004


def at_least(choice: PumpChoice, flow_m3h: float, head_m: float) -> bool:
    """Whether the chosen pump's own curve gives the head at the flow."""
    return choice.figures["head_m__curve"] >= head_m - 0.01 and choice.figures["flow_m3h"] >= flow_m3h


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.floats(1, 900), st.floats(3, 45), st.floats(1.0, 1.3), st.booleans())
def test_what_is_chosen_meets_the_demand(
    catalog: Catalog, flow_m3h: float, head_m: float, more: float, variable_speed: bool
) -> None:
    """Also where the demand grows."""
    for flow in (flow_m3h, flow_m3h * more):
        try:
            choice = choose_pump(
                catalog, Sheet(catalog.decimals), flow_m3h=flow, head_m=head_m, variable_speed=variable_speed,
                npsh_available_m=8.0,
            )  # fmt: skip
        except NothingSuits:
            continue
        assert at_least(choice, flow, head_m)
        assert choice.figures["npsh_required_m"] + 0.49 <= 8.0
        assert choice.figures["head_m__running"] >= head_m * 0.99 - 0.02


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_range_serves_a_usual_circuit(catalog: Catalog, sheet: Sheet, kind: Kind) -> None:
    flow_m3h, head_m = {
        "canned": (5.0, 6.0), "in_line": (60.0, 18.0), "end_suction": (180.0, 28.0),
        "double_suction": (900.0, 30.0),
    }[kind]  # fmt: skip
    choice = choose_pump(catalog, sheet, flow_m3h=flow_m3h, head_m=head_m, kinds=(kind,))
    assert choice.pump.kind == kind
    assert not set(choice.runners_up) & {choice.model}


@pytest.mark.parametrize("asked", [{"flow_m3h": 0, "head_m": 5}, {"flow_m3h": 5, "head_m": -1}])
def test_nonsense_is_refused(catalog: Catalog, sheet: Sheet, asked: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="above zero"):
        choose_pump(catalog, sheet, **asked)  # type: ignore[arg-type]
