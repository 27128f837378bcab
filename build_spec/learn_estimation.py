"""Learn the population of estimated maps from certified units, and write catalog/estimation/.

    HEATQUOTE_REFERENCE=<folder> python -m build_spec.learn_estimation

reads reference/keymark_models.csv and keymark_points.csv of that folder: outdoor air-to-water units with all
points A to D of EN 14825 at both temperature levels. The program itself never reads them.
Mean and covariance of the coefficients are found by expectation and maximisation, both in closed form. The
deviations are not quite those of a normal distribution, so covariance and noise are scaled by one factor,
with which 90 % of the units' own hidden points lie within the interval; what is estimated stays the same.
"""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from desktop.engine.estimated_map import (
    COP_TERMS,
    HEAT_TERMS,
    NINETY_PERCENT,
    Conditions,
    Population,
    conditional,
)

Array = NDArray[Any]
LETTERS = tuple("ABCDER" * 2)
LEVELS = ("35",) * 6 + ("55",) * 6
SHOWN = (0, 1, 2, 3, 6, 7, 8, 9)
"""Places of the points A to D at both levels."""
ROUNDS = 40
FULL_SLOPE = 0.030
"""Rise of a fixed-speed unit's heat per kelvin, ln: mean of C against A of the 21 of them."""
REFRIGERANT_WEIGHT = 20.0
"""How many units a refrigerant needs for half of its own deviation to count."""
FIXED_SPEED_GROUP = "4"
KNOWN_TO_SCALE = (1, 3, 7)
"""Numbers of known points by which the width of the interval is set."""


@dataclass(frozen=True, eq=False)
class Certified:
    """The units: one row a unit, one column a test point; nan where it was not tested."""

    ids: tuple[str, ...]
    maker: Array
    refrigerant: Array
    fixed_speed: Array
    t_outdoor_c: Array
    t_leaving_c: Array
    heat_kw: Array
    cop: Array

    @property
    def tested(self) -> Array:
        return ~np.isnan(self.cop)

    @property
    def share_of_full(self) -> Array:
        """Heat as a share of full capacity, 1 for fixed speed.

        Full capacity is not measured; it is taken as that at A, rising with the outdoor temperature as that
        of fixed-speed units does.
        """
        full = self.heat_kw[:, [0]] * np.exp(FULL_SLOPE * (self.t_outdoor_c + 7.0))
        share = np.clip(np.nan_to_num(self.heat_kw / full, nan=1.0), 0.2, 1.0)
        return np.where(self.fixed_speed[:, None], 1.0, share)

    def of(self, chosen: Array) -> Certified:
        places = np.flatnonzero(chosen)
        return Certified(
            tuple(self.ids[place] for place in places),
            *(getattr(self, name)[places] for name in list(self.__dataclass_fields__)[1:]),
        )

    def conditions(self, unit: int, loads: Mapping[str, float]) -> Conditions:
        fixed = bool(self.fixed_speed[unit])
        typical = np.array([1.0 if fixed else loads[letter] for letter in LETTERS])
        load = np.where(np.array(LETTERS) == "R", self.share_of_full[unit], typical)
        outdoor, leaving = np.nan_to_num(self.t_outdoor_c[unit]), np.nan_to_num(self.t_leaving_c[unit])
        return Conditions(outdoor, leaving, load, LETTERS, fixed)


