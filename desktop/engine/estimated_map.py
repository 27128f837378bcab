"""A map estimated from a few known points: what units of a kind have in common, bent to the points known.

The COP is a share of the COP of Carnot's cycle between an evaporation 6 K below the outdoor air and a
condensation 4 K above the leaving water. The logarithms of that share and of the heat in kW are
each a sum of a few readable terms of the temperatures and of the load. Every unit has coefficients of its
own; those of many certified units have a mean and a covariance, and a new unit's known points draw its
coefficients from that mean towards what they say (the conditional mean of a normal distribution, in closed
form). The spread that remains, noise of a test included, is the interval.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Same
from .monotone import HEATING, held_monotone
from .sheet import formula

EVAPORATION_APPROACH_K = 6.0
CONDENSATION_APPROACH_K = 4.0
ZERO_C_K = 273.15
NINETY_PERCENT = 1.6449
"""Half the width of the middle 90 % of a normal distribution, in standard deviations."""
REACH_OUTDOOR_K = 15.0
REACH_LEAVING_K = 10.0
"""How far beyond the known points a map is estimated."""
LEARNED_OUTDOOR_C = (-25.0, 20.0)
LEARNED_LEAVING_C = (24.0, 70.0)
"""Within which temperatures certified units were seen (rounded outwards); no map is estimated beyond."""
LOCAL_K = 4.0
"""Over how many kelvin a known point's own deviation dies away; assumed."""


@formula(
    "carnot_cop",
    "(t_leaving_c + condensation_approach_k + 273.15)"
    " / (t_leaving_c + condensation_approach_k - t_outdoor_c + evaporation_approach_k)",
    source="first_principles",
)
def carnot_cop(
    t_outdoor_c: float, t_leaving_c: float, evaporation_approach_k: float, condensation_approach_k: float
) -> float:
    """Highest COP between evaporation and condensation; the lift must be positive.

    >>> round(carnot_cop(-7, 34, 6, 4), 3)
    6.101
    """
    lift_k = t_leaving_c + condensation_approach_k - t_outdoor_c + evaporation_approach_k
    return (t_leaving_c + condensation_approach_k + 273.15) / lift_k


@dataclass(frozen=True, eq=False)
class Conditions:
    """Where a unit is or was measured; arrays of one length.

    ``load_fraction`` is the share of full capacity at the same temperatures, ``tested`` the letter of the
    test point (A to E of EN 14825, R the rating of EN 14511) or of the one it is most like.
    """

    t_outdoor_c: Floats
    t_leaving_c: Floats
    load_fraction: Floats
    tested: tuple[str, ...]
    fixed_speed: bool

    def at(self, places: Sequence[int]) -> Conditions:
        """Some of the conditions."""
        chosen = list(places)
        return Conditions(
            self.t_outdoor_c[chosen], self.t_leaving_c[chosen], self.load_fraction[chosen],
            tuple(self.tested[place] for place in chosen), self.fixed_speed,
        )  # fmt: skip

    def carnot(self) -> Floats:
        """Carnot's COP at each."""
        outdoor: Same = self.t_outdoor_c
        leaving: Same = self.t_leaving_c
        return np.asarray(carnot_cop(outdoor, leaving, EVAPORATION_APPROACH_K, CONDENSATION_APPROACH_K))


def full_load(t_outdoor_c: Floats, t_leaving_c: Floats, fixed_speed: bool) -> Conditions:
    """Conditions at full capacity, each with the test point it is most like."""
    outdoor, leaving = np.ravel(t_outdoor_c), np.ravel(t_leaving_c)
    return Conditions(
        outdoor, leaving, np.ones(outdoor.size),
        tuple("E" if t < -8.5 else "R" if t > 4.5 else "A" for t in outdoor), fixed_speed,
    )  # fmt: skip


def _lift(c: Conditions) -> Floats:
    lift_k = c.t_leaving_c - c.t_outdoor_c + EVAPORATION_APPROACH_K + CONDENSATION_APPROACH_K
    return lift_k / 10.0 - 4.0


def _asked(letter: str) -> Callable[[Conditions], Floats]:
    """1 where the test asked a speed-controlled unit for less than it can give."""

    def term(c: Conditions) -> Floats:
        return np.array([0.0 if c.fixed_speed else float(tested == letter) for tested in c.tested])

    return term


TERMS: Mapping[str, Callable[[Conditions], Floats]] = {
    "level": lambda c: np.ones(c.t_outdoor_c.size),
    "lift": _lift,
    "lift_squared": lambda c: _lift(c) ** 2,
    "outdoor": lambda c: c.t_outdoor_c / 10.0,
    "outdoor_fixed_speed": lambda c: c.t_outdoor_c / 10.0 * c.fixed_speed,
    "reduction": lambda c: 1.0 - c.load_fraction,
    "frost": lambda c: np.exp(-(((c.t_outdoor_c - 2.0) / 3.0) ** 2)),
    "asked_b": _asked("B"),
    "asked_c": _asked("C"),
    "asked_d": _asked("D"),
}
"""What a coefficient multiplies. Lift in tens of kelvin from 40 K, outdoor temperature in tens of kelvin."""

COP_TERMS = ("level", "lift", "lift_squared", "outdoor", "reduction", "frost", "asked_d")
HEAT_TERMS = ("level", "lift", "outdoor", "outdoor_fixed_speed", "asked_b", "asked_c", "asked_d")


