"""The index of a mix: nothing for no change, symmetric, and within chance between two samples of one mix."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kehu.statistics.drift import by_chance, stability_index

counts = st.lists(st.integers(0, 10_000), min_size=2, max_size=8)


@given(counts)
def test_the_same_mix_has_not_moved(mix):
    assert stability_index(mix, mix) == 0


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=2, max_size=8))
def test_there_and_back_is_as_far_and_never_below_nothing(pairs):
    before, now = zip(*pairs, strict=True)
    assert stability_index(before, now) >= 0
    assert abs(stability_index(before, now) - stability_index(now, before)) < 1e-9


def test_two_samples_of_one_mix_exceed_chance_once_in_twenty():
    draws = np.random.default_rng(7).multinomial(2000, [0.5, 0.3, 0.15, 0.05], size=(600, 2))
    beyond = [stability_index(before, now) > by_chance(before, now) for before, now in draws]
    assert 0.025 < np.mean(beyond) < 0.08


def test_what_cannot_move_has_no_chance():
    assert by_chance([7], [9]) == by_chance([0, 0], [4, 4]) == 0
