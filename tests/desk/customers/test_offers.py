"""What a customer's renewals are offered, on the customer's page."""

import datetime
from decimal import Decimal

from kehu_desk.customers import offers
from kehu_desk.engine import OfferJudged

DAY = datetime.date(2025, 6, 1)


def test_each_renewal_has_its_list_and_its_offer():
    found = (
        OfferJudged("T1", "motor", DAY, "pursue", Decimal("950.00"), 0.85),
        OfferJudged("T2", "home", DAY, "decline", None, 0.0),
    )
    listing = offers.listing(found, currency="CNY")
    assert [(row["list"], row["offered"]) for row in listing.rows] == [("Pursue", "950.00"), ("Decline", "No offer")]
    assert listing.rows[0]["href"].endswith("/renewals/terms/T1/")


def test_each_offer_says_why():
    found = (
        OfferJudged("T1", "motor", DAY, "keep", Decimal("950.00"), 0.85, changed_by="filed,limits"),
        OfferJudged("T2", "home", DAY, "keep", Decimal("90.00"), 0.85),
        OfferJudged("T3", "home", DAY, "decline", None, 0.0),
    )
    told = [row["why"] for row in offers.listing(found, currency="CNY").rows]
    assert told[0].endswith("the limits that all share move it.")
    assert told[1:] == [
        "Nothing else is worth more over the remaining life of the customer.",
        "It costs more than it brings, all lines together.",
    ]
