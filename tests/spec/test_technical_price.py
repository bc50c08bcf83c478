"""What is the technical price of a term? Each rule with figures that can be worked out by hand."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages.risk.price import SCHEMA, priced

# Expected cost of claims up to the cap, and with large claims; rates of commission, expense, margin, handling; price.
RULES = {
    "a price pays its claims, and the shares of itself that it owes": (800, 800, 0.10, 0.06, 0.04, 0, 1000),
    "large claims are paid by all terms of the line, beside the part below the cap": (
        600,
        800,
        0.10,
        0.06,
        0.04,
        0,
        1000,
    ),
    "handling is a share of claims, and is loaded as claims are": (800, 800, 0.10, 0.06, 0.04, 0.05, 1050),
    "without any loading the price is the expected cost": (800, 800, 0, 0, 0, 0, 800),
    "a term that is expected to cost nothing has no price": (0, 0, 0.10, 0.06, 0.04, 0, 0),
}
PARTS = {
    "a price pays its claims, and the shares of itself that it owes": (800, 0, 0, 60, 100, 40),
    "large claims are paid by all terms of the line, beside the part below the cap": (600, 200, 0, 60, 100, 40),
    "handling is a share of claims, and is loaded as claims are": (800, 0, 40, 63, 105, 42),
}
ORDER = ("risk_part", "large_loss_part", "claims_handling_part", "expense_part", "commission_part", "margin_part")


def price(capped, expected, *rates, premium=None):
    row = {"line": ["motor"], "channel": ["agent"], "capped_cost": [float(capped)], "expected_cost": [float(expected)]}
    term = pa.table(row | {"annual_premium": pa.array([premium], pa.float64())})
    cells = pa.table([[value] for value in ("motor", "agent", *map(float, rates))], schema=SCHEMA)
    return priced(ibis.memtable(term), rates=ibis.memtable(cells)).to_pyarrow().to_pylist()[0]


@pytest.mark.parametrize("rule", RULES)
def test_the_price_of_each_rule_is_the_one_worked_out_by_hand(rule):
    *given, expected = RULES[rule]
    assert price(*given)["technical_price"] == expected


@pytest.mark.parametrize("rule", PARTS)
def test_its_parts_are_those_worked_out_by_hand(rule):
    found = price(*RULES[rule][:-1])
    assert tuple(int(found[name]) for name in ORDER) == PARTS[rule]


def test_a_premium_of_nine_tenths_of_the_price_is_adequate_by_nine_tenths():
    assert price(800, 800, 0.10, 0.06, 0.04, 0, premium=900.0)["adequacy"] == pytest.approx(0.9)
