"""The three rules for a buffer tank, by hand."""

import pytest

from desktop.engine.sheet import Sheet
from desktop.engine.storage import BufferRules, defrost_volume, run_time_volume, storage_loss, work_out_buffer
from desktop.tables.catalog import Catalog


def test_litres_per_kw() -> None:
    # 4 min: 240 kJ per kW / (4.187 x 5) = 11.46 kg; as much again drawn by the defrost doubles it; 3 min 8.6
    assert defrost_volume(1, 1.0, 0.0, 4.0, 4.187, 997.0, 5.0) == pytest.approx(11.5, abs=0.05)
    assert defrost_volume(1, 1.0, 1.0, 4.0, 4.187, 997.0, 5.0) == pytest.approx(22.9, abs=0.15)
    assert defrost_volume(1, 1.0, 0.0, 3.0, 4.187, 997.0, 5.0) == pytest.approx(8.6, abs=0.05)
    # 6 to 10 minutes of the smallest step: 17 to 29 L per kW of it
    assert run_time_volume(1.0, 6.0, 4.187, 997.0, 5.0) == pytest.approx(17.2, abs=0.1)
    assert run_time_volume(1.0, 10.0, 4.187, 997.0, 5.0) == pytest.approx(28.7, abs=0.2)


def test_loss_turns_round_in_a_warm_room() -> None:
    assert storage_loss(2.5, 60.0, 20.0) == pytest.approx(0.1)
    assert storage_loss(2.5, 10.0, 30.0) < 0


def test_a_few_units_need_a_buffer(catalog: Catalog) -> None:
    # 4 units of 60 kW, 1 defrosts: 60 x 240 / (4.187 x 0.995 x 5) = 691 L; smallest step 30 kW for 6 min:
    # 30 x 360 / 20.83 = 518 L; 8 L/kW of one unit 480 L; 300 L are there
    need = work_out_buffer(
        Sheet.recording(catalog.decimals), unit_count=4, unit_heat_kw=60.0, step_heat_kw=30.0,
        existing_water_l=300.0, density_kg_m3=995.0,
    )  # fmt: skip
    assert need.ruled_by == "defrost"
    assert need.figures["volume_l__defrost"] == pytest.approx(691, abs=1)
    assert need.figures["volume_l__run_time"] == pytest.approx(518, abs=1)
    assert need.figures["volume_l__least"] == 480.0
    assert need.volume_l == pytest.approx(391, abs=1)


def test_a_large_network_is_its_own_buffer(catalog: Catalog) -> None:
    """144 units of 189 kW: a quarter of them would ask for 78 m³, less than the network holds."""
    need = work_out_buffer(
        Sheet.recording(catalog.decimals), unit_count=144, unit_heat_kw=189.0, step_heat_kw=95.0,
        existing_water_l=12.0 * 27_200, density_kg_m3=997.0,
    )  # fmt: skip
    assert need.figures["volume_l__defrost"] == pytest.approx(78_100, rel=0.005)
    assert (need.volume_l, need.ruled_by) == (0.0, "existing_water")


def test_a_large_step_rules_where_the_user_wants_long_runs(catalog: Catalog) -> None:
    rules = BufferRules(duration_minutes__run_time=10.0)
    need = work_out_buffer(
        Sheet.recording(catalog.decimals), unit_count=1, unit_heat_kw=12.0, step_heat_kw=12.0,
        existing_water_l=50.0, density_kg_m3=995.0, rules=rules,
    )  # fmt: skip
    assert need.ruled_by == "run_time"
    assert need.volume_l == pytest.approx(12 * 600 / (4.187 * 0.995 * 5) - 50, abs=1)


def test_units_that_do_not_defrost_need_none(catalog: Catalog) -> None:
    sheet = Sheet.recording(catalog.decimals)
    need = work_out_buffer(
        sheet, unit_count=0, unit_heat_kw=60.0, step_heat_kw=30.0, existing_water_l=0.0, density_kg_m3=995.0
    )
    assert (need.volume_l, need.ruled_by, sheet.steps) == (0.0, "none", ())
