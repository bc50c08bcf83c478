"""A household on the page: who belongs to it, and what is not the reader's is not told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kehu_desk.customers import households, panels
from kehu_desk.engine import HouseholdMember, SharedRisk

LI = HouseholdMember("C2", "household", "address", "李娜", "HQ/North", 2, 1, Decimal(500), Decimal(0), Decimal(300))
SON = HouseholdMember("C3", "household", "phone", None, "HQ/South", 0, 0, None, None, None)


@pytest.fixture
def page(page_of):
    return replace(page_of(), household=(LI, SON))


def everywhere(_branch):
    return True


def north(branch):
    return branch == "HQ/North"


def words(listing):
    return [[cell.text for cell in listing.cells(row)] for row in listing.rows]


def test_members_stand_with_how_they_are_tied_and_lead_to_their_pages(page):
    shown = households.members(page, sees=everywhere)
    assert words(shown) == [
        ["李娜", "same address", "2", "1", "300"],
        ["C3", "same telephone and surname", "0", "0", "–"],
    ]
    assert shown.href(shown.rows[0]) == "/customers/C2/"


def test_all_together_is_the_customer_and_the_members(page):
    told = households.together(page, sees=everywhere)
    premium, result = page.figures.earned_premium + 500, page.figures.result + 300
    assert told == f"All 3 together: earned premium {premium:,.0f}, result {result:,.0f} {page.currency}."


def test_a_member_of_another_branch_is_counted_and_not_told(page):
    assert words(households.members(page, sees=north)) == [["李娜", "same address", "2", "1", "300"]]
    told = households.together(page, sees=north)
    assert told.startswith("All 2 together")
    assert told.endswith("1 more member stands in another branch.")


def test_a_customer_alone_has_no_panel(page_of):
    assert panels.household(None, page_of()) is None


RISKS = (
    SharedRisk("C2", "place", "和平路1号", 1, Decimal(120), 1, Decimal(300)),
    SharedRisk("C2", "role", "driver", 1, None, 0, None),
    SharedRisk("C3", "vehicle", "LSVAA49J132047371", 1, None, 1, None),
)


def test_risks_that_members_share_stand_with_both_sums(page):
    shown = households.shared_risks(replace(page, shared_risks=RISKS), sees=everywhere)
    assert words(shown) == [
        ["Place 和平路1号", "李娜", "2", "120", "300"],
        ["On a policy of the other: Driver", "李娜", "1", "–", "–"],
        ["Vehicle LSVAA49J132047371", "C3", "2", "–", "–"],
    ]


def test_what_is_shared_with_another_branch_is_not_told(page):
    shown = households.shared_risks(replace(page, shared_risks=RISKS[2:]), sees=north)
    assert shown is None
