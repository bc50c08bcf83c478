"""Gates take offers away one after another, and each knows whom it changed and what that costs."""

import datetime

import numpy as np
import pytest

from kehu.laws import Law
from kehu.renewal_assumptions import RiskSharing
from kehu.stages.renewals.gates import PASSED, Best, changes
from tests.offered import assumed, passed, subjects

BAD = {"claims": 2000.0}


def law(kind, **more):
    return Law(**{"kind": kind, "from_date": datetime.date(2020, 1, 1), "source": "a test"} | more)


def changed(row, laws, **more):
    rows = subjects(row)
    made, left = passed(rows, assumed(**more), laws)
    return {each.gate: (bool(each.is_changed[0]), float(each.lost[0])) for each in changes(rows, made, left)}


def test_without_laws_no_gate_changes_anything():
    assert set(changed(BAD, []).values()) == {(False, 0.0)}


def test_a_bad_risk_that_may_not_be_declined_is_kept_and_costs():
    found = changed(BAD, [law("compulsory_line")])
    assert found["lawful"][0] and found["lawful"][1] > 0
    assert not found["filed"][0]


def test_only_where_nothing_may_be_declined_a_risk_is_shared():
    sharing = (RiskSharing(ceded=0.5, source="a test"), RiskSharing(ceded=0.9, source="a test"))
    rows = subjects(BAD)
    made, left = passed(rows, assumed(risk_sharing=sharing), [law("compulsory_line")])
    kinds = [offer.kind for offer in made]
    shown = {
        gate.name: [kind for kind, is_made in zip(kinds, gate.is_made[0], strict=True) if is_made] for gate in left
    }
    assert shown["known"].count("share") == 0 and shown["known"].count("decline") == 1
    assert shown["lawful"].count("share") == 1 and shown["lawful"].count("decline") == 0


def test_a_filed_range_holds_a_price_down():
    found = changed({"central": 0.0}, [law("filed_range", most=1.5)])
    assert found["filed"] == (True, pytest.approx(0.8 * 2 * (1300 - 1050) * 0.75))


def test_a_renewal_is_not_dearer_than_new_business_where_the_law_says_so():
    rows = subjects({"central": 0.0, "new_price": 1100.004}, {"central": 0.0, "new_price": np.nan})
    _, left = passed(rows, assumed(), [law("renewal_not_above_new")])
    assert [gate.name for gate in left] == list(PASSED)
    assert left[-1].most.tolist() == [1100.0, np.inf]


def test_a_filing_that_contradicts_the_fair_price_stands():
    rows = subjects({"new_price": 400.0})
    _, left = passed(rows, assumed(), [law("renewal_not_above_new"), law("filed_range", least=1.0)])
    assert left[-1].least[0] == left[-1].most[0] == 700.0


def test_of_offers_alike_the_first_is_the_best():
    rows = subjects({})
    made, left = passed(rows, assumed(price_steps=(0.0, 0.2)), [law("filed_range", least=1.0, most=1.0)])
    assert Best.of(left[-1].menu(rows, made)).place.tolist() == [0]
