"""Profit and loss of every customer by line, channel, branch and calendar year.

Reads `policies`, `terms`, `endorsements`, `claims`, `identities`; writes `accounts`.
Every term, change and claim becomes entries in whole cents, and one sum over the entries gives the accounts; so any
view of the book (by customer, by line) is a sum of the same rows, and adds up to the same total.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

from kehu.parameters import Parameters
from kehu.stages.accounts.earning import by_year, kept
from kehu.stages.accounts.losses import losses
from kehu.stages.accounts.rates import CELL, cells
from kehu.stages.accounts.spans import spans
from kehu.statistics.apportionment import MONEY, from_cents, total
from kehu.tables import Snapshot
from kehu.tables.results import Accounts

KEY = ("customer_id", "cell_number", "year")
DAYS = ("exposure_days", "unpriced_exposure_days")
COUNTS = (*DAYS, "claim_count")
AMOUNTS = ("written_premium", "earned_premium", "incurred", "commission", "expenses", "unpriced_incurred")


def settle(*, snapshot: Snapshot, identities: ir.Table, parameters: Parameters) -> ir.Table:
    """The accounts, as of the snapshot's date: the columns of `Accounts`, in no particular order.

    A row stands for every year in which a term has begun or has cover, a change takes effect or is earned, or a claim
    occurred. Terms known but not begun give none. Rows whose policy or customer is missing are left out, which
    `balance` will find. Commission of a term without a premium is left out with the rest of its result.
    """
    rated = cells(policies=snapshot["policies"], parameters=parameters)
    held = _held(snapshot["policies"], identities=identities, rated=rated)
    begun = spans(snapshot=snapshot, cancellation=parameters.cancellation).inner_join(held, "policy_id")
    claimed = losses(snapshot=snapshot).inner_join(held, "policy_id")
    entries = ibis.union(_entries(by_year(kept(begun))), _entries(claimed))
    sums = entries.group_by(KEY).agg(**{name: total(entries[name]) for name in (*COUNTS, *AMOUNTS)})
    return _as_accounts(sums.inner_join(rated, "cell_number"))


def sum_by(*, accounts: ir.Table, by: Sequence[str]) -> ir.Table:
    """The accounts summed over all but some columns of their key: the customer view, the line view, the total.

    >>> import pyarrow as pa
    >>> row = dict.fromkeys((*COUNTS, *AMOUNTS, "result"), 1) | {"customer_id": "C1", "line": "home"}
    >>> accounts = ibis.memtable(pa.Table.from_pylist([row, row | {"line": "motor"}]))
    >>> view = sum_by(accounts=accounts, by=["customer_id"])
    >>> view.select("customer_id", "result").to_pyarrow().to_pylist()
    [{'customer_id': 'C1', 'result': Decimal('2.00')}]
    """
    counts = {name: total(accounts[name]) for name in COUNTS}
    money = {name: accounts[name].sum().cast(MONEY) for name in (*AMOUNTS, "result")}
    return accounts.agg(**counts, **money) if not by else accounts.group_by(list(by)).agg(**counts, **money)


def _held(policies: ir.Table, *, identities: ir.Table, rated: ir.Table) -> ir.Table:
    """Policies with their customer, cell and rates."""
    owned = policies.select("policy_id", "party_id", *CELL).inner_join(identities, "party_id")
    return owned.inner_join(rated, CELL).select(
        "policy_id", "customer_id", "cell_number", "commission_rate", "expense_rate"
    )


def _entries(rows: ir.Table) -> ir.Table:
    """Rows in the shape of an entry: what they do not speak of is 0.

    Days of a year are short numbers: an engine holds a sum of them in half the memory.
    """
    types = dict.fromkeys((*COUNTS, *AMOUNTS), "int64") | dict.fromkeys(DAYS, "int16")
    given = {name: (rows[name] if name in rows.columns else ibis.literal(0)).cast(kind) for name, kind in types.items()}
    return rows.select("customer_id", "cell_number", year=rows.year.cast("int32"), **given)


def _as_accounts(sums: ir.Table) -> ir.Table:
    costs = sums.incurred - sums.unpriced_incurred + sums.commission + sums.expenses
    money = {name: from_cents(sums[name]) for name in AMOUNTS}
    written = sums.mutate(result=from_cents(sums.earned_premium - costs), **money)
    return written.cast(Accounts.datatypes()).select(*Accounts.columns)
