"""Renewals to be decided, as arrays, for tests of their offers: what a test leaves out is what most renewals have.

The usual renewal pays 1,000, of which 250 are charges, costs 500 in claims and nothing in service, renews with .8, and
has two more years after its renewal; nobody's leaving makes others go.
"""

import numpy as np
import pyarrow as pa

from kehu.renewal_assumptions import Renewals, Scenario
from kehu.stages.renewals import offers as menus
from kehu.stages.renewals.choosing import Book
from kehu.stages.renewals.gates import gates
from kehu.stages.renewals.laws import allowed
from kehu.stages.renewals.subjects import NAMES, NUMBERS, Names, Subjects

DAY = "2025-07-01"
USUAL = {
    "expiring": 1000.0,
    "charges": 0.25,
    "claims": 500.0,
    "line_belief": 0.0,
    "service": 0.0,
    "own_record": 0.0,
    "later_years": 2.0,
    "reach": 1.0,
    "renewal_probability": 0.8,
    "price_change": 0.0,
    "other_covers": 0.0,
    "technical": 700.0,
    "rated": 700.0,
    "new_price": 900.0,
    "covers": 1.0,
    "pessimistic": -4.0,
    "central": -2.0,
    "optimistic": 0.0,
}
NAMED = {"line": "motor", "channel": "agent", "branch": "HQ/North", "product": "standard"}


def subjects(*rows):
    """Renewals of those rows; a row may also say `day` and `is_held_out`."""
    filled = []
    for place, row in enumerate(rows):
        keys = {"term_id": f"T{place}", "policy_id": f"P{place}", "customer_id": f"C{place}"}
        filled.append(keys | NAMED | USUAL | {"day": DAY, "is_held_out": False} | row)
    days = np.array([row["day"] for row in filled], "datetime64[D]")
    names = {name: pa.chunked_array([pa.array([row[name] for row in filled], pa.string())]) for name in NAMES}
    keys = pa.table({name: names[name] for name in NAMES[:6]} | {"renewal_date": pa.array(days)})
    return Subjects(
        keys=keys,
        line=Names.of(names["line"]),
        branch=Names.of(names["branch"]),
        product=Names.of(names["product"]),
        customer=Names.of(names["customer_id"]),
        day=days,
        is_held_out=np.array([row["is_held_out"] for row in filled], np.bool_),
        **{name: np.array([row[name] for row in filled], np.float64) for name in NUMBERS},
    )


def assumed(*limits, **more):
    """The assumptions of renewals, with one scenario of those limits."""
    plan = Scenario(name="plan", limits=limits)
    return Renewals(**{"source": "a test", "scenarios": (plan,), "held_out": 0.0} | more)


def passed(rows, parameters, laws=(), region=""):
    """The offers and what is left of them after each gate."""
    made = menus.offers(parameters=parameters)
    return made, gates(rows, made, allowed(rows, laws, region=region))


def book(rows, parameters, laws=(), region=""):
    """The book of those renewals after all gates."""
    made, left = passed(rows, parameters, laws, region)
    return Book.of(rows, made, left[-1], unchanged=menus.unchanged(parameters=parameters))
