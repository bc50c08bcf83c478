"""A customer's page made by hand: Wang Fang, with a car in force, a home that ended, one claim and one declined offer.

Gives `page_of(**other)`, a `CustomerPage` with other values where a test wants them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from kehu.portfolio import (
    AccountYear,
    ClaimMade,
    CustomerPage,
    CustomerReasons,
    Judgement,
    ObjectInsured,
    OccasionJudged,
    OddsStep,
    OfferMade,
    PartyRecord,
    PerilPart,
    PlaceJudged,
    PolicyHeld,
    Reason,
    RenewalJudged,
    ServiceGiven,
    Step,
    TermChange,
    TermHeld,
    TermReasons,
    ValueJudged,
    ValueReason,
)
from kehu.portfolio.figures import added
from kehu.portfolio.timeline import Dossier, timeline

DAY = datetime.date
AS_OF = DAY(2024, 12, 31)


def account(line: str, year: int, premium: str, incurred: str) -> dict[str, Any]:
    """An account with a fifth of the premium for costs."""
    earned, cost = Decimal(premium), Decimal(incurred)
    return {
        **{"customer_id": "C1", "line": line, "year": year, "earned_premium": earned, "incurred": cost},
        **{"commission": earned / 10, "expenses": earned / 10, "result": earned - cost - earned / 5},
        **{"claim_count": int(cost > 0)},
    }


ROWS = [account("motor", 2023, "1000", "0"), account("motor", 2024, "1000", "1500"), account("home", 2024, "200", "0")]
CAR = PolicyHeld(
    *("P1", "motor", "Car", "agent", "HQ/North", "Y1", True),
    (
        TermHeld("T1", DAY(2023, 2, 1), DAY(2024, 2, 1), None, Decimal(1000), None),
        TermHeld("T2", DAY(2024, 2, 1), DAY(2025, 2, 1), None, Decimal(1100), Decimal(50_000)),
    ),
)
HOME = PolicyHeld(
    *("P2", "home", None, "agent", "HQ/North", "Y1", False),
    (TermHeld("T3", DAY(2023, 5, 1), DAY(2024, 5, 1), DAY(2024, 3, 1), Decimal(200), None),),
)
DOSSIER = Dossier(
    records=(
        PartyRecord(
            *("core:1", "core", "person", "王芳", "national_id", "110105194912310020", DAY(1949, 12, 31), None),
            *("13800138000", None, "北京市朝阳区建国路8号", DAY(2023, 1, 1)),
        ),
        PartyRecord(
            *("web:1", "web", "person", "Wang Fang", None, None, None, None, None, None, None, DAY(2024, 1, 1))
        ),
    ),
    policies=(CAR, HOME),
    changes=(TermChange("E1", "T2", DAY(2024, 6, 1), Decimal("-12.34"), "smaller car"),),
    claims=(
        ClaimMade(
            *("K1", "P1", DAY(2024, 7, 1), DAY(2024, 7, 2), DAY(2024, 9, 1), "碰撞", 1),
            *(Decimal(1500), Decimal(0)),
        ),
    ),
    offers=(
        OfferMade(
            "O1", "P2", DAY(2024, 5, 1), Decimal(200), Decimal(250), "declined", DAY(2024, 4, 1), DAY(2024, 3, 20)
        ),
    ),
    contacts=(),
    services=(ServiceGiven("S1", None, "健康讲座", DAY(2024, 8, 1), Decimal(10), False, None),),
    surveys=(),
    referrals=(),
)
STEPS = (
    Step("frequency", ("base",), ("base",), 0.1, 0.1),
    Step("frequency", ("policyholder_age",), ("18-25",), 2.0, 0.2, 1.5),
    Step("frequency", ("channel", "kind"), ("agent", "missing"), 1.0, 0.2),
    Step("severity", ("base",), ("base",), 3000.0, 600.0),
    Step("record", ("record",), ("record",), 1.25, 750.0),
    Step("large_loss", ("large_loss",), ("large_loss",), 1.0, 750.0),
)
RISK = CustomerReasons(
    *("C1", "D", 1.4, 1.0, 0.2, 0.3, 1.25, 0.9, 1.6),
    (
        TermReasons(
            *("T2", "P1", "motor", STEPS, 750.0),
            (("risk_part", 750.0), ("expense_part", 150.0), ("commission_part", 100.0), ("margin_part", 0.0)),
            *(1000.0, 1100.0, 1.1),
            (PerilPart("碰撞", 0.2, 2500.0, 600.0), PerilPart("other", 0.1, 1250.0, 150.0)),
        ),
    ),
)
RENEWAL = RenewalJudged(
    *(1, Decimal(1100), DAY(2025, 2, 1), 0.8, 0.8, 0.8, (0.8, 0.65, 0.5, 0.4, 0.3)),
    (
        OccasionJudged(
            *("P1", "motor", DAY(2025, 2, 1), "open", Decimal(1100), "usual", 0.03, 0.8, 0.7, 0.9, 0.98),
            "observational",
            (OddsStep("base", "", 5.0), OddsStep("policyholder_age", "18-25", 0.8), OddsStep("channel", "agent", 1.0)),
        ),
    ),
)
VALUE = ValueJudged(
    *(1, 0, Decimal(1100), Decimal(90), Decimal(250), Decimal(-50), Decimal(600), Decimal(30), Decimal(280)),
    *(1, Decimal(12), 4, "B"),
    tuple(ValueReason(*one) for one in (("book_mean", Decimal(300)), ("own_record", Decimal(-50)))),
)
JUDGEMENT = Judgement(RISK, RENEWAL, VALUE, PlaceJudged("D", "B", "keep", "C", "C", "grow", False))
PAGE = CustomerPage(
    run="R000001",
    as_of=AS_OF,
    currency="CNY",
    asked_for="C1",
    customer_id="C1",
    kind="person",
    name="王芳",
    customer_since_date=DAY(2023, 2, 1),
    next_expiry_date=DAY(2025, 2, 1),
    branch="HQ/North",
    channel="agent",
    producer_id="Y1",
    producer_name="Zhou Jie",
    policies_in_force=1,
    lines_in_force=1,
    lines=("motor",),
    rank=3,
    tier="B",
    customer_count=10,
    premium_in_force=Decimal(1100),
    figures=added(ROWS),
    account=tuple(AccountYear(row["year"], row["line"], added([row])) for row in ROWS),
    reasons=(Reason("identity_number", "web:1", "core:1"),),
    objects=(ObjectInsured("X1", "P1", "vehicle", None, "浙A12345", None, None, None),),
    timeline=timeline(DOSSIER, as_of=AS_OF),
    judgement=JUDGEMENT,
    **{name: getattr(DOSSIER, name) for name in DOSSIER.__dataclass_fields__},
)


@pytest.fixture
def page_of() -> Callable[..., CustomerPage]:
    """`page_of(name=None)` is the page with that changed."""
    return lambda **other: replace(PAGE, **other)


@pytest.fixture
def nobody(page_of: Callable[..., CustomerPage]) -> CustomerPage:
    """A customer of whom nothing is known but the number."""
    empty = dict.fromkeys((*DOSSIER.__dataclass_fields__, "account", "reasons", "objects", "timeline", "lines"), ())
    unknown = dict.fromkeys(
        ("name", "branch", "channel", "producer_id", "producer_name", "rank", "tier", "premium_in_force")
    )
    dates = {"customer_since_date": None, "next_expiry_date": None}
    unjudged = {"judgement": Judgement(None, None, None, None)}
    return page_of(**empty, **unknown, **dates, **unjudged, policies_in_force=0, lines_in_force=0, figures=added([]))
