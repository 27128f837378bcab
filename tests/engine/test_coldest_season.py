"""A season of a given length lies where it is coldest."""

import numpy as np

from desktop.engine.season import coldest_season


def test_it_is_the_run_of_days_with_the_lowest_mean() -> None:
    """Cosine year, coldest on day 14 (15 January): thirty-one days lie from 15 before to 15 after."""
    day = 10.0 - 15.0 * np.cos(2 * np.pi * (np.arange(365) - 14) / 365)
    season = coldest_season(np.repeat(day, 24), 31)
    assert season.day_count == 31
    assert season.first_day == 364  # 14 - 15, counted round the year's end


def test_all_the_year_is_every_day() -> None:
    assert coldest_season(np.zeros(8760), 365).day_count == 365
