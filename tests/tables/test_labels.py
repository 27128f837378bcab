"""Tier tables: the right standard on the right day, the right row at the bounds of capacity."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.tables.catalog import Catalog
from desktop.tables.labels import LabelStandard, TierRow, condition_of, standard_on, tier_row

NEW, OLD, HEATERS = "GB 19577-2024", "GB 37480-2019", "GB 29541-2013"


@pytest.mark.parametrize(
    ("category", "day", "standard", "available"),
    [
        ("low_ambient_heat_pump", date(2025, 1, 31), OLD, False),
        ("low_ambient_heat_pump", date(2025, 2, 1), NEW, True),
        ("low_ambient_heat_pump", date(2026, 6, 1), NEW, True),
        ("water_heater", date(2026, 6, 1), HEATERS, True),
        ("chiller", date(2024, 12, 31), "GB 19577-2015", False),
        ("chiller", date(2025, 2, 1), NEW, True),
    ],
)
def test_the_standard_of_a_day(
    catalog: Catalog, category: str, day: date, standard: str, available: bool
) -> None:
    row = standard_on(catalog, category, day)
    assert row is not None
    assert (row.standard, row.table_available) == (standard, available)


def test_no_standard_is_said(catalog: Catalog) -> None:
    assert standard_on(catalog, "toaster", date(2026, 1, 1)) is None
    assert standard_on(catalog, "water_heater", date(2013, 9, 30)) is None


@pytest.mark.parametrize(
    ("variant", "capacity_kw", "metric", "limits", "low", "nominal"),
    [  # the key table, as printed in the transcription: 35 kW is still a household unit
        ("floor", 35.0, "HSPF", (3.60, 3.20, 2.80), 2.00, 2.30),
        ("fan_coil", 35.0, "APF", (3.05, 2.85, 2.65), 1.80, 2.10),
        ("radiator", 35.0, "HSPF", (2.60, 2.40, 2.30), 1.50, 1.70),
        ("floor", 35.1, "HSPF", (3.40, 3.20, 3.00), 2.10, 2.50),
        ("fan_coil", 35.1, "APF", (3.30, 3.10, 3.00), 1.80, 2.30),
        ("radiator", 35.1, "HSPF", (2.60, 2.40, 2.30), 1.50, 1.80),
    ],
)
def test_low_ambient_units(
    catalog: Catalog, variant: str, capacity_kw: float, metric: str, limits: tuple[float, ...], low: float,
    nominal: float,
) -> None:  # fmt: skip
    row = tier_row(catalog, NEW, "low_ambient_heat_pump", variant, capacity_kw)
    assert row is not None
    assert (row.metric, row.limits) == (metric, limits)
    assert (row.cop_low_temperature_min, row.cop_nominal_min) == (low, nominal)


@pytest.mark.parametrize(
    ("variant", "form", "capacity_kw", "limits"),
    [  # below 10 kW, and from 10 kW on
        ("normal", "circulating_with_pump", 9.99, (4.6, 4.4, 4.1, 3.9, 3.7)),
        ("normal", "circulating_with_pump", 10.0, (4.5, 4.3, 4.0, 3.8, 3.6)),
        ("normal", "once_through", 10.0, (4.6, 4.4, 4.1, 3.9, 3.7)),
        ("normal", "static", 5.0, (4.2, 4.0, 3.8, 3.6, 3.4)),
        ("low_temperature", "once_through", 5.0, (3.8, 3.6, 3.4, 3.2, 3.0)),
        ("low_temperature", "circulating_without_pump", 96.0, (3.9, 3.7, 3.5, 3.3, 3.1)),
        ("low_temperature", "circulating_with_pump", 96.0, (3.8, 3.6, 3.4, 3.2, 3.0)),
    ],
)
def test_water_heaters(
    catalog: Catalog, variant: str, form: str, capacity_kw: float, limits: tuple[float, ...]
) -> None:
    row = tier_row(catalog, HEATERS, "water_heater", variant, capacity_kw, form=form)
    assert row is not None
    assert row.limits == limits


def test_a_table_without_the_row_gives_none(catalog: Catalog) -> None:
    assert tier_row(catalog, HEATERS, "water_heater", "low_temperature", 5.0, form="static") is None
    assert tier_row(catalog, OLD, "low_ambient_heat_pump", "floor", 100.0) is None


def test_two_routes_are_told_apart_by_the_metric(catalog: Catalog) -> None:
    seasonal = tier_row(catalog, NEW, "chiller", "air_cooled", 60.0, metric="CSPF")
    full_load = tier_row(catalog, NEW, "chiller", "air_cooled", 60.0, metric="COPc")
    assert seasonal is not None
    assert full_load is not None
    assert (seasonal.table, seasonal.limits, seasonal.gate_metric) == ("T1", (4.30, 3.85, 3.30), "COPc")
    assert (full_load.table, full_load.limits) == ("T2", (3.40, 3.20, 2.80))


def test_tiers_run_the_way_of_their_direction_but_for_the_doubtful_row(catalog: Catalog) -> None:
    for row in catalog.rows(TierRow):
        assert list(row.limits) == sorted(row.limits, reverse=row.direction == "at_least")
    doubtful = [row for row in catalog.rows(TierRow) if row.doubt]
    which = [(row.variant, row.form, row.label_value__tier3) for row in doubtful]
    assert which == [("heat_only", "water_loop", 4.4)]


def test_every_category_with_rows_has_a_standard(catalog: Catalog) -> None:
    rows = {(row.category, row.standard) for row in catalog.rows(TierRow)}
    standards = {(row.category, row.standard) for row in catalog.rows(LabelStandard) if row.table_available}
    assert rows == standards


def test_test_points(catalog: Catalog) -> None:
    point = condition_of(catalog, "low_ambient_heat_pump", "fan_coil", "nominal_heating")
    assert point is not None
    assert (point.t_outdoor_c, point.t_leaving_c) == (-12, 41)
    assert catalog.sources[point.source].standing == "assumed"
    floor = condition_of(catalog, "low_ambient_heat_pump", "floor", "low_temperature_heating")
    assert floor is not None
    assert (floor.t_outdoor_c, floor.t_leaving_c) == (-20, 35)
    assert condition_of(catalog, "chiller", "air_cooled", "nominal_cooling") is None
