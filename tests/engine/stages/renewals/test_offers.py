"""What an offer is worth: the result of its years if it renews, and the other covers that go or stay with it."""

import numpy as np
import pytest

from kehu.renewal_assumptions import RiskSharing, TermsChange
from kehu.stages.renewals import offers as menus
from tests.offered import assumed, subjects

ANY_PRICE = {"least": np.zeros(1), "most": np.full(1, np.inf)}


def offered(row, parameters, *, least=0.0, most=np.inf, response="central"):
    made = menus.offers(parameters=parameters)
    everything = np.ones((1, len(made)), np.bool_)
    rows = subjects(row)
    return menus.menu(rows, made, least=np.array([least]), most=np.array([most]), is_made=everything, response=response)


def test_the_unchanged_price_renews_as_foretold_and_is_worth_its_years():
    menu = offered({}, assumed(price_steps=(0.0,)))
    assert menu.renewal[0, 0] == pytest.approx(0.8)
    assert menu.result[0, 0] == pytest.approx(250)
    assert menu.worth[0].tolist() == pytest.approx([0.8 * 250 * 2, 0.0])


def test_a_price_moves_the_odds_by_its_response_from_the_change_that_was_foretold():
    menu = offered({"price_change": np.log(1.1)}, assumed(price_steps=(0.0, 0.1)))
    assert menu.renewal[0, 1] == pytest.approx(0.8)
    odds = 0.8 / 0.2 * 1.1**2
    assert menu.renewal[0, 0] == pytest.approx(odds / (1 + odds))


def test_whoever_minds_prices_most_leaves_most():
    renewals = [offered({}, assumed(), response=each).renewal[0, -2] for each in menus_responses()]
    assert renewals == sorted(renewals)


def menus_responses():
    return ("pessimistic", "central", "optimistic")


def test_other_covers_count_as_they_would_go_as_well():
    alone, beside = (
        offered({"other_covers": other}, assumed(price_steps=(0.0,))).worth[0, 0] for other in (0.0, 300.0)
    )
    assert beside - alone == pytest.approx(0.8 * 300)


def test_a_price_stays_inside_its_range():
    menu = offered({}, assumed(price_steps=(-0.5, 0.0, 0.5)), least=900.0, most=1100.0)
    assert menu.prices[0, :3].tolist() == [900.0, 1000.0, 1100.0]


def test_other_terms_change_price_claims_and_staying():
    change = TermsChange(name="deductible", price=0.9, cost=0.5, stay=-0.5, source="a test")
    menu = offered({}, assumed(price_steps=(0.0,), terms_changes=(change,)))
    assert menu.result[0, 1] == pytest.approx(900 * 0.75 - 250)
    odds = 4 * 0.9**-2 * np.exp(-0.5)
    assert menu.renewal[0, 1] == pytest.approx(odds / (1 + odds))


def test_a_shared_risk_gives_away_premium_and_claims_and_gets_a_commission():
    sharing = RiskSharing(ceded=0.5, commission=0.1, source="a test")
    menu = offered({}, assumed(price_steps=(0.0,), risk_sharing=(sharing,)), most=1200.0)
    assert menu.prices[0, 1] == 1200.0
    assert menu.result[0, 1] == pytest.approx(1200 * 0.75 - 500 - 0.5 * (1200 * 0.9 - 500))


def test_without_a_highest_price_a_risk_is_shared_at_the_unchanged_one():
    sharing = RiskSharing(ceded=0.5, source="a test")
    assert offered({}, assumed(price_steps=(0.0,), risk_sharing=(sharing,))).prices[0, 1] == 1000.0


@pytest.mark.parametrize(
    ("row", "range_", "price"),
    [
        ({}, (0.0, np.inf), 666.67),
        ({}, (800.0, np.inf), 800.0),
        ({}, (0.0, 600.0), np.nan),
        ({"other_covers": 100.0}, (0.0, np.inf), 600.0),
        ({"other_covers": 5000.0}, (0.0, np.inf), 0.0),
    ],
    ids=["cost", "filed", "none", "other covers", "other covers carry it all"],
)
def test_the_walk_away_price_is_the_lowest_worth_having(row, range_, price):
    least, most = (np.array([bound]) for bound in range_)
    found = menus.walk_away(subjects(row), least=least, most=most)
    assert found.tolist() == pytest.approx([price], nan_ok=True)


def test_at_the_walk_away_price_the_worth_is_nothing_and_a_cent_below_it_less():
    rows = subjects({"other_covers": 77.0, "claims": 641.0})
    (price,) = menus.walk_away(rows, **ANY_PRICE)
    result = [at * 0.75 - 641.0 for at in (price, price - 0.01)]
    assert result[0] * 2 + 77.0 >= 0 > result[1] * 2 + 77.0
