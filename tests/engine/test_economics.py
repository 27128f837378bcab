"""Payback and life-cycle cost against hand calculations."""

import pytest

from desktop.engine.economics import life_cycle_cost, simple_payback
from desktop.engine.selection import annuity


def test_what_never_pays_is_refused():
    for saving in (0.0, -1.0):
        with pytest.raises(ValueError, match="nothing is saved"):
            simple_payback(100.0, saving)


def test_life_cycle_cost_is_the_sum_of_discounted_years():
    """Independent model: every year's bill and maintenance discounted by itself."""
    rate, years, first, bill = 0.07, 15, 1_000_000.0, 180_000.0
    by_years = first + sum((bill + 0.02 * first) / (1 + rate) ** year for year in range(1, years + 1))
    assert life_cycle_cost(first, bill, 0.02, annuity(rate, years)) == pytest.approx(by_years, rel=1e-12)
