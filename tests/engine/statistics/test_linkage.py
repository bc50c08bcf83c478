"""Groups from pairs: all pairs of two groups speak, contradictions are never joined, and no order matters."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from kehu.statistics.linkage import Contradiction, joined


def groups(count, pairs, *, least=1.0, begun=None, contradictions=()):
    left, right, weight = (
        (np.array(column) for column in zip(*pairs, strict=True)) if pairs else (np.array([], int),) * 3
    )
    found = joined(
        np.arange(count) if begun is None else np.array(begun),
        left=left.astype(np.int64),
        right=right.astype(np.int64),
        weight=weight.astype(float),
        least=least,
        contradictions=contradictions,
    )
    return found.tolist()


def test_a_strong_pair_is_joined_and_a_weak_one_is_not():
    assert groups(4, [(0, 1, 5.0), (2, 3, 0.5)]) == [0, 0, 2, 3]


def test_one_wrong_link_does_not_fuse_two_families():
    families = [(a, b, 9.0) for a, b in ((0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (4, 5))]
    assert groups(6, [*families, (2, 3, 8.0)]) == [0, 0, 0, 3, 3, 3]


def test_many_links_join_two_families():
    pairs = [(a, b, 9.0) for a, b in ((0, 1), (2, 3))] + [(a, b, 4.0) for a in (0, 1) for b in (2, 3)]
    assert groups(4, pairs) == [0, 0, 0, 0]


def test_groups_known_beforehand_stay_together_and_speak_as_one():
    assert groups(4, [(1, 2, 3.0)], begun=[0, 0, 2, 3]) == [0, 0, 0, 3]
    assert groups(4, [(1, 2, 1.5)], begun=[0, 0, 2, 3]) == [0, 0, 2, 3]


def test_two_true_numbers_are_never_joined():
    numbers = Contradiction(np.array([7, 8, -1]))
    assert groups(3, [(0, 1, 50.0), (1, 2, 5.0), (0, 2, 4.0)], contradictions=[numbers]) == [0, 1, 1]


def test_what_is_said_most_often_speaks_for_a_group():
    births = Contradiction(np.array([10, 10, 11, 12]), are_alike=lambda one, other: abs(one - other) <= 1)
    pairs = [(0, 1, 9.0), (0, 2, 8.0), (1, 2, 8.0), (0, 3, 7.0), (1, 3, 7.0), (2, 3, 7.0)]
    assert groups(4, pairs, contradictions=[births]) == [0, 0, 0, 3]


def test_a_book_without_records_or_pairs_is_as_it_was():
    assert groups(0, []) == []
    assert groups(3, []) == [0, 1, 2]


COUNT = 9
PAIRS = some.dictionaries(
    some.tuples(some.integers(0, COUNT - 1), some.integers(0, COUNT - 1)).filter(lambda pair: pair[0] < pair[1]),
    some.integers(-40, 80).map(lambda eighths: eighths / 8),
    max_size=25,
)
TOLD = some.lists(some.integers(-1, 3), min_size=COUNT, max_size=COUNT)


@given(PAIRS, TOLD, some.randoms())
def test_the_order_of_pairs_and_their_direction_change_nothing(pairs, told, random):
    rule = [Contradiction(np.array(told))]
    listed = [(a, b, weight) for (a, b), weight in pairs.items()]
    turned = [(b, a, weight) if random.random() < 0.5 else (a, b, weight) for a, b, weight in listed]
    random.shuffle(turned)
    assert groups(COUNT, turned, contradictions=rule) == groups(COUNT, listed, contradictions=rule)


@given(PAIRS, TOLD)
def test_no_group_holds_two_numbers(pairs, told):
    found = groups(COUNT, [(a, b, w) for (a, b), w in pairs.items()], contradictions=[Contradiction(np.array(told))])
    for group in set(found):
        assert len({number for number, of in zip(told, found, strict=True) if of == group and number >= 0}) <= 1


@given(PAIRS)
def test_a_group_has_evidence_and_is_named_by_its_first_record(pairs):
    found = groups(COUNT, [(a, b, w) for (a, b), w in pairs.items()])
    for group in set(found):
        members = [record for record in range(COUNT) if found[record] == group]
        assert min(members) == group
        within = [weight for (a, b), weight in pairs.items() if a in members and b in members]
        assert len(members) == 1 or sum(within) >= len(members) - 1


@pytest.mark.parametrize("least", [0.5, 2.0])
def test_a_higher_bar_joins_less(least):
    pairs = [(0, 1, 1.0), (2, 3, 3.0)]
    assert groups(4, pairs, least=least) == ([0, 0, 2, 2] if least < 1 else [0, 1, 2, 2])
