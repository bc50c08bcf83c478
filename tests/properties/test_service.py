"""Laws bind every plan: no service beyond its cap, none for whom it is not, whatever laws and hours there are."""

import datetime

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.laws import Law
from kehu.stages.service.offers import filed_caps
from kehu.stages.service.planning import planned
from kehu.tables.service import STATES
from tests.serviced import AS_OF, assumed, kind, offered, people

LINES, BRANCHES = ("motor", "home"), ("HQ/North", "HQ/South", "")
CUSTOMER = st.fixed_dictionaries(
    {
        "line": st.sampled_from(LINES),
        "branch": st.sampled_from(BRANCHES),
        "tier": st.sampled_from(["A", "B", ""]),
        "has_claimed": st.booleans(),
        "is_held_out": st.booleans(),
        "premium": st.floats(1, 5_000),
        "claims": st.floats(0, 5_000),
        "renewal_effect": st.floats(-1_000, 1_000),
        "spent": st.floats(0, 100),
    }
)
KINDS = st.lists(
    st.fixed_dictionaries(
        {
            "lines": st.sampled_from([("*",), ("motor",), ("motor", "home")]),
            "tiers": st.sampled_from([("*",), ("A",)]),
            "claims": st.sampled_from(["all", "without", "with"]),
            "cost": st.floats(0, 200),
            "hours": st.integers(0, 500).map(lambda hundredths: hundredths / 100),
            "stays": st.floats(-0.5, 0.5),
        }
    ),
    min_size=1,
    max_size=3,
)
SHARES = st.sampled_from([0.0, 0.3, 0.5, 0.9, 1.0])
DAYS = st.dates(datetime.date(2023, 1, 1), datetime.date(2026, 1, 1))
LAWS = st.lists(
    st.builds(
        lambda line, region, dates, most: Law(
            kind="service_cap",
            line=line,
            region=region,
            from_date=min(dates),
            to_date=max(dates) if dates[0] != dates[1] else None,
            most=most,
            source="a test",
        ),
        st.sampled_from(["*", *LINES]),
        st.sampled_from(["*", "CN", "GB", "HQ/North"]),
        st.tuples(DAYS, DAYS),
        st.floats(0, 0.2),
    ),
    max_size=3,
)


@settings(max_examples=80, deadline=None)
@given(st.lists(CUSTOMER, min_size=1, max_size=12), KINDS, LAWS, st.floats(0, 3), SHARES)
def test_no_service_is_planned_beyond_cap_right_or_hours(rows, kinds, laws, hours, quiet):
    catalogue = [kind(name=f"kind {place}", **each) for place, each in enumerate(kinds)]
    parameters = assumed(*catalogue, hours_per_customer=hours, least_quiet=quiet)
    customers, covers = people(*rows)
    found = planned(customers, offered(customers, covers, parameters, laws), parameters=parameters)
    caps = filed_caps(covers, laws, region="CN", as_of=AS_OF)
    used = np.zeros(len(found.branches))
    for place, row in enumerate(rows):
        if STATES[found.state[place]] != "planned":
            continue
        given = catalogue[found.kind[place]]
        assert not row["is_held_out"]
        assert row["spent"] + given.cost <= caps[place] * row["premium"] + 1e-9
        assert {"*", row["line"]} & set(given.lines) and {"*", row["tier"]} & set(given.tiers)
        assert given.claims == "all" or (given.claims == "with") == row["has_claimed"]
        used[found.group[place]] += given.hours
    assert (used <= found.hours + 1e-6).all()
