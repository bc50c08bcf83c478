"""The accounts once more, slowly: plain Python, day by day, in integers of any length.

Reads the rows of a `tests.ledgers` book as dictionaries of dates and cents; gives sums by customer, line and year.
Written from the rules in words, without the engine's formulas, as the yardstick for it.
"""

import datetime
from collections import Counter, defaultdict

DAY = datetime.timedelta(days=1)
EARNED = ("earned_premium", "commission", "expenses")


def accounts(*, policies, terms, endorsements, claims, customers, rates, returned, as_of):
    """Sums in cents and days: {(customer, line, year): {name: sum}}; zeros are left out."""
    sums = defaultdict(Counter)
    held = {policy["policy_id"]: (customers[policy["party_id"]], policy["line"]) for policy in policies}
    known = {term["term_id"]: term for term in terms}
    for term in terms:
        _add_term(sums, held[term["policy_id"]], term, rates=rates, returned=returned, as_of=as_of)
    for change in endorsements:
        term = known[change["term_id"]]
        _add_change(sums, held[term["policy_id"]], change, term, rates=rates, returned=returned, as_of=as_of)
    for claim in claims:
        entry = sums[*held[claim["policy_id"]], claim["occurred_date"].year]
        entry["claim_count"] += 1
        entry["incurred"] += claim["paid"]
        if _is_unpriced(claim, terms):
            entry["unpriced_incurred"] += claim["paid"]
    told = {key: {name: value for name, value in entry.items() if value} for key, entry in sums.items()}
    return {key: entry for key, entry in told.items() if entry}


def _is_unpriced(claim, terms):
    """Whether the claim's term has no premium; where it names none, whether its policy has terms and none has one."""
    name = "term_id" if claim["term_id"] else "policy_id"
    premiums = [term["written_premium"] for term in terms if term[name] == claim[name]]
    return bool(premiums) and not any(premium is not None for premium in premiums)


def share(amount, part, whole):
    """`amount` × `part` / `whole`, halves away from zero."""
    size = (2 * abs(amount) * part + whole) // (2 * whole)
    return size if amount >= 0 else -size


def _add_term(sums, owner, term, *, rates, returned, as_of):
    first, premium = term["inception_date"], term["written_premium"]
    if first > as_of:
        return
    end = term["cancellation_date"] or term["expiry_date"]
    commission, expenses = _costs(premium or 0, term["commission"], rates)
    if premium is None:
        commission = 0
    amounts = (premium or 0, commission, expenses)
    settled = term["cancellation_date"] is not None and term["return_premium"] is not None
    if settled and premium:
        kept = premium - min(term["return_premium"], premium)
        amounts = (kept, share(commission, kept, premium), share(expenses, kept, premium))
    sums[*owner, first.year]["written_premium"] += premium or 0
    for day in _days(first, min(end, as_of + DAY)):
        sums[*owner, day.year]["exposure_days"] += 1
        sums[*owner, day.year]["unpriced_exposure_days"] += premium is None
    keeps_all = settled or (term["cancellation_date"] is not None and returned == "none")
    _earn(sums, owner, amounts, first, end, term["expiry_date"], keeps_all=keeps_all, as_of=as_of)


def _add_change(sums, owner, change, term, *, rates, returned, as_of):
    first, premium = change["effective_date"], change["premium_change"]
    if first > as_of:
        return
    cancelled = term["cancellation_date"]
    amounts = (premium, *_costs(premium, change["commission_change"], rates))
    sums[*owner, first.year]["written_premium"] += premium
    keeps_all = cancelled is not None and (returned == "none" or term["return_premium"] is not None)
    end = cancelled or term["expiry_date"]
    _earn(sums, owner, amounts, first, end, term["expiry_date"], keeps_all=keeps_all, as_of=as_of)


def _costs(premium, commission, rates):
    commission_rate, expense_rate = rates
    own = share(premium, commission_rate, 1_000_000) if commission is None else commission
    return own, share(premium, expense_rate, 1_000_000)


def _earn(sums, owner, amounts, first, end, expiry, *, keeps_all, as_of):
    """Give each day what is earned through it beyond what was earned through the day before."""
    if keeps_all:
        end = expiry = max(end, first + DAY)
    whole = (expiry - first).days
    for day in _days(first, min(end, as_of + DAY)):
        passed = (day - first).days
        for name, amount in zip(EARNED, amounts, strict=True):
            sums[*owner, day.year][name] += share(amount, passed + 1, whole) - share(amount, passed, whole)


def _days(first, end):
    return (first + DAY * passed for passed in range((end - first).days))
