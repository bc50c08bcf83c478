"""What else a customer held at a term's inception, as known on that day; counted again pair by pair."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kehu.stages.risk.holdings import holdings
from tests.risk_books import by, owners, seen

POLICIES = [
    {"policy_id": "P1"},
    {"policy_id": "P2", "line": "home"},
    {"policy_id": "P3"},
    {"policy_id": "P4", "party_id": "b", "line": "home"},
]
OWNERS = [{"party_id": "a", "customer_id": "A"}, {"party_id": "b", "customer_id": "A"}]
ASKED = {"term_id": "T1", "inception_date": "2024-03-01", "expiry_date": "2025-03-01", "known_date": "2024-02-20"}


def held(*others):
    """Other policies and other lines of T1 on P1, beside these terms."""
    terms = [ASKED, *({"term_id": f"X{n}", "known_date": "2023-01-01"} | other for n, other in enumerate(others))]
    found = holdings(snapshot=seen(policies=POLICIES, terms=terms), identities=owners(OWNERS))
    row = by("term_id", found)["T1"]
    return row["other_policies"], row["other_lines"]


def of(policy, first, end, **more):
    return {"policy_id": policy, "inception_date": first, "expiry_date": end} | more


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (of("P2", "2023-06-01", "2024-06-01"), (1, 1)),
        (of("P3", "2023-06-01", "2024-06-01"), (1, 0)),
        (of("P4", "2023-06-01", "2024-06-01"), (1, 1)),
        (of("P1", "2023-03-01", "2024-03-01"), (0, 0)),
        (of("P2", "2023-03-01", "2024-03-01"), (0, 0)),
        (of("P2", "2024-03-01", "2025-03-01"), (1, 1)),
        (of("P2", "2024-03-02", "2025-03-02"), (0, 0)),
        (of("P2", "2023-06-01", "2024-06-01", known_date="2024-03-02"), (0, 0)),
        (of("P2", "2023-06-01", "2024-06-01", known_date="2024-03-01"), (1, 1)),
    ],
    ids=[
        "another line",
        "the same line",
        "under another record of the customer",
        "its own policy",
        "ended that day",
        "begins that day",
        "begins the day after",
        "recorded the day after",
        "recorded that day",
    ],
)
def test_cover_counts_that_was_in_force_and_known_at_the_inception(other, expected):
    assert held(other) == expected


@pytest.mark.parametrize(("known", "expected"), [("2024-02-01", (0, 0)), ("2024-03-02", (1, 1))])
def test_a_cancellation_counts_from_the_day_on_which_it_was_known(known, expected):
    cancelled = {"cancellation_date": "2024-01-01", "cancellation_known_date": known}
    assert held(of("P2", "2023-06-01", "2024-06-01", **cancelled)) == expected


@st.composite
def terms(draw):
    rows = []
    for policy in draw(st.lists(st.sampled_from(["P1", "P2", "P3", "P4"]), min_size=1, max_size=12)):
        first = datetime.date(2023, 1, 1) + datetime.timedelta(draw(st.integers(0, 8)))
        end = first + datetime.timedelta(draw(st.integers(1, 6)))
        known = first + datetime.timedelta(draw(st.integers(-3, 3)))
        row = of(policy, first, end, known_date=known, term_id=f"T{len(rows)}")
        if draw(st.booleans()):
            row["cancellation_date"] = first + datetime.timedelta(draw(st.integers(0, (end - first).days)))
            row["cancellation_known_date"] = row["cancellation_date"] + datetime.timedelta(draw(st.integers(0, 4)))
        rows.append(row)
    return rows


def plainly(rows):
    """The same, asking every term about every other."""
    lines = {"P1": "motor", "P2": "home", "P3": "motor", "P4": "home"}
    answers = {}
    for asked in rows:
        day, own = asked["inception_date"], asked["policy_id"]
        others = [row["policy_id"] for row in rows if row["policy_id"] != own and _in_force(row, day)]
        answers[asked["term_id"]] = (len(others), len({lines[policy] for policy in others} - {lines[own]}))
    return answers


def _in_force(row, day):
    end = row["expiry_date"]
    if "cancellation_date" in row and row["cancellation_known_date"] <= day:
        end = min(end, row["cancellation_date"])
    return row["known_date"] <= day and row["inception_date"] <= day < end


@pytest.mark.slow
@given(terms())
def test_events_added_up_give_what_asking_every_pair_gives(rows):
    found = by("term_id", holdings(snapshot=seen(policies=POLICIES, terms=rows), identities=owners(OWNERS)))
    assert {key: (row["other_policies"], row["other_lines"]) for key, row in found.items()} == plainly(rows)
