"""Laws bind every offer: none outside its filed range, none declined where it may not be, whatever laws there are."""

import datetime

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.laws import Law
from kehu.renewal_assumptions import Bound
from tests.offered import assumed, book, subjects

LINES, BRANCHES, PRODUCTS = ("motor", "home"), ("HQ/North", "HQ/South", None), ("standard", "gold", None)
DAYS = st.dates(datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
RENEWAL = st.fixed_dictionaries(
    {
        "line": st.sampled_from(LINES),
        "branch": st.sampled_from(BRANCHES),
        "product": st.sampled_from(PRODUCTS),
        "day": DAYS,
        "expiring": st.floats(10, 10_000).map(lambda amount: round(amount, 2)),
        "rated": st.floats(10, 10_000),
        "new_price": st.one_of(st.just(np.nan), st.floats(10, 10_000)),
        "claims": st.floats(0, 10_000),
        "renewal_probability": st.floats(0.05, 0.95),
        "central": st.floats(-6, 0),
        "is_held_out": st.booleans(),
    }
)
BOUND = st.floats(0.3, 2.0)
LAW = st.builds(
    lambda kind, line, product, region, dates, basis, bounds: Law(
        kind=kind,
        line=line,
        product=product,
        region=region,
        from_date=min(dates),
        to_date=max(dates) if dates[0] != dates[1] else None,
        basis=basis,
        least=min(bounds) if kind == "filed_range" else None,
        most=max(bounds) if kind == "filed_range" else None,
        source="a test",
    ),
    st.sampled_from(["filed_range", "compulsory_line", "renewal_not_above_new"]),
    st.sampled_from(["*", *LINES]),
    st.sampled_from(["*", "standard", "gold"]),
    st.sampled_from(["*", "CN", "HQ", "HQ/North", "GB"]),
    st.tuples(DAYS, DAYS),
    st.sampled_from(["rated_price", "expiring_premium"]),
    st.tuples(BOUND, BOUND),
)
LIMITS = st.lists(
    st.builds(
        Bound,
        measure=st.sampled_from(["kept", "rate_change", "declines", "discounts"]),
        sense=st.sampled_from(["at least", "at most"]),
        bound=st.floats(0, 1.2),
        by=st.sampled_from(["all", "line"]),
    ),
    max_size=3,
    unique_by=lambda bound: (bound.measure, bound.sense, bound.by),
)


def holds(law, row):
    """The law read by hand."""
    branch = row["branch"] or ""
    is_there = law.region in ("*", "CN", branch) or branch.startswith(law.region + "/")
    return (
        is_there
        and law.line in ("*", row["line"])
        and law.product in ("*", row["product"])
        and law.holds_on(row["day"])
    )


def lawful(price, row, laws):
    """Whether a price breaks no range, or none but by contradiction of two."""
    ranges = [law for law in laws if law.kind == "filed_range" and holds(law, row)]
    basis = {"rated_price": row["rated"], "expiring_premium": row["expiring"]}
    least = max([law.least * basis[law.basis] for law in ranges], default=0.0)
    most = min([law.most * basis[law.basis] for law in ranges], default=np.inf)
    if any(law.kind == "renewal_not_above_new" and holds(law, row) for law in laws):
        most = min(most, row["new_price"] if np.isfinite(row["new_price"]) else np.inf)
    cent = 0.01 + 1e-6  # a range between two cents holds no price: the one above its least is offered
    return least - 1e-6 <= price <= max(most, least + cent) + 1e-6


@settings(max_examples=60)
@given(
    rows=st.lists(RENEWAL, min_size=1, max_size=12),
    laws=st.lists(LAW, max_size=6),
    limits=LIMITS,
)
@pytest.mark.slow
def test_no_offer_breaks_a_law_whatever_the_limits(rows, laws, limits):
    parameters = assumed(*limits)
    made = book(subjects(*rows), parameters, laws, region="CN")
    found, _ = made.choose(parameters.scenarios[0])
    plan = made.come_to(found.options.astype(np.int64))
    for place, row in enumerate(rows):
        kind = made.made[plan.place[place]].kind
        if kind == "decline":
            assert not any(law.kind == "compulsory_line" and holds(law, row) for law in laws)
            assert not row["is_held_out"]
        else:
            assert lawful(plan.price[place], row, laws)
        if row["is_held_out"]:
            assert plan.place[place] == made.unchanged
