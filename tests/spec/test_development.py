"""What is known of young claims, and what it stands for? Each rule with claims that can be counted by hand."""

import pytest

from kehu.parameters import Development
from kehu.stages.risk.development import develop
from tests.engine.stages.risk.test_triangles import claim, moved
from tests.risk_books import seen

ASSUMED = Development(
    claims_each_period=1, claims_each_factor=1, claims_for_own=1, claims_for_own_amounts=1, source="made up"
)
VALUED = {"paid": 100, "outstanding": 0}
LATE = [claim(f"C{n}", 3, 3 - n % 2) | VALUED for n in range(8)]  # four told at once, four a month later
AT_ONCE = [claim(f"C{n}", 3, 3) | VALUED for n in range(8)]
RESERVED = [moved(f"C{n}", 3, outstanding=80) for n in range(8)]
PAID = [moved(f"C{n}", 2, paid=100, outstanding=-80) for n in range(8)]

# claims, movements; share seen of counts, of amounts, in the first and second month of age
RULES = {
    "all told at once: nothing is to come": (AT_ONCE, [], (1, 1), (1, 1)),
    "half told a month late: a claim told in its first month stands for two": (LATE, [], (0.5, 1), (0.5, 1)),
    "a claim of today has seen no second month, and tells nothing of it": (
        [*LATE, claim("C9", 0, 0) | VALUED],
        [],
        (0.5, 1),
        (0.5, 1),
    ),
    "told late to us is late, whenever it was told to somebody": (
        [row | {"reported_date": row["occurred_date"]} for row in LATE],
        [],
        (0.5, 1),
        (0.5, 1),
    ),
    "reserves too low by a fifth: amounts grow by a quarter": (AT_ONCE, RESERVED + PAID, (1, 1), (0.8, 1)),
    "reserves too high: amounts shrink": (
        AT_ONCE,
        [moved(f"C{n}", 3, outstanding=125) for n in range(8)]
        + [moved(f"C{n}", 2, paid=100, outstanding=-125) for n in range(8)],
        (1, 1),
        (1.25, 1),
    ),
    "one state of the amounts only: they follow the counts": (
        [row | {"valued_date": "2024-12-31"} for row in LATE],
        [],
        (0.5, 1),
        (0.5, 1),
    ),
    "too few with movements: amounts follow the counts": (LATE, RESERVED[:4] + PAID[:4], (0.5, 1), (0.5, 1)),
}


@pytest.mark.parametrize(("claims", "movements", "counts", "amounts"), RULES.values(), ids=RULES)
def test_shares_seen_by_age(claims, movements, counts, amounts):
    found = develop(snapshot=seen(claims=claims, claim_movements=movements), parameters=ASSUMED)
    rows = found.filter(found.age_months <= 2).order_by("measure", "age_months").to_pyarrow().to_pylist()
    shares = {row["measure"]: [] for row in rows}
    for row in rows:
        shares[row["measure"]].append(row["share_developed"])
    assert shares == {"count": pytest.approx(counts), "amount": pytest.approx(amounts)}
