"""What is known on the day a renewal is judged, tried on any book: nothing recorded later changes a feature.

Each feature of the whole book is compared with the one that the book as of the judged day gives.
"""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.stages.retention.features import FEATURES
from tests.renewal_books import book, features_of

pytestmark = pytest.mark.slow

DAY = datetime.timedelta(days=1)
FIRST, LAST = datetime.date(2021, 1, 1), datetime.date(2026, 1, 1)
PARTIES = ("a", "b")
POLICIES = [
    {"policy_id": "P1", "party_id": "a", "line": "motor"},
    {"policy_id": "P2", "party_id": "a", "line": "home"},
    {"policy_id": "P3", "party_id": "a", "line": "motor"},
    {"policy_id": "P4", "party_id": "b", "line": "motor"},
]
days = st.integers(0, 1400).map(lambda count: FIRST + DAY * count)
delays = st.sampled_from([0, 0, 1, 20, 200])
policies = st.sampled_from([row["policy_id"] for row in POLICIES])


def maybe(strategy):
    return st.none() | strategy


@st.composite
def terms(draw, place):
    """A term of a year, perhaps recorded late, perhaps cancelled and that known later still."""
    first = draw(days)
    cancelled = draw(maybe(st.integers(1, 364)))
    ends = None if cancelled is None else first + DAY * cancelled
    return {
        "term_id": f"T{place}",
        "policy_id": draw(policies),
        "inception_date": first,
        "expiry_date": first + DAY * 365,
        "cancellation_date": ends,
        "cancellation_known_date": None if ends is None else ends + DAY * draw(delays),
        "known_date": first + DAY * (draw(delays) - 20),
    }


@st.composite
def offers(draw, place, among):
    """An offer for the end of one of the terms, known and decided whenever."""
    term = draw(st.sampled_from(among))
    outcome = draw(st.sampled_from(["accepted", "declined", "withdrawn", "open"]))
    known = term["expiry_date"] - DAY * draw(st.integers(-5, 60))
    return {
        "offer_id": f"O{place}",
        "policy_id": term["policy_id"],
        "renewal_date": term["expiry_date"] + DAY * draw(st.integers(-3, 3)),
        "expiring_premium": 100,
        "offered_premium": draw(st.integers(50, 150)),
        "outcome": outcome,
        "decided_date": None if outcome == "open" else known + DAY * draw(delays),
        "known_date": known,
    }


@st.composite
def claims(draw, place, among):
    """A claim of one of the terms, reported and closed whenever."""
    term = draw(st.sampled_from(among))
    occurred = term["inception_date"] + DAY * draw(st.integers(0, 364))
    reported = occurred + DAY * draw(delays)
    closed = draw(maybe(st.integers(0, 400)))
    return {
        "claim_id": f"C{place}",
        "policy_id": term["policy_id"],
        "term_id": draw(maybe(st.just(term["term_id"]))),
        "occurred_date": occurred,
        "reported_date": reported,
        "closed_date": None if closed is None else reported + DAY * closed,
        "claim_count": draw(maybe(st.integers(0, 3))),
        "known_date": reported + DAY * draw(delays),
    }


@st.composite
def events(draw, name, place):
    """Something that happened with a customer, known some time after."""
    day = draw(days)
    date = {"services": "given_date", "interactions": "occurred_date", "surveys": "answered_date"}
    own = {name.removesuffix("s") + "_id": f"{name}{place}", "known_date": day + DAY * draw(delays)}
    if name == "referrals":
        return own | {"party_id": "a", "referred_party_id": "b", "referred_date": day}
    more = {"score": draw(st.integers(0, 10))} if name == "surveys" else {}
    more |= {"is_held_out": draw(maybe(st.booleans()))} if name == "services" else {}
    return own | {"party_id": draw(st.sampled_from(PARTIES)), date[name]: day} | more


@st.composite
def books(draw):
    """Rows by table."""
    covers = [draw(terms(place)) for place in range(draw(st.integers(1, 6)))]
    rows = {"parties": [{"party_id": party} for party in PARTIES], "policies": POLICIES, "terms": covers}
    rows["renewal_offers"] = [draw(offers(place, covers)) for place in range(draw(st.integers(0, 4)))]
    rows["claims"] = [draw(claims(place, covers)) for place in range(draw(st.integers(0, 4)))]
    for name in ("services", "interactions", "surveys", "referrals"):
        rows[name] = [draw(events(name, place)) for place in range(draw(st.integers(0, 2)))]
    return rows


def shown(row):
    """The features of an occasion and the day on which it is judged."""
    return {name: row[name] for name in ("judged_date", *FEATURES)}


@settings(max_examples=12)
@given(books())
def test_a_feature_of_the_whole_book_is_that_of_the_book_as_of_the_day_judged(rows):
    made = book(**rows)
    whole = features_of(made, LAST, parties=PARTIES)
    for term_id, row in sorted(whole.items())[:3]:
        then = features_of(made, row["judged_date"], parties=PARTIES)
        assert shown(row) == shown(then[term_id])


@settings(max_examples=12)
@given(books(), st.integers(0, 5))
def test_taking_away_what_was_recorded_after_the_day_judged_changes_no_feature(rows, place):
    whole = features_of(book(**rows), LAST, parties=PARTIES)
    if not whole:
        return
    term_id, row = sorted(whole.items())[place % len(whole)]
    known = {
        name: [one for one in of_table if one.get("known_date", FIRST) <= row["judged_date"]]
        for name, of_table in rows.items()
    }
    assert shown(features_of(book(**known), LAST, parties=PARTIES)[term_id]) == shown(row)
