"""From records to customers: steps, and how often the model errs."""

from kehu_desk.engine import Checked, IdentityStep
from kehu_desk.matching import reckoning

STEPS = (
    IdentityStep("records", None, None, 400, None),
    IdentityStep("rule", "identity_number", 100, 300, None),
    IdentityStep("model", "model", 100, 200, 2.0),
)


def test_each_step_says_what_it_joined_and_how_many_customers_were_left():
    rows = reckoning.steps(STEPS).rows
    assert [(row["pairs"], row["customers"], row["wrong"]) for row in rows] == [
        (None, 400, None),
        (100, 300, None),
        (100, 200, 0.02),
    ]


def test_what_the_model_expects_stands_beside_what_people_found():
    values = [figure.value for figure in reckoning.figures(STEPS, Checked(200, 50, 1, 0.001, 0.1))]
    assert values == ["400", "200", "2.0%", "2.0%", "50 / 200"]


def test_before_anybody_checks_nothing_is_claimed():
    found = reckoning.figures(STEPS, Checked(200, 0, 0, 0.0, 1.0))[3]
    assert (found.value, found.word) == ("–", "nobody has checked")
    assert reckoning.figures((), Checked(0, 0, 0, 0.0, 1.0)) == []
