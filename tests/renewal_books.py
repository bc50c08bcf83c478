"""Small books for tests of retention: policies with terms, offers, claims and what else happened with a customer.

Gives books of one batch from lists of rows by table; what a row leaves out is usual. `features_of` judges
a book as of a date with a practice that is stated, so that a test sees what was known and nothing else.
"""

import datetime
from decimal import Decimal

import ibis
import numpy as np
import pyarrow as pa
from scipy.special import expit

from kehu.parameters import Retention
from kehu.stages.retention.features import CODES, FLAGS, NUMBERS, features
from kehu.stages.retention.occasions import Practice, gathered, occasions
from kehu.tables import SOURCES, Book, Versions

EARLY = "2015-01-01"
USUAL = {
    "parties": {"party_id": "a", "source": "core", "kind": "person", "known_date": EARLY},
    "policies": {
        **{"policy_id": "P1", "party_id": "a", "line": "motor", "channel": "agent", "branch": "HQ/North/1"},
        "known_date": EARLY,
    },
    "terms": {"policy_id": "P1", "written_premium": 100},
    "renewal_offers": {"offer_id": "O1", "policy_id": "P1", "outcome": "open"},
    "claims": {"policy_id": "P1"},
    "services": {"party_id": "a", "kind": "survey"},
    "interactions": {"party_id": "a", "medium": "call"},
    "surveys": {"party_id": "a"},
    "referrals": {},
}
ASSUMED = Retention(source="made up")
NO_OFFERS = Practice({})


def book(**tables):
    """A book of those rows by table; a policy and a party are there where none is named."""
    given = {"parties": ({},), "policies": ({},)} | tables
    return Book({name: Versions(table(name, rows), SOURCES[name], has_updates=False) for name, rows in given.items()})


def table(name, rows):
    """A source table of those rows, all from one batch."""
    types = SOURCES[name].datatypes()
    filled = [{key: cell(types[key], value) for key, value in (USUAL[name] | row).items()} for row in rows]
    made = pa.Table.from_pylist(filled, schema=ibis.schema(types).to_pyarrow())
    return ibis.memtable(made.append_column("batch_number", pa.array([1] * len(rows), pa.int64())))


def cell(kind, value):
    """A value as the engine holds it: dates from texts, money from numbers."""
    if isinstance(value, str) and kind.is_date():
        return datetime.date.fromisoformat(value)
    return Decimal(str(value)) if kind.is_decimal() and value is not None else value


def term(begins, policy="P1", *, known=None, years=1, **more):
    """A term of whole years, known on its first day where nothing else is said."""
    first = datetime.date.fromisoformat(begins)
    ends = first.replace(year=first.year + years)
    own = {"term_id": f"{policy}/{begins}", "policy_id": policy, "inception_date": first, "expiry_date": ends}
    return own | {"known_date": known or begins} | more


def owners(parties=("a",)):
    """Each party a customer of its own, named by the capital letter."""
    rows = [{"party_id": party, "customer_id": party[0].upper()} for party in parties]
    return ibis.memtable(pa.Table.from_pylist(rows))


def occasions_of(made, as_of, *, offering=NO_OFFERS, parties=("a",)):
    """The occasions of a book by term."""
    found = _occasions(made.as_of(datetime.date.fromisoformat(str(as_of))), owners(parties), offering)
    return {row["term_id"]: row for row in found.to_pyarrow().to_pylist()}


def _occasions(seen, people, offering):
    rows = gathered(snapshot=seen, identities=people, parameters=ASSUMED)
    return occasions(rows=rows, as_of=seen.as_of, parameters=ASSUMED, offering=offering)


def features_of(made, as_of, *, offering=NO_OFFERS, parties=("a",), engine=None):
    """The features of a book's occasions by term."""
    seen, people = made.as_of(datetime.date.fromisoformat(str(as_of))), owners(parties)
    found = _occasions(seen, people, offering)
    rows = features(occasions=found, snapshot=seen, identities=people, parameters=ASSUMED)
    return {row["term_id"]: row for row in rows.to_pyarrow().to_pylist()}


def described(rows, *, seed, effect=0.0, slope=0.0, line="motor", arms=(), spread=0.1):
    """Decided occasions with features, drawn: odds e, times exp(effect) with a claim, exp(slope × change) by price.

    With `arms` each offer falls into one at random, and its price moves by that much on the log scale.
    """
    random = np.random.default_rng(seed)
    claims, years_held = random.integers(0, 2, rows), random.integers(1, 6, rows)
    arm = random.integers(0, len(arms), rows) if arms else np.zeros(rows, int)
    change = random.normal(0, spread, rows) + (np.array(arms)[arm] if arms else 0.0)
    renews = random.random(rows) < expit(1.0 + effect * claims + slope * change)
    columns = {name: pa.nulls(rows, kind) for name, kind in KINDS.items()}
    numbers = [f"{line}{place}" for place in range(rows)]
    columns |= {"term_id": numbers, "policy_id": numbers, "customer_id": numbers, "line": [line] * rows}
    columns |= {"claims_in_term": claims, "policy_years": years_held, "price_change": change}
    columns |= {"decision": np.where(renews, "renewed", "not_renewed"), "is_decided": [True] * rows}
    columns |= {"treatment": [f"arm {place}" for place in arm] if arms else pa.nulls(rows, pa.string())}
    dates = {"judged_date": datetime.date(2023, 12, 1), "renewal_date": datetime.date(2024, 1, 1)}
    columns |= {name: [day] * rows for name, day in dates.items()}
    return pa.table({name: pa.array(values).cast(KINDS[name]) for name, values in columns.items()})


KINDS = {
    **dict.fromkeys(("term_id", "policy_id", "customer_id", "line", "decision", "treatment"), pa.string()),
    **dict.fromkeys(NUMBERS, pa.int64()),
    **dict.fromkeys(("price_change", "premium", "last_survey_score"), pa.float64()),
    **dict.fromkeys(CODES, pa.string()),
    **dict.fromkeys((*FLAGS, "is_decided"), pa.bool_()),
    **dict.fromkeys(("judged_date", "renewal_date", "offered_date"), pa.date32()),
    "branch": pa.string(),
}
