"""What a customer has one of only."""

import pyarrow as pa

from kehu.stages.identity.contradictions import TOLD, contradictions
from kehu.statistics.parting import Parting

RECORDS = [
    (0, "national_id", "11010519491231002X", "1949-12-31"),
    (1, "national_id", "440524188001010014", None),
    (2, None, None, "1949-12-13"),
    (3, "other", "E-1", "1980-05-05"),
]


def joined(one, other):
    told = pa.table([list(column) for column in zip(*RECORDS, strict=True)], names=list(TOLD))
    return Parting(len(RECORDS), contradictions(told)).join(one, other)


def test_two_true_numbers_of_one_kind_contradict_each_other():
    assert joined(0, 1) == "contradicted"


def test_dates_of_birth_contradict_each_other_where_they_are_no_slip():
    assert joined(0, 2) == "contradicted"
    assert joined(2, 3) == "contradicted"


def test_who_says_nothing_contradicts_nobody():
    assert joined(1, 2) is None
    assert joined(1, 3) is None
