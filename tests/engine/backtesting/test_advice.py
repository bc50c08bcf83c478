"""The advice names the worst that is found: order before level before mix."""

import pytest

from kehu.backtesting.advice import advise

GROUP = {"measure": "cost", "grouping": "all", "name": "all", "ratio": 1.01, "is_outside": False}
SCORE = {
    **{"measure": "cost", "line": "all", "contender": "model"},
    **{"skill": 0.1, "skill_error": 0.01, "gini": 0.3, "auc": None},
}
DRIFT = {"line": "all", "fact": "channel", "stability_index": 0.4, "by_chance": 0.01}


@pytest.mark.parametrize(
    ("group", "score", "drift", "expected"),
    [
        ({}, {}, {"stability_index": 0.1}, ("keep", "holds")),
        ({}, {}, {}, ("watch", "mix")),
        ({}, {}, {"by_chance": 0.5}, ("keep", "holds")),
        ({"ratio": 1.2, "is_outside": True}, {}, {}, ("level", "outside")),
        ({"ratio": 1.2}, {}, {"stability_index": 0.1}, ("keep", "holds")),
        ({"ratio": 1.04, "is_outside": True}, {}, {"stability_index": 0.1}, ("keep", "holds")),
        ({"ratio": 1.2, "is_outside": True}, {"skill": -0.1}, {}, ("fit", "worse_than_plain")),
        ({}, {"skill": -0.01}, {"stability_index": 0.1}, ("keep", "holds")),
        ({}, {"skill": None, "skill_error": None}, {"stability_index": 0.1}, ("keep", "holds")),
    ],
)
def test_the_advice_follows_from_order_level_and_mix(group, score, drift, expected):
    (row,) = advise([GROUP | group], [SCORE | score], [DRIFT | drift])
    assert (row["advice"], row["reason"]) == expected


def test_a_model_of_renewals_tells_its_order_as_a_gini_too():
    (row,) = advise([], [SCORE | {"measure": "renewal", "gini": None, "auc": 0.65}], [])
    assert row["gini"] == pytest.approx(0.3)


def test_each_measure_and_line_has_a_row_and_plain_rules_have_none():
    scores = [SCORE | {"line": line, "contender": name} for line in ("motor", "all") for name in ("model", "line_mean")]
    assert [row["line"] for row in advise([], [*scores, SCORE | {"measure": "value"}], [])] == ["all", "motor"]
