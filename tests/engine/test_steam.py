"""Steam beside IAPWS tables, the published case, and balances drawn round the whole plant."""

import csv
from pathlib import Path

import pytest

from desktop.engine.circuits import single_stage
from desktop.engine.cycle import CycleError
from desktop.engine.fitting import Pinches, fit
from desktop.engine.fluids import fluid
from desktop.engine.machine import Circuit, Compressor, Machine, Task
from desktop.engine.steam import (
    best_steam_compression,
    falling_film,
    flash_steam,
    steam_compression,
    steam_duty_kj_kg,
    steam_enthalpy_kj_kg,
    steam_temperature_c,
    water_enthalpy_kj_kg,
)
from desktop.engine.steam_plant import SteamTask, best_steam_plant, steam_plant
from desktop.engine.streams import Stream

# bar absolute: kW for 1 t/h of dry saturated steam from feed of 20 and 80 °C, as published beside IAPWS.
PUBLISHED = {
    2.0: (728.370, 658.638), 3.0: (733.525, 663.797), 5.0: (739.924, 670.205), 5.5: (741.085, 671.367),
    7.0: (743.940, 674.228), 8.0: (745.455, 675.748), 10.0: (747.849, 678.149),
}  # fmt: skip


@pytest.mark.parametrize("p_bar", PUBLISHED)
def test_published_duties(p_bar: float) -> None:
    duties = [steam_duty_kj_kg(100 * p_bar, t) / 3.6 for t in (20, 80)]
    assert duties == pytest.approx(PUBLISHED[p_bar], abs=6e-4)


@pytest.mark.parametrize("superheat_k", [0.0, 30.0])
@pytest.mark.parametrize("t_feed_c", [20.0, 40.0, 60.0])
def test_duty_beside_the_industrial_formulation(t_feed_c: float, superheat_k: float) -> None:
    """Within 50 ppm of the industrial formulation IF97, 1 to 16 bar."""
    from iapws import IAPWS97

    for tenth in range(10, 161, 10):
        p_mpa = tenth / 100.0
        dry = IAPWS97(P=p_mpa, x=1)
        steam = dry if superheat_k == 0 else IAPWS97(P=p_mpa, T=dry.T + superheat_k)
        expected = steam.h - IAPWS97(P=p_mpa, T=t_feed_c + 273.15).h
        assert steam_duty_kj_kg(1000 * p_mpa, t_feed_c, superheat_k) == pytest.approx(expected, rel=50e-6)


@pytest.mark.parametrize("t_feed_c", [20.0, 80.0, 95.0])
@pytest.mark.parametrize("p_mpa", [0.1, 0.4, 1.2, 1.6])
def test_duty_beside_the_scientific_formulation(p_mpa: float, t_feed_c: float) -> None:
    """Hot feed: IF97 itself is up to 56 ppm from IAPWS-95 at 16 bar, so the latter is the judge."""
    from iapws import IAPWS95

    expected = IAPWS95(P=p_mpa, x=1).h - IAPWS95(P=p_mpa, T=t_feed_c + 273.15).h
    assert steam_duty_kj_kg(1000 * p_mpa, t_feed_c) == pytest.approx(expected, rel=5e-6)


def test_saturation_and_blow_down_by_hand() -> None:
    """5.0 bar 151.8 °C, 5.5 bar 155.5 °C. 5 % blow-down: 0.05/0.95 kg of boiling water per kg of steam."""
    assert round(steam_temperature_c(500), 1) == 151.8
    assert round(steam_temperature_c(550), 1) == 155.5
    drained = steam_duty_kj_kg(550, 80, blow_down_fraction=0.05) - steam_duty_kj_kg(550, 80)
    boiling, feed = fluid("Water").bubble_at(550).h_kj_kg, water_enthalpy_kj_kg(550, 80)
    assert drained == pytest.approx(0.05 / 0.95 * (boiling - feed))


def test_flash_by_hand() -> None:
    """2 bar, heated by 8 K: about 4.25·8/2202 = 1.54 % flashes; the heat is the steam's duty."""
    flash = flash_steam(200, 80, 8)
    assert flash.flashed_fraction == pytest.approx(4.25 * 8 / 2202, rel=0.01)
    heat = flash.circulated_kg * flash.stream.heat_kj_kg
    assert heat == pytest.approx(flash.heat_kj_kg, rel=1e-9)
    assert flash.heat_kj_kg == pytest.approx(steam_duty_kj_kg(200, 80), rel=1e-9)


def test_falling_film_is_a_stream_that_boils() -> None:
    stream = falling_film(200, 80)
    assert stream.heat_kj_kg == pytest.approx(steam_duty_kj_kg(200, 80), rel=1e-12)
    assert stream.t_leaving_c == pytest.approx(120.21, abs=0.01)
    shares, temperatures = stream.profile
    boiling = next(s for s, t in zip(shares, temperatures, strict=True) if t > 120.2)
    assert boiling == pytest.approx(4.22 * 40.2 / steam_duty_kj_kg(200, 80), rel=0.01)


@pytest.mark.parametrize("stages", [1, 2, 3])
def test_a_compression_balances_its_heat(stages: int) -> None:
    """Per kg delivered: steam in + water in + work = steam out, whatever the superheat left."""
    made = steam_compression(100, 600, stages, Compressor(0.7), t_injection_c=60, superheat_k=10)
    entering = made.boiler_fraction * steam_enthalpy_kj_kg(100) + made.work_kj_kg
    entering += sum(one.injected * water_enthalpy_kj_kg(one.p_out_kpa, 60) for one in made.stages)
    assert entering == pytest.approx(steam_enthalpy_kj_kg(600, 10), rel=1e-12)
    assert made.boiler_fraction + made.injected == pytest.approx(1.0, rel=1e-12)
    for one, following in zip(made.stages, made.stages[1:], strict=False):
        assert one.flow_in + one.injected == pytest.approx(following.flow_in, rel=1e-12)


