"""What a service would bring, who is entitled to it, and the cap of the law, worked out by hand."""

import datetime
import math

import numpy as np
import pytest

from kehu.laws import Law
from kehu.stages.service.offers import filed_caps
from tests.serviced import AS_OF, assumed, kind, offered, people

CAP = {"kind": "service_cap", "from_date": "2020-01-01", "source": "a test"}


def test_a_service_brings_renewals_and_spares_claims():
    found = offered(*people({}), assumed())
    assert found.renewal_gain[0, 0] == pytest.approx(200 * 0.2)
    assert found.claims_spared[0, 0] == pytest.approx(500 * 0.1)
    assert found.value[0, 0] == pytest.approx(40 + 50 - 20)


def test_the_doubt_of_both_effects_is_that_of_their_worth():
    found = offered(*people({}), assumed(kind(doubt=0.1)))
    assert found.doubt[0, 0] == pytest.approx(math.hypot(200 * 0.1, 500 * 0.9 * 0.1))


def test_keeping_who_costs_more_than_he_pays_takes_worth_away():
    found = offered(*people({"renewal_effect": -300.0}), assumed(kind(claims_factor=1.0)))
    assert found.value[0, 0] == pytest.approx(-300 * 0.2 - 20)


@pytest.mark.parametrize(
    ("more", "who", "is_entitled"),
    [
        ({"lines": ("home",)}, {}, False),
        ({"tiers": ("A",)}, {}, False),
        ({"tiers": ("A", "B")}, {}, True),
        ({"least_years": 4}, {}, False),
        ({"least_years": 4}, {"years": 4}, True),
        ({"customers": "organisation"}, {}, False),
        ({"claims": "with"}, {}, False),
        ({"claims": "without"}, {}, True),
        ({"claims": "with"}, {"has_claimed": True}, True),
    ],
)
def test_line_tier_kind_and_claims_give_a_right_to_it(more, who, is_entitled):
    assert offered(*people(who), assumed(kind(**more))).is_entitled[0, 0] == is_entitled


@pytest.mark.parametrize(("months_ago", "is_due"), [(11, False), (13, True)])
def test_the_same_is_not_given_again_too_soon(months_ago, is_due):
    day = np.datetime64(AS_OF - datetime.timedelta(days=30.5 * months_ago))
    last = {"check": np.array([day, np.datetime64("NaT")], "datetime64[D]")}
    found = offered(*people({}, {}, last=last), assumed())
    assert found.is_due[:, 0].tolist() == [is_due, True]


def test_cost_stays_within_the_cap_with_what_was_spent_already():
    laws = [Law(**CAP | {"most": 0.03})]
    found = offered(*people({}, {"spent": 11.0}, {"premium": 600.0}), assumed(), laws)
    assert found.is_lawful[:, 0].tolist() == [True, False, False]


def test_the_strictest_rule_that_holds_there_and_then_is_the_cap():
    _customers, covers = people({}, {"branch": "HQ/South"}, {"line": "home"})
    laws = [
        Law(**CAP | {"most": 0.05}),
        Law(**CAP | {"most": 0.02, "region": "HQ/South"}),
        Law(**CAP | {"most": 0.01, "line": "home", "to_date": "2024-01-01"}),
        Law(**CAP | {"most": 0.0, "region": "GB"}),
    ]
    assert filed_caps(covers, laws, region="CN", as_of=AS_OF).tolist() == [0.05, 0.02, 0.05]
