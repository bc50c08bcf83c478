"""The database itself holds that one run is current; a customer reads its amounts and lines."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from kehu_desk.published.models import Customer, PublishedRun


def test_two_runs_cannot_be_current(published):
    run = published([])
    with pytest.raises(IntegrityError), transaction.atomic():
        PublishedRun.objects.create(label="R2", as_of=run.as_of, currency="CNY", customer_count=0, is_current=True)


def test_amounts_are_read_in_the_runs_currency():
    one = Customer(result_cents=-12_345, earned_premium_cents=100, incurred_cents=1)
    assert (one.result, one.earned_premium, one.incurred) == (Decimal("-123.45"), Decimal(1), Decimal("0.01"))


def test_a_customer_goes_by_name_or_number():
    assert Customer(customer_id="C1", name="").title == "C1"
    assert Customer(branch="HQ/North/2").branch_name == "2"
    assert Customer(lines=",home,motor,").line_codes == ["home", "motor"]
    assert Customer(lines="").line_codes == []
