"""Customers who may be served, and their covers, as arrays, for tests of the plan; and a small book of services.

The usual customer has one motor cover of 1,000 that costs 500 a year and gains 200 for a unit of log odds, stands in
HQ/North in tier B, and has neither claimed nor been served.
"""

import datetime

import numpy as np

from kehu.service_assumptions import Service, ServiceKind
from kehu.stages.service.beliefs import beliefs
from kehu.stages.service.customers import Covers, Customers
from kehu.stages.service.offers import menu
from kehu.tables import SOURCES, Snapshot
from tests.ledgers import table

AS_OF = datetime.date(2024, 12, 31)
USUAL = {
    "kind": "person",
    "branch": "HQ/North",
    "tier": "B",
    "years": 3,
    "has_claimed": False,
    "is_held_out": False,
    "spent": 0.0,
    "line": "motor",
    "product": "standard",
    "premium": 1000.0,
    "claims": 500.0,
    "renewal_effect": 200.0,
}
CHECK = {"name": "check", "cost": 20.0, "hours": 1.0, "stays": 0.2, "claims_factor": 0.9, "source": "a test"}


def kind(**more):
    """A service of the catalogue; the usual one adds .2 to the log odds, spares a tenth of the claims, costs 20."""
    return ServiceKind(**CHECK | more)


def assumed(*kinds, **more):
    """The assumptions of service: by default one kind, ten hours a customer, and nothing kept for the quiet."""
    given = {"catalogue": kinds or (kind(),), "hours_per_customer": 10.0, "least_quiet": 0.0, "held_out": 0.0}
    return Service(**{"source": "a test"} | given | more)


def people(*rows, last=None):
    """Customers with a cover each; a row may also say what most customers are not."""
    filled = [USUAL | row for row in rows]
    texts = {name: np.array([row[name] for row in filled], dtype=np.str_) for name in ("kind", "branch", "tier")}
    customers = Customers(
        ids=[f"C{place}" for place in range(len(filled))],
        years=np.array([row["years"] for row in filled], np.int64),
        has_claimed=np.array([row["has_claimed"] for row in filled], np.bool_),
        is_held_out=np.array([row["is_held_out"] for row in filled], np.bool_),
        last=last or {},
        count=np.zeros(len(filled), np.int64),
        spent=np.array([row["spent"] for row in filled], np.float64),
        **texts,
    )
    names = {name: np.array([row[name] for row in filled], dtype=np.str_) for name in ("line", "product", "branch")}
    figures = {name: np.array([row[name] for row in filled]) for name in ("premium", "claims", "renewal_effect")}
    return customers, Covers(customer=np.arange(len(filled)), **names, **figures)


def offered(customers, covers, parameters, laws=(), effects=()):
    """What the catalogue would bring them."""
    believed = beliefs(sorted(set(covers.line.tolist())), effects, parameters=parameters)
    return menu(customers, covers, believed, laws, parameters=parameters, region="CN", as_of=AS_OF)


def book(**rows):
    """A snapshot of those rows by table; a table that is not named is empty."""
    names = ("policies", "terms", "parties", "services", "claims")
    return Snapshot(as_of=AS_OF, tables={name: _table(name, rows.get(name, ())) for name in names})


def _table(name, rows):
    usual = {
        "parties": {"source": "core", "kind": "person", "known_date": "2000-01-01"},
        "services": {"kind": "check", "known_date": "2000-01-01"},
    }
    assert name in SOURCES
    return table(name, [usual.get(name, {}) | row for row in rows])
