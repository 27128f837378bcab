"""The electricity bill by band of the tariff, and month by month; the charge on power."""

from __future__ import annotations

import numpy as np

from ..engine import tariff as rules
from ..engine.figures import FrozenMap
from ..engine.messages import message
from ..engine.sheet import Sheet
from ..engine.tariff import Tariff
from ..engine.year import together
from .plant import PlantDesign
from .records import Chart, FigureTable, Series, TableRow, Topic

COLUMNS = ("band_h", "electricity_kwh", "price_yuan_kwh", "energy_cost_yuan", "electricity_fraction")
SIMULATION = "hour_simulation"


def tariff_bill(plant: PlantDesign, sheet: Sheet) -> Topic | None:
    """What each band takes and costs; nothing to tell where every hour costs the same."""
    tariff = plant.context.tariff
    if tariff.is_flat or not plant.year.services:
        return None
    sheet = sheet.part("book.tariff")
    power = together(plant.year.services).power_kw
    energy = tariff.energy_by_band(power)
    used = float(power.sum())
    total = sheet.simulated("electricity_kwh", used, method="method.hourly_sum", source=SIMULATION)
    rows, bill = [], 0.0
    hours = np.bincount(tariff.band_of_hour, minlength=len(tariff.bands))
    for band, (months, period) in enumerate(tariff.bands):
        if not hours[band]:
            continue
        row, cost = _row(tariff, band, float(hours[band]), float(energy[band]), total, sheet)
        bill = sheet.work(rules.bill_so_far, energy_cost_yuan__so_far=bill, energy_cost_yuan=cost)
        rows.append(TableRow(message(f"tariff.{months}_{period}"), row))
    rows.append(TableRow(message("tariff.total"), (float(hours.sum()), total, None, bill, None)))
    figures = {"energy_cost_yuan__bill": bill, **_demand(tariff, power, sheet)}
    return Topic(
        "tariff",
        FrozenMap(figures),
        (FigureTable("tariff", COLUMNS, tuple(rows), total_rows=1),),
        FrozenMap({"tariff_months": _chart(tariff, power)}),
        notes=(message("topic.tariff.note"),),
    )


def _row(
    tariff: Tariff, band: int, hours: float, energy: float, total: float, sheet: Sheet
) -> tuple[tuple[float, ...], float]:
    counted = sheet.simulated("band_h", hours, method="method.hours_counted", source=SIMULATION)
    used = sheet.simulated("electricity_kwh", energy, method="method.band_sum", source=SIMULATION)
    price = sheet.rounded("price_yuan_kwh", tariff.price(band))
    cost = sheet.work(rules.band_cost, electricity_kwh=used, price_yuan_kwh=price)
    share = sheet.work(rules.band_share, electricity_kwh=used, electricity_kwh__total=total) if total else 0.0
    return (counted, used, price, cost, share), cost


def _demand(tariff: Tariff, power_kw: np.ndarray, sheet: Sheet) -> dict[str, float]:
    """The charge on power, where there is one; it is not in the energy cost the options are ranked by."""
    if not tariff.demand_charge_yuan_kw_month:
        return {}
    peaks = float(rules.monthly_peaks(power_kw).sum())
    months = sheet.simulated("power_kw__months", peaks, method="method.monthly_peaks", source=SIMULATION)
    charge = tariff.demand_charge_yuan_kw_month
    cost = sheet.work(rules.demand_cost, power_kw__months=months, demand_charge_yuan_kw_month=charge)
    return {"power_kw__months": months, "demand_cost_yuan": cost}


def _chart(tariff: Tariff, power_kw: np.ndarray) -> Chart:
    """Yuan of each month, the bands one on the other."""
    months = tuple(float(month) for month in range(1, 13))
    by_month = tariff.cost_by_month_and_band(power_kw)
    series = tuple(
        Series(f"tariff.{period}", months, tuple(round(float(value)) for value in costs), "fill")
        for place, period in enumerate(rules.PERIODS)
        if (costs := by_month[:, place :: len(rules.PERIODS)].sum(axis=1)).any()
    )
    dearest = int(np.argmax(by_month.sum(axis=1))) + 1
    return Chart(
        "stacked_bars", message("chart.tariff_months", month=dearest), "month", "energy_cost_yuan", series,
        x_labels=tuple(str(month) for month in range(1, 13)),
    )  # fmt: skip
