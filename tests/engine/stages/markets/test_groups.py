"""Groups: how far each is believed, by how groups differ and by how many claims it has."""

import pytest

from kehu.stages.markets.groups import groups
from tests.marketed import lived, people

YEARS = (2022, 2023, 2024)


def told(engine, good=400.0, poor=800.0, *, full=1.0, customers=4):
    """Groups of two ages, whose claims differ; by their rule."""
    rows, levels = [], []
    for place in range(2 * customers):
        is_good = place < customers
        rows += [
            {"customer_id": f"C{place}", "year": year, "claims": (good if is_good else poor) + 10 * (year - 2023)}
            for year in YEARS
        ]
        levels.append({"age": "30-39" if is_good else "40-49", "kind": "unknown"})
    found = groups(lived(engine, *rows), people(engine, *levels), claims_for_full=full)
    return {group.rule: group for group in found}


def test_groups_that_differ_year_by_year_are_believed(engine):
    found = told(engine)
    good, poor = found[("age", "30-39"),], found[("age", "40-49"),]
    assert good.loss_ratio == pytest.approx(0.4)
    assert good.credibility > 0.9
    assert good.believed < 0.45
    assert poor.believed > 0.75
    assert good.holders == 4


def test_no_more_is_believed_than_the_claims_bear(engine):
    found = told(engine, full=1200.0)
    assert found[("age", "30-39"),].credibility == pytest.approx((12 / 1200) ** 0.5, rel=0.01)


def test_groups_that_do_not_differ_are_the_line(engine):
    found = told(engine, 600.0, 600.0)
    assert found[("age", "30-39"),].credibility == pytest.approx(0.0, abs=1e-6)
    assert found[("age", "30-39"),].believed == pytest.approx(0.6)


def test_what_is_not_known_of_a_customer_makes_no_group(engine):
    assert not [rule for rule in told(engine) if any(fact in ("kind", "industry") for fact, _level in rule)]


def test_one_year_alone_proves_no_group(engine):
    rows = [{"claims": 100.0}, {"claims": 900.0}]
    found = groups(lived(engine, *rows), people(engine, {"age": "30-39"}, {"age": "40-49"}), claims_for_full=1.0)
    assert {group.credibility for group in found} == {0.0}


def test_a_line_without_a_claim_tells_no_group_apart(engine):
    rows = [{"customer_id": f"C{place}", "year": year, "claims": 0.0} for place in range(2) for year in YEARS]
    found = groups(lived(engine, *rows), people(engine, {"age": "30-39"}, {"age": "40-49"}), claims_for_full=1.0)
    assert {(group.credibility, group.believed) for group in found} == {(0.0, 0.0)}
