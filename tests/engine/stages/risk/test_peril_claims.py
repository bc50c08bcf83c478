"""Which perils of a line are told apart, and their claims by term."""

import ibis
import pyarrow as pa

from kehu.assumptions import Rating
from kehu.stages.risk.peril_claims import column, perils_of_line
from tests.risk_books import by

RATING = Rating(source="made up", least_claims=10)


def claims(**counts):
    """Claims of motor: by peril so many, one a term, of 100 cents each."""
    rows = [(f"T{number}", peril) for peril, count in counts.items() for number in range(count)]
    terms, perils = zip(*rows, strict=True)
    told = {"line": ["motor"] * len(rows), "term_id": terms, "peril": perils, "claim_count": [1] * len(rows)}
    return ibis.memtable(pa.table(told | dict.fromkeys(("capped_incurred", "developed_incurred"), [100.0] * len(rows))))


def told_apart(rating=RATING, **counts):
    found = perils_of_line(claims=claims(**counts), line="motor", rating=rating).perils
    return {each.peril: (each.claim_count, len(each.sources)) for each in found}


def test_perils_with_claims_enough_stand_by_themselves_the_most_frequent_first():
    assert list(told_apart(fire=12, theft=20).items()) == [("theft", (20, 1)), ("fire", (12, 1))]


def test_those_with_few_claims_go_together():
    assert told_apart(theft=20, hail=3, flood=2) == {"theft": (20, 1), "other": (5, 2)}


def test_a_single_one_with_few_claims_keeps_its_name():
    assert told_apart(theft=20, hail=3) == {"theft": (20, 1), "hail": (3, 1)}


def test_no_more_perils_than_are_allowed_stand_by_themselves():
    few = RATING.model_copy(update={"most_perils": 1})
    assert told_apart(few, a=12, b=20, c=11) == {"b": (20, 1), "other": (23, 2)}


def test_a_peril_that_the_source_calls_other_goes_with_the_others():
    assert told_apart(theft=20, other=15, hail=2) == {"theft": (20, 1), "other": (17, 2)}


def test_one_peril_is_the_line_itself():
    assert told_apart(theft=20) == {}


def test_a_line_with_few_claims_has_no_perils():
    assert told_apart(theft=4, fire=5) == {}


def test_claims_of_no_term_and_of_other_lines_are_left_out():
    rows = claims(theft=20, fire=15)
    lost = rows.mutate(term_id=ibis.ifelse(rows.peril == "fire", ibis.null("string"), rows.term_id))
    assert perils_of_line(claims=lost, line="motor", rating=RATING).perils == ()
    assert perils_of_line(claims=rows, line="home", rating=RATING).perils == ()


def test_rows_of_terms_get_a_column_a_peril_and_zero_without_a_claim():
    found = perils_of_line(claims=claims(theft=20, fire=15), line="motor", rating=RATING)
    rows = by("term_id", found.joined(ibis.memtable(pa.table({"term_id": ["T1", "T17", "T99"]}))))
    thefts, fires = column("claim_count", 0), column("capped_incurred", 1)
    assert {key: (row[thefts], row[fires]) for key, row in rows.items()} == {
        "T1": (1.0, 100.0),
        "T17": (1.0, 0.0),
        "T99": (0.0, 0.0),
    }