def read_certified(reference: Path) -> Certified:
    """Outdoor air-to-water units with A to D at both levels; the very same unit counts once."""
    models = {row["model_id"]: row for row in _rows(reference / "keymark_models.csv")}
    points: dict[str, dict[tuple[str, str], tuple[float, ...]]] = {}
    for row in _rows(reference / "keymark_points.csv"):
        if row["cop"] and row["p_th_W"] and models[row["model_id"]]["type"] == "Outdoor Air/Water":
            values = (row["t_source_C"], row["t_out_C"], row["p_th_W"], row["cop"])
            points.setdefault(row["model_id"], {})[row["point"], row["level"]] = tuple(map(float, values))
    names = list(zip(LETTERS, LEVELS, strict=True))
    tables, seen = {}, set()
    for model, found in points.items():
        table = np.array([found.get(name, (np.nan,) * 4) for name in names])
        table[_not_credible(table)] = np.nan
        key = table[list(SHOWN)].tobytes()
        if not np.isnan(table[list(SHOWN)]).any() and key not in seen:
            seen.add(key)
            tables[model] = table
    ids = tuple(tables)
    values = np.array([tables[model] for model in ids])
    return Certified(
        ids,
        np.array([models[model]["manufacturer"] for model in ids]),
        np.array([models[model]["refrigerant"] for model in ids]),
        np.array([models[model]["hplib_group"] == FIXED_SPEED_GROUP for model in ids]),
        values[:, :, 0], values[:, :, 1], values[:, :, 2] / 1000.0, values[:, :, 3],
    )  # fmt: skip


def _not_credible(table: Array) -> Array:
    """Points E that say nothing new: not colder than A, or water hotter than any certified unit gives."""
    letters = np.array(LETTERS)
    return (letters == "E") & ((table[:, 0] > -7.5) | (table[:, 1] > 70.0))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def typical_loads(units: Certified) -> dict[str, float]:
    """Share of full capacity at each test point: the median of speed-controlled units, two decimals."""
    units = units.of(~units.fixed_speed)
    share = np.where(units.tested, units.share_of_full, np.nan)
    medians = np.nanmedian(share, axis=0).reshape(2, 6).mean(axis=0)
    medians = np.minimum(medians / medians[0], 1.0)  # the hotter water of the second level costs 3 % at A
    return {letter: float(round(median, 2)) for letter, median in zip("ABCDER", medians, strict=True)}


def refrigerant_offsets(units: Certified) -> dict[str, tuple[float, int]]:
    """Mean deviation of a refrigerant's ln COP, drawn to nought where units are few, and their count."""
    level = np.log(units.cop[:, list(SHOWN)]).mean(axis=1)
    found = {}
    for name in sorted(set(units.refrigerant)):
        own = level[units.refrigerant == name]
        weight = own.size / (own.size + REFRIGERANT_WEIGHT)
        found[str(name)] = (float(round(weight * (own.mean() - level.mean()), 4)), int(own.size))
    return found


def logarithms(units: Certified, quantity: str, loads: Mapping[str, float]) -> Array:
    """What the terms explain: ln of the share of Carnot less the refrigerant's offset, or ln of the heat."""
    if quantity == "heat":
        return np.asarray(np.log(units.heat_kw))
    carnot = np.array([units.conditions(unit, loads).carnot() for unit in range(len(units.ids))])
    return np.asarray(np.log(units.cop / carnot))


def learn(
    units: Certified, quantity: str, loads: Mapping[str, float], offsets: Mapping[str, float]
) -> Population:
    """Mean, covariance and noise of one quantity's coefficients."""
    terms = COP_TERMS if quantity == "cop" else HEAT_TERMS
    shell = Population(terms, np.zeros(0), np.zeros(0), {})
    x = np.array([shell.design(units.conditions(unit, loads)) for unit in range(len(units.ids))])
    y = logarithms(units, quantity, loads)
    if quantity == "cop":
        y = y - np.array([offsets.get(str(name), 0.0) for name in units.refrigerant])[:, None]
    mask = units.tested
    letters = np.array([sorted(set(LETTERS)).index(letter) for letter in LETTERS])
    mean, covariance, variance = _expectation_maximisation(
        np.where(mask[..., None], x, 0.0), np.where(mask, y, 0.0), mask, letters
    )
    noise = {letter: float(np.sqrt(v)) for letter, v in zip(sorted(set(LETTERS)), variance, strict=True)}
    found = Population(terms, mean, covariance, noise)
    width = _width(found, units, y, loads)
    return Population(
        terms, mean, covariance * width**2, {letter: value * width for letter, value in noise.items()}
    )


