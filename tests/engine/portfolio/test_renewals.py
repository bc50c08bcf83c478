"""What falls due in the next twelve months, by the month of its expiry."""

import datetime
from decimal import Decimal

from kehu.portfolio.listings import places
from kehu.portfolio.renewals import renewals_due


def test_terms_in_force_fall_due_in_the_month_of_their_expiry(small_run, engine):
    (january,) = renewals_due(small_run, places(small_run, engine=engine), engine=engine)[""]
    assert (january.month, january.customer_count) == (datetime.date(2025, 1, 1), 4)
    assert january.expiring_premium == Decimal("4500.10")


def test_a_customer_with_two_terms_counts_once_in_a_month(small_run, engine):
    (january,) = renewals_due(small_run, places(small_run, engine=engine), engine=engine)["HQ/North"]
    assert january.term_count == january.customer_count + 1
    assert january.losing_count == 1
