"""What else a customer held when a term began.

Reads `terms`, `policies`, identities as of a date; gives for each term the customer's other policies and other lines
with cover at its inception, as far as they were known on that day.
Cover enters and leaves as events that are added up in the order of days, so that the work grows with the terms, not
with their pairs: a fleet of thousands costs no more than as many grandmothers.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.tables import Snapshot

LINES_A_SUM = 3  # lines counted in one whole number, in three digits
DIGIT = 2**20  # policies of one line that a customer can hold at once, and one more


def holdings(*, snapshot: Snapshot, identities: ir.Table) -> ir.Table:
    """Columns: term_id, other_policies, other_lines, for each term that has begun of customers with several policies.

    All other terms have neither. A policy of which two terms overlap counts for each. Cover that was recorded after
    the inception, and a cancellation that was, are not seen.
    """
    lines = _lines(snapshot)
    events = _events(_terms(snapshot, identities=identities))
    so_far = ibis.window(group_by="customer_id", order_by="date", range=(None, 0))
    of_policy = ibis.window(group_by="policy_id", order_by="date", range=(None, 0))
    sums = {f"sum_{n}": _packed(events, group).sum().over(so_far) for n, group in enumerate(_groups(lines))}
    counted = events.mutate(of_policy=events.change.sum().over(of_policy), **sums)
    asked = counted.filter(counted.term_id.notnull())
    held = [(line, _digit(asked, n, place)) for n, group in enumerate(_groups(lines)) for place, line in group]
    nothing = ibis.literal(0, "int64")
    others = [((count > 0) & (asked.line != ibis.literal(line))).cast("int64") for line, count in held]
    return asked.select(
        "term_id",
        other_policies=sum((count for _, count in held), nothing) - asked.of_policy.cast("int64"),
        other_lines=sum(others, nothing),
    )


def _lines(snapshot: Snapshot) -> list[str]:
    policies = snapshot["policies"]
    found = policies.select("line").distinct().order_by("line").to_pyarrow()["line"].to_pylist()
    return [line for line in found if line is not None]


def _groups(lines: list[str]) -> list[list[tuple[int, str]]]:
    """Lines with their digits, as many together as one sum holds."""
    return [list(enumerate(lines[start : start + LINES_A_SUM])) for start in range(0, len(lines), LINES_A_SUM)]


def _packed(events: ir.Table, group: list[tuple[int, str]]) -> ir.IntegerValue:
    """A change of cover as a change of its line's digit: one sum counts several lines, at the cost of one."""
    digits = [(events.line == ibis.literal(line), events.change.cast("int64") * DIGIT**place) for place, line in group]
    return ibis.cases(*digits, else_=ibis.literal(0, "int64"))


def _digit(asked: ir.Table, number: int, place: int) -> ir.IntegerValue:
    return (asked[f"sum_{number}"].cast("int64") // DIGIT**place % DIGIT).cast("int64")


def _terms(snapshot: Snapshot, *, identities: ir.Table) -> ir.Table:
    """Terms that have begun, with the days on which their cover was seen to enter and to leave."""
    terms, policies = snapshot["terms"], snapshot["policies"].select("policy_id", "party_id", "line")
    owned = policies.inner_join(identities.select("party_id", "customer_id"), "party_id").drop("party_id")
    several = owned.group_by("customer_id").having(owned.count() > 1).agg(policies=owned.count())
    owned = owned.semi_join(several, "customer_id")
    begun = terms.filter(terms.inception_date <= ibis.literal(snapshot.as_of)).inner_join(owned, "policy_id")
    cancelled = ibis.greatest(begun.cancellation_date, begun.cancellation_known_date)
    leaves = ibis.ifelse(begun.cancellation_date.notnull(), ibis.least(cancelled, begun.expiry_date), begun.expiry_date)
    return begun.select(
        "term_id",
        "policy_id",
        "customer_id",
        "line",
        "inception_date",
        enters_date=ibis.greatest(begun.inception_date, begun.known_date),
        leaves_date=leaves,
    )


def _events(terms: ir.Table) -> ir.Table:
    """A question at each inception, and the cover that enters or leaves; a day's events all count on that day."""
    terms = terms.mutate(is_late=terms.enters_date > terms.inception_date)
    late = terms.filter(terms.is_late & (terms.enters_date < terms.leaves_date))
    left = terms.filter(~terms.is_late | (terms.enters_date < terms.leaves_date))
    asks = _event(terms, day=terms.inception_date, change=(~terms.is_late).cast("int8"), term_id=terms.term_id)
    return ibis.union(
        asks,
        _event(late, day=late.enters_date, change=ibis.literal(1, "int8"), term_id=ibis.null("string")),
        _event(left, day=left.leaves_date, change=ibis.literal(-1, "int8"), term_id=ibis.null("string")),
    )


def _event(terms: ir.Table, *, day: ir.DateValue, change: ir.IntegerValue, term_id: ir.StringValue) -> ir.Table:
    return terms.select("policy_id", "customer_id", "line", date=day, change=change, term_id=term_id)
