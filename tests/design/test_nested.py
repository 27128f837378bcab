"""A plant that serves a larger load serves a smaller one: why more load never costs less under every rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.engine.search import Models, Rules, least_backup

COUNT_MAX = 12
LOADS = st.floats(20.0, 900.0)
RULES = st.builds(
    Rules,
    load_design_kw=st.just(0.0),
    duty=st.just("bivalent_parallel"),
    count_max=st.just(COUNT_MAX),
    backup_allowed=st.booleans(),
    standby_share_min=st.sampled_from([0.0, 0.65, 0.70]),
    standby_counts_backup=st.booleans(),
    small_plant_kw=st.just(35.0),
)


def one_model(capacity_kw: float, beside: bool, load_kw: float) -> Models:
    """A unit of one capacity everywhere; its least count by the load at the bivalent point, 0.7 of design."""
    ones, least = np.ones(1), int(np.ceil(0.7 * load_kw / capacity_kw))
    return Models(
        capacity_kw=capacity_kw * np.ones((1, 1)), cop=3.0 * np.ones((1, 1)), minimum_load_fraction=ones,
        t_cut_off_c=-30.0 * ones, capacity_design_kw=capacity_kw * ones,
        capacity_beside_kw=capacity_kw * ones * beside, count_least=np.array([least]),
        price_yuan=1000.0 * ones, tier=np.array([0]), sound_power_db=ones, allowed=np.array([True]),
    )  # fmt: skip


def serves(count: int, backup_kw: float, capacity_kw: float, beside: bool, rules: Rules) -> bool:
    """Every rule that asks after the load, written out for one plant."""
    load = rules.load_design_kw
    by_units = count * capacity_kw if beside else 0.0
    carries = count * capacity_kw >= 0.7 * load
    closes = not rules.backup_allowed or by_units + backup_kw >= load
    counted = backup_kw if rules.backup_allowed and rules.standby_counts_backup else 0.0
    alone = count == 1 and load <= rules.small_plant_kw
    left = (count - 1) * capacity_kw + counted
    return carries and closes and (alone or left >= rules.standby_share_min * load)


@settings(max_examples=300, deadline=None)
@given(
    capacity_kw=st.floats(10.0, 200.0), beside=st.booleans(), load_kw=LOADS, less=st.floats(0.2, 0.99),
    count=st.integers(1, COUNT_MAX), backup_share=st.floats(0.0, 1.2), rules=RULES,
)  # fmt: skip
def test_what_serves_a_larger_load_serves_a_smaller_one(
    capacity_kw: float,
    beside: bool,
    load_kw: float,
    less: float,
    count: int,
    backup_share: float,
    rules: Rules,
) -> None:
    backup_kw = backup_share * load_kw if rules.backup_allowed else 0.0
    large, small = (replace(rules, load_design_kw=kw) for kw in (load_kw, less * load_kw))
    if serves(count, backup_kw, capacity_kw, beside, large):
        assert serves(count, backup_kw, capacity_kw, beside, small)


@settings(max_examples=300, deadline=None)
@given(capacity_kw=st.floats(10.0, 200.0), beside=st.booleans(), load_kw=LOADS, less=st.floats(0.2, 0.99),
       rules=RULES)  # fmt: skip
def test_the_least_backup_is_the_least_that_serves_and_grows_with_the_load(
    capacity_kw: float, beside: bool, load_kw: float, less: float, rules: Rules
) -> None:
    found = []
    for kw in (load_kw, less * load_kw):
        asked = replace(rules, load_design_kw=kw)
        least, enough = least_backup(one_model(capacity_kw, beside, kw), asked)
        for count in range(1, COUNT_MAX + 1):
            backup, stands = float(least[0, count - 1]), bool(enough[0, count - 1])
            assert stands == serves(count, 1e9 * rules.backup_allowed, capacity_kw, beside, asked)
            if stands:
                assert serves(count, backup + 1e-6, capacity_kw, beside, asked)
                assert backup <= 1e-6 or not serves(count, 0.999 * backup - 1e-6, capacity_kw, beside, asked)
        found.append(np.where(enough[0], least[0], np.inf))
    assert np.all(found[1] <= found[0] + 1e-9)
