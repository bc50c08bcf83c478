"""A made-up book that risk can be scored on: two lines, claims that depend on one factor and on the customer.

Gives a snapshot with its truth known by construction: the young have three times the claims of the old, customers'
levels are gamma of mean 1, and a claim costs 1,000 on average. The third line has a term and no claim. Of motor claims
four tenths are thefts in the west and one tenth in the east; home has one peril.
"""

import datetime

import numpy as np

from kehu import parameters
from kehu.assumptions import Decisions
from kehu.stages.risk import score
from tests.risk_books import owners, seen

PARAMETERS = parameters.parse(parameters.default_text(), name="default.toml")
DAY = datetime.timedelta(days=1)
LAST = datetime.date(2024, 12, 31)


def book(*, customers=300, seed=1, more=None, as_of="2024-12-31"):
    """The book as of a date, and its owners; `more` are rows by table that became known later."""
    rows = _rows(np.random.default_rng(seed), customers)
    for name, added in (more or {}).items():
        rows[name] = [*rows[name], *added]
    given = {name: rows[name] for name in ("policies", "terms", "claims", "parties")}
    return seen(as_of=as_of, **given), owners(rows["owners"])


def scored(engine, *, assumed=PARAMETERS, edits=(), promotions=(), **options):
    """The tables of the risk stage on it."""
    snapshot, identities = book(**options)
    customers = identities.select("customer_id").distinct()
    return score(
        engine=engine,
        snapshot=snapshot,
        identities=identities,
        customers=customers,
        decisions=Decisions(tuple(edits), tuple(promotions)),
        parameters=assumed,
    ).tables


def _rows(random, customers):
    rows = {"policies": [], "terms": [], "claims": [], "parties": [], "owners": []}
    for number in range(customers):
        key, level = f"{number:04d}", random.gamma(2, 0.5)
        age = int(random.integers(20, 60))
        rows["parties"].append({"party_id": key, "birth_date": f"{2022 - age}-01-01", "region": "EW"[number % 2]})
        rows["owners"].append({"party_id": key, "customer_id": f"C{key}"})
        for line in ("motor", "home")[: 1 + number % 2]:
            _add(rows, random, key, line, level * (0.6 if age < 40 else 0.2))
    _add(rows, random, "0000", "pets", 0.0)
    return rows


def _add(rows, random, key, line, claims_per_year):
    policy = f"{line}-{key}"
    rows["policies"].append({"policy_id": policy, "party_id": key, "line": line, "channel": "agent"})
    for year in (2022, 2023, 2024):
        term = f"{policy}-{year}"
        begins = datetime.date(year, 1, 1) + int(random.integers(0, 300)) * DAY
        ends = begins + 365 * DAY
        rows["terms"].append(
            {"term_id": term, "policy_id": policy, "inception_date": str(begins), "expiry_date": str(ends)}
            | {"known_date": str(begins), "written_premium": 600, "sum_insured": 1000 * int(random.integers(1, 9))}
        )
        for count in range(random.poisson(claims_per_year)):
            day = str(begins + int(random.integers(0, 365)) * DAY)
            if day <= str(LAST):
                claim = _claim(f"{term}-{count}", policy, term, day, random.gamma(2, 500))
                rows["claims"].append(claim | {"peril": _peril(line, key, claim["paid"])})


def _peril(line, key, paid):
    """Of what a claim came: theft is four times as frequent in the west as in the east, and costs no more."""
    if line == "home":
        return "fire"
    return "theft" if int(paid * 100) % 10 < (4 if int(key) % 2 else 1) else "collision"


def _claim(key, policy, term, day, amount):
    dates = dict.fromkeys(("occurred_date", "reported_date", "known_date"), day)
    return {"claim_id": key, "policy_id": policy, "term_id": term, **dates, "paid": round(amount, 2), "outstanding": 0}


__all__ = ["LAST", "PARAMETERS", "book", "scored"]
