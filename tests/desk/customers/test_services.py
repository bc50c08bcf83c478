"""The service that a customer is due, on the customer's page."""

from dataclasses import replace
from decimal import Decimal

from kehu_desk.customers import services
from kehu_desk.engine import ServiceJudged


def test_the_service_stands_with_what_it_is_expected_to_bring():
    amounts = [Decimal(amount) for amount in ("40.00", "50.00", "20.00", "70.00")]
    due = ServiceJudged("annual_review", *amounts, "measured", "assumed", is_trial=False)
    found = services.facts(due, currency="CNY")
    assert [fact.value for fact in found] == [
        "Yearly review of all covers", "40.00 CNY", "50.00 CNY", "20.00 CNY", "70.00 CNY",
    ]  # fmt: skip
    assert [fact.hint for fact in found] == ["", "measured", "assumed", "", ""]
    assert services.facts(replace(due, is_trial=True), currency="CNY")[-1].hint == "A trial, to learn"