def _width(population: Population, units: Certified, y: Array, loads: Mapping[str, float]) -> float:
    """By how much the interval must widen (or narrow) to hold 90 % of the points not shown."""
    off = []
    for unit in range(len(units.ids)):
        order = np.random.default_rng(unit).permutation(SHOWN)
        conditions = units.conditions(unit, loads)
        known = KNOWN_TO_SCALE[unit % len(KNOWN_TO_SCALE)]
        shown, hidden = order[:known], order[known:]
        mean, spread = conditional(
            population, conditions.at(shown), y[unit, shown], conditions.at(hidden)
        )
        off.append(np.abs(mean - y[unit, hidden]) / spread)
    return float(np.quantile(np.concatenate(off), 0.9) / NINETY_PERCENT)


def _expectation_maximisation(x: Array, y: Array, mask: Array, letters: Array) -> tuple[Array, Array, Array]:
    """Coefficients b of each unit ~ N(mean, covariance); y = x b + noise by letter."""
    count, _, terms = x.shape
    mean = np.linalg.lstsq(x.reshape(-1, terms), y.ravel(), rcond=None)[0]
    covariance, variance = 0.02 * np.eye(terms), np.full(letters.max() + 1, 0.003)
    for _ in range(ROUNDS):
        weighted = x / variance[letters][None, :, None]
        precision = np.linalg.inv(covariance)
        spread = np.linalg.inv(precision + np.einsum("npq,npr->nqr", weighted, x))
        own = np.einsum("nqr,nr->nq", spread, precision @ mean + np.einsum("npq,np->nq", weighted, y))
        mean = own.mean(axis=0)
        covariance = (own - mean).T @ (own - mean) / count + spread.mean(axis=0)
        squares = (y - np.einsum("npq,nq->np", x, own)) ** 2 + np.einsum("npq,nqr,npr->np", x, spread, x)
        for letter in range(variance.size):
            here = mask & (letters == letter)
            variance[letter] = squares[here].sum() / here.sum()
    return mean, covariance, variance


def tables(units: Certified) -> dict[str, list[list[Any]]]:
    """The rows of the shipped tables, header first."""
    loads, offsets = typical_loads(units), refrigerant_offsets(units)
    source = "keymark_estimation"
    terms: list[list[Any]] = [
        ["quantity", "term", "term_mean", "term_deviation", "term_correlations", "source"]
    ]
    points: list[list[Any]] = [["test_point", "part_load_fraction", "cop_noise", "heat_noise", "source"]]
    learned = {
        name: learn(units, name, loads, {key: value for key, (value, _) in offsets.items()})
        for name in ("cop", "heat")
    }
    for name, population in learned.items():
        deviation = np.sqrt(np.diag(population.covariance))
        correlation = population.covariance / np.outer(deviation, deviation)
        for place, term in enumerate(population.terms):
            row = " ".join(f"{value + 0.0:.3f}" for value in correlation[place])
            mean = f"{population.mean[place]:.4f}"
            terms.append([name, term, mean, f"{deviation[place]:.4f}", row, source])
    for letter in "ABCDER":
        noise = [f"{learned[name].noise[letter]:.4f}" for name in ("cop", "heat")]
        points.append([letter, f"{loads[letter]:.2f}", *noise, source])
    refrigerants: list[list[Any]] = [["refrigerant", "cop_offset", "unit_count", "source"]]
    refrigerants += [[name, f"{value:.4f}", count, source] for name, (value, count) in offsets.items()]
    return {"terms.csv": terms, "test_points.csv": points, "refrigerants.csv": refrigerants}


def main() -> int:
    """Write the tables into catalog/estimation/."""
    folder = Path(os.environ["HEATQUOTE_REFERENCE"]) / "reference"
    target = Path(__file__).resolve().parents[1] / "catalog" / "estimation"
    target.mkdir(exist_ok=True)
    for name, rows in tables(read_certified(folder)).items():
        with (target / name).open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
