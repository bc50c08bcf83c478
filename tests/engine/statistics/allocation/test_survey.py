"""What subjects can use at most, whatever else is asked of them."""

import numpy as np

from kehu.statistics.allocation import Block, Limit
from kehu.statistics.allocation.survey import survey

BLOCK = Block(
    np.array([[1.0, 2.0], [1.0, -np.inf]]),
    (np.array([[0.0, 3.0], [1.0, 9.0]]), np.array([[0.0, 1.0]])),
    (np.array([0, 1]), None),
)


def test_what_is_attainable_counts_offered_options_only():
    limits = [Limit("kept", "at least", (0.0, 0.0)), Limit("hours", "at most", (0.0,))]
    found = survey(lambda: [BLOCK, BLOCK], limits)
    assert found.count == 4
    assert found.attainable.tolist() == [6.0, 2.0, 0.0]


def test_what_cannot_be_moved_has_no_price():
    found = survey(lambda: [Block(np.array([[1.0, 2.0]]), (np.array([[5.0]]),))], [Limit("fixed", "at most", (1.0,))])
    assert found.highest.tolist() == [0.0]