def test_the_best_split_beside_steps() -> None:
    best = best_steam_compression(100, 600, 2, Compressor((0.9, -0.05)))
    splits = [6.0 ** (n / 200) for n in range(60, 141)]
    spec = Compressor((0.9, -0.05))
    works = {
        ratio: steam_compression(100, 600, 2, spec, ratios=(ratio, 6.0 / ratio)).work_kj_kg
        for ratio in splits
    }
    assert best.work_kj_kg <= min(works.values()) * (1 + 1e-7)
    assert best.stages[0].p_out_kpa / 100 == pytest.approx(min(works, key=works.__getitem__), rel=0.02)


def heat_pump(stream: Stream, heat_kw: float) -> Machine:
    spec = Compressor(0.7, 0.95, 0.97)
    return fit(
        lambda low, high, task: single_stage(
            Circuit("R1233zd(E)", low, high, 8, 5, compressor=spec), task
        ),
        Task(heat_kw, Stream(65, 58), stream), Pinches(4, 4), ("R1233zd(E)", "R1233zd(E)"),
    )  # fmt: skip


def test_a_plant_balances_its_heat() -> None:
    task = SteamTask(
        500, 0.5, 60, superheat_k=5, blow_down_fraction=0.03, stages=2, t_injection_c=90, generation="flash"
    )
    plant = steam_plant(heat_pump, task, 150)
    made = plant.compression
    assert made is not None
    entering = plant.machine.heat_kw + plant.compression_shaft_kw
    entering += (plant.boiler_kg_s + plant.blow_down_kg_s) * water_enthalpy_kj_kg(150, 60)
    entering += 0.5 * sum(one.injected * water_enthalpy_kj_kg(one.p_out_kpa, 90) for one in made.stages)
    leaving = 0.5 * steam_enthalpy_kj_kg(500, 5)
    leaving += plant.blow_down_kg_s * fluid("Water").bubble_at(150).h_kj_kg
    assert entering == pytest.approx(leaving, rel=1e-9)
    assert plant.kwh_per_tonne == pytest.approx(plant.electric_kw / 1.8)  # 0.5 kg/s are 1.8 t/h


def test_the_best_pressure_between_beside_steps() -> None:
    task = SteamTask(500, 1.0, 80, stages=1, compressor=Compressor(0.6))
    best = best_steam_plant(heat_pump, task, 80, 400)
    steps = {p: steam_plant(heat_pump, task, p).cop_electric for p in range(80, 401, 20)}
    assert best.cop_electric >= max(steps.values()) * (1 - 1e-5)
    assert best.p_boiler_kpa == pytest.approx(max(steps, key=steps.__getitem__), abs=20)


def test_without_stages_the_heat_pump_makes_the_steam() -> None:
    """Published: 120 °C steam from 50-70 °C sources at 2.5-3.5 with efficiencies of 0.60-0.75."""
    plant = steam_plant(heat_pump, SteamTask(198.665, 1.0, 80))
    assert plant.cop == plant.machine.cop
    assert plant.duty_kw == pytest.approx(plant.machine.heat_kw)
    assert 2.5 <= plant.cop <= 3.5


@pytest.mark.reference
def test_work_of_the_published_case(reference_dir: Path) -> None:
    lines = (reference_dir / "reference" / "cycle_reference.csv").read_text(encoding="utf-8-sig").splitlines()
    row = next(row for row in csv.DictReader(lines[1:]) if row["kind"] == "hp+steam")
    work = float(row["states"].split("w_sc=")[1].split()[0])
    made = steam_compression(198.665, 550, 2)
    assert made.work_kj_kg == pytest.approx(work, rel=1e-4)


@pytest.mark.parametrize(
    ("problem", "change"),
    [
        ("no_lift", {"p_final_kpa": 100}),
        ("stage_count", {"stages": 4}),
        ("ratios", {"ratios": (2.0, 2.0)}),
        ("ratio_too_high", {"compressor": Compressor(0.7, ratio_max=2.0)}),
        ("discharge_too_hot", {"compressor": Compressor(0.7, t_discharge_max_c=150.0)}),
        ("isentropic_out_of_range", {"compressor": Compressor(1.2)}),
        ("feed_boils", {"t_injection_c": 150}),
        ("superheat", {"superheat_k": 200}),
    ],
)
def test_refusals(problem: str, change: dict[str, object]) -> None:
    given = {"p_boiler_kpa": 100.0, "p_final_kpa": 600.0, "stages": 2} | change
    with pytest.raises(CycleError) as caught:
        steam_compression(**given)  # type: ignore[arg-type]
    assert caught.value.problem == problem


def test_refusals_of_a_plant() -> None:
    with pytest.raises(CycleError, match="superheat"):
        steam_plant(heat_pump, SteamTask(200, 1, 80, superheat_k=5))
    with pytest.raises(CycleError, match="intermediate_pressure"):
        steam_plant(heat_pump, SteamTask(500, 1, 80, stages=1))
    with pytest.raises(CycleError, match="no_flow"):
        steam_plant(heat_pump, SteamTask(200, 0, 80))
    with pytest.raises(CycleError, match="above_critical"):
        best_steam_plant(heat_pump, SteamTask(6000, 1, 80, stages=3), 3600, 5000)
