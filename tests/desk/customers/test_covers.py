"""What a customer holds: what is in force first, what ended apart, everything with its state."""

import datetime
from dataclasses import replace
from decimal import Decimal

from kehu_desk.customers import covers


def test_policies_in_force_stand_apart_from_those_that_ended(page_of):
    in_force, ended = covers.policies(page_of())
    assert [row["policy_id"] for row in in_force.rows] == ["P1"]
    assert [(row["policy_id"], row["status"].text) for row in ended.rows] == [("P2", "Cancelled")]


def test_a_policy_shows_its_latest_term(page_of):
    (row,) = covers.policies(page_of())[0].rows
    assert (row["premium"], row["begin"], row["terms"]) == (Decimal(1100), datetime.date(2024, 2, 1), 2)


def test_a_policy_that_begins_later_has_not_begun(page_of):
    page = page_of()
    term = replace(
        page.policies[0].terms[0], inception_date=datetime.date(2025, 1, 1), expiry_date=datetime.date(2026, 1, 1)
    )
    later = replace(page.policies[0], is_in_force=False, terms=(term,))
    assert covers.policies(page_of(policies=(later,)))[1].rows[0]["status"].text == "Not yet begun"


def test_a_policy_without_terms_is_shown_all_the_same(page_of):
    bare = replace(page_of().policies[0], is_in_force=False, terms=())
    (row,) = covers.policies(page_of(policies=(bare,)))[1].rows
    assert (row["premium"], row["end"], row["terms"]) == (None, None, 0)


def test_an_object_goes_by_its_plate_or_by_its_number(page_of):
    page = page_of()
    bare = replace(page.objects[0], plate=None)
    assert [row["what"] for row in covers.objects(page_of(objects=(page.objects[0], bare))).rows] == ["浙A12345", "X1"]


def test_claims_name_line_peril_and_state(page_of):
    (row,) = covers.claims(page_of()).rows
    assert (row["line"], row["peril"], row["state"].text) == ("Motor", "Collision", "Closed")


def test_an_offer_shows_how_the_premium_would_change(page_of):
    (row,) = covers.offers(page_of()).rows
    assert (row["change"], row["outcome"].text) == (Decimal("0.25"), "Declined")


def test_an_offer_without_a_premium_before_has_no_change(page_of):
    offer = replace(page_of().offers[0], expiring_premium=None)
    assert covers.offers(page_of(offers=(offer,))).rows[0]["change"] is None


def test_changes_stand_the_last_first(page_of):
    change = page_of().changes[0]
    later = replace(change, effective_date=datetime.date(2024, 9, 1))
    assert covers.changes(page_of(changes=(change, later))).rows[0]["date"] == datetime.date(2024, 9, 1)


def test_a_long_list_says_how_many_more_there_are(page_of):
    one = replace(page_of().policies[0], is_in_force=False)
    ended = covers.policies(page_of(policies=(one,) * (covers.MOST + 3)))[1]
    assert (len(ended.rows), ended.left_out) == (covers.MOST, 3)