@dataclass(frozen=True, eq=False)
class Population:
    """Mean and covariance of the coefficients of many units, and the noise by the letter of a test point."""

    terms: tuple[str, ...]
    mean: Floats
    covariance: Floats
    noise: Mapping[str, float]

    def design(self, conditions: Conditions) -> Floats:
        """One row a condition, one column a term."""
        return np.column_stack([TERMS[term](conditions) for term in self.terms])

    def noise_at(self, conditions: Conditions) -> Floats:
        """Standard deviation of what no coefficient explains."""
        return np.array([self.noise[tested] for tested in conditions.tested])


def conditional(
    population: Population, known: Conditions, values: Floats, wanted: Conditions
) -> tuple[Floats, Floats]:
    """Mean and standard deviation of logarithms at the conditions wanted, after the known ones.

    A known point's own deviation from its unit's terms belongs to its place: it is met there exactly and dies
    away over ``LOCAL_K``. The deviation given holds the noise of a test.
    """
    of_known, of_wanted = population.design(known), population.design(wanted)
    spread = population.covariance
    noise_known, noise_wanted = population.noise_at(known), population.noise_at(wanted)
    among = of_known @ spread @ of_known.T + _local(known, known, noise_known, noise_known)
    across = of_wanted @ spread @ of_known.T + _local(wanted, known, noise_wanted, noise_known)
    weights = np.linalg.solve(among, across.T).T
    mean = of_wanted @ population.mean + weights @ (values - of_known @ population.mean)
    alone = np.einsum("pi,ij,pj->p", of_wanted, spread, of_wanted) + noise_wanted**2
    variance = alone - np.einsum("pk,pk->p", weights, across)
    return mean, np.sqrt(np.maximum(variance, 0.0))


def _local(a: Conditions, b: Conditions, noise_a: Floats, noise_b: Floats) -> Floats:
    """Covariance of deviations that no term explains: whole at one place, dying away with distance."""
    distance = (a.t_outdoor_c[:, None] - b.t_outdoor_c) ** 2 + (a.t_leaving_c[:, None] - b.t_leaving_c) ** 2
    distance = distance + (LOCAL_K * 5.0 * (a.load_fraction[:, None] - b.load_fraction)) ** 2
    return np.asarray(noise_a[:, None] * noise_b * np.exp(-distance / (2.0 * LOCAL_K**2)))


@dataclass(frozen=True, eq=False)
class Estimate:
    """COP and heat over a grid, outdoor by leaving, with half the 90 % interval of each as a fraction."""

    t_outdoor_c: Floats
    t_leaving_c: Floats
    heat_kw: Floats
    cop: Floats
    heat_interval_fraction: Floats
    cop_interval_fraction: Floats


def estimated(
    of_cop: Population, of_heat: Population, known: Conditions, heat_kw: Floats, cop: Floats,
    *, refrigerant_offset: float = 0.0,
) -> Estimate:  # fmt: skip
    """The map of a unit known at a few points; ``heat_kw`` is nan where only the COP counts (part load).

    The grid holds the temperatures of the known points, so these are met exactly; where the points are
    monotone, so is the map. It reaches ``REACH_OUTDOOR_K`` and ``REACH_LEAVING_K`` beyond the points, within
    what certified units were seen at. Raises ValueError without a point at full load.
    """
    whole = np.flatnonzero(~np.isnan(heat_kw))
    if whole.size == 0:
        raise ValueError("no point at full load")
    outdoor = _axis(known.t_outdoor_c, REACH_OUTDOOR_K, LEARNED_OUTDOOR_C)
    leaving = _axis(known.t_leaving_c, REACH_LEAVING_K, LEARNED_LEAVING_C)
    nodes = full_load(*np.meshgrid(outdoor, leaving, indexing="ij"), known.fixed_speed)
    shape = (outdoor.size, leaving.size)
    shares = np.log(cop / known.carnot()) - refrigerant_offset
    mean, spread = conditional(of_cop, known, shares, nodes)
    cops = np.exp(mean + refrigerant_offset) * nodes.carnot()
    full = known.at(list(whole))
    heat, heat_spread = conditional(of_heat, full, np.log(heat_kw[whole]), nodes)
    at_full = np.array([load >= 1.0 for load in full.load_fraction])
    given = (full.t_outdoor_c[at_full], full.t_leaving_c[at_full])
    return Estimate(
        outdoor, leaving,
        held_monotone(np.exp(heat).reshape(shape), outdoor, leaving, (*given, heat_kw[whole]), HEATING),
        held_monotone(cops.reshape(shape), outdoor, leaving, (*given, cop[whole]), HEATING),
        np.expm1(NINETY_PERCENT * heat_spread).reshape(shape),
        np.expm1(NINETY_PERCENT * spread).reshape(shape),
    )  # fmt: skip


def _axis(known: Floats, reach_k: float, learned: tuple[float, float]) -> Floats:
    """Every 5 K from the lowest to the highest temperature estimated, and the known ones."""
    low = max(float(known.min()) - reach_k, min(learned[0], float(known.min())))
    high = min(float(known.max()) + reach_k, max(learned[1], float(known.max())))
    steps = np.arange(np.ceil(low / 5.0) * 5.0, high, 5.0)
    return np.unique(np.concatenate([[low, high], steps, known]))
