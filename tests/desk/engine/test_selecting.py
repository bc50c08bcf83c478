"""Segments through the gateway."""

import pytest

from kehu_desk.engine import Condition, ConditionError, Definition, choices_of, chosen_customers, select
from tests.cast import make_home
from tests.selected import write_facts

GOOD = Definition(((Condition("grade", "is", ("A", "B")),),))


@pytest.fixture
def run(settings, tmp_path):
    made = make_home(tmp_path / "home")
    settings.KEHU_HOME = made.folder
    return write_facts(made.runs).label


def test_a_segment_is_counted_in_a_branch(run):
    assert select(run, GOOD, scope="").chosen.customers == 2
    assert select(run, GOOD, scope="HQ/North/2", with_parts=True).parts["grade"][0].code == "B"


def test_its_customers_and_what_a_fact_may_be_are_read(run):
    rows = chosen_customers(run, GOOD, scope="", columns=["grade"], most=1)
    assert rows == [{"customer_id": "C1", "grade": "A"}]
    assert choices_of(run, "kind", scope="HQ/South") == ["organisation", "person"]


def test_what_cannot_be_asked_is_refused(run):
    with pytest.raises(ConditionError):
        select(run, Definition(((Condition("horoscope", "is", ("lion",)),),)), scope="")
