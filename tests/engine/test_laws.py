"""A law is dated, has a source, and its bounds are in order."""

import datetime

import pytest
from pydantic import ValidationError

from kehu.laws import Law

FROM = datetime.date(2020, 1, 1)


def law(**more):
    return Law(**{"kind": "filed_range", "from_date": FROM, "least": 0.5, "most": 1.5, "source": "a test"} | more)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"to_date": FROM}, "to_date must lie after from_date"),
        ({"least": None, "most": None}, "a filed_range needs least or most"),
        ({"kind": "service_cap", "least": None, "most": None}, "a service_cap needs least or most"),
        ({"least": 1.6}, "most must not lie below least"),
        ({"source": ""}, "at least 1 character"),
        ({"kind": "custom"}, "Input should be"),
    ],
)
def test_a_law_that_says_nothing_or_contradicts_itself_is_refused(more, words):
    with pytest.raises(ValidationError, match=words):
        law(**more)


def test_a_law_is_in_force_from_its_first_day_to_the_day_before_its_last():
    dated = law(to_date=datetime.date(2021, 1, 1))
    days = (datetime.date(2019, 12, 31), FROM, datetime.date(2020, 12, 31), datetime.date(2021, 1, 1))
    assert [dated.holds_on(day) for day in days] == [False, True, True, False]
    assert law().holds_on(datetime.date(2099, 1, 1))
