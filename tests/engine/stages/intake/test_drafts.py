"""Which tables a file feeds, by what expressions, and which of them a person must check."""

from __future__ import annotations

from kehu.stages.intake.drafts import Draft, draft, fed_tables, is_key
from kehu.stages.intake.headings import recognise
from kehu.stages.intake.looks import look_at
from kehu.stages.intake.seen import Seen

TERM = {"Policy": "P1", "Inception date": "2024-01-01", "Premium": "100"}
CLAIM = {"Policy": "P1", "Loss date": "2024-05-01", "Paid amount": "7"}


def seen(*rows: dict[str, str], file_name: str = "book.csv") -> Seen:
    """What is known of a file with these rows."""
    meanings = {(each.table, each.column): each for each in recognise(list(rows[0]))}
    looks = {heading: look_at([row[heading] for row in rows]) for heading in rows[0]}
    return Seen(file_name, meanings, looks, rows)


def drafts(*rows: dict[str, str], **more: str) -> dict[str, Draft]:
    return {made.table: made for made in draft(seen(*rows, **more))}


def test_a_file_of_claims_feeds_claims_alone():
    assert fed_tables(seen(CLAIM)) == {"claims"}


def test_a_file_of_terms_feeds_their_policies_and_parties_where_it_tells_of_them():
    assert fed_tables(seen(TERM)) == {"terms"}
    assert fed_tables(seen(TERM | {"Channel": "agent"})) == {"parties", "policies", "terms"}


def test_producers_are_fed_only_where_they_have_a_key():
    with_channel = TERM | {"Channel": "agent"}
    assert "producers" in fed_tables(seen(with_channel | {"Agent code": "A7"}))
    assert "producers" not in fed_tables(seen(with_channel | {"Agent name": "Ana"}))


def test_a_missing_key_is_made_of_what_the_file_has_and_doubted():
    key = drafts(CLAIM)["claims"].entries["claim_id"]
    assert key.sql == "'my_source:' || Policy || '/' || strftime(\"Loss date\", '%Y%m%d')"
    assert key.doubt.startswith("no key of its own")


def test_a_missing_end_of_cover_is_a_year_after_its_beginning():
    expiry = drafts(TERM)["terms"].entries["expiry_date"]
    assert expiry.sql == 'CAST("Inception date" + INTERVAL 1 YEAR AS DATE)'
    assert expiry.doubt


def test_a_required_column_that_nothing_gives_is_asked_for():
    entry = drafts({"Policy": "P1", "Endorsement number": "1"})["endorsements"].entries["premium_change"]
    assert entry.sql == "NULL"
    assert entry.doubt.startswith("required")


def test_the_name_of_the_file_tells_the_line():
    policies = drafts(TERM | {"Channel": "agent"}, file_name="motor_2024.csv")["policies"]
    assert policies.entries["line"].sql == "'motor'"


def test_cover_cancelled_by_its_first_day_is_no_term_and_its_claims_have_none():
    row = TERM | {"Expiry date": "2025-01-01", "Cancellation date": "2024-01-01"} | CLAIM
    made = drafts(row)
    condition = 'coalesce("Cancellation date" > "Inception date", true)'
    assert made["terms"].where.sql == condition
    assert made["claims"].entries["term_id"].sql.startswith(f"CASE WHEN {condition} THEN 'my_source:'")


def test_cover_cancelled_within_its_term_is_taken_as_it_stands():
    row = TERM | {"Expiry date": "2025-01-01", "Cancellation date": "2024-03-01"}
    terms = drafts(row)["terms"]
    assert terms.where is None
    assert terms.entries["cancellation_date"].sql == '"Cancellation date"'


def test_keys_of_a_table_and_of_those_it_refers_to_are_keys():
    assert is_key("claims", "claim_id")
    assert is_key("claims", "policy_id")
    assert not is_key("claims", "paid")
