"""Dossiers are the book in another order: every row that reaches a customer, once, under the right one."""

import pyarrow.parquet as pq
import pytest

from kehu.tables import RESULTS
from kehu.tables.dossiers import DOSSIERS


def rows(run, name):
    return pq.read_table(run.table(f"dossier_{name}")).to_pylist()


def test_policies_stand_under_the_customer_behind_their_party(small_run):
    assert {(row["customer_id"], row["policy_id"]) for row in rows(small_run, "policies")} >= {
        ("core:1", "P1"),
        ("core:1", "P2"),
    }


def test_records_of_one_customer_lie_together(small_run):
    owners = [row["customer_id"] for row in rows(small_run, "parties")]
    assert owners == sorted(owners)
    assert owners.count("core:1") == 2


def test_a_change_reaches_the_customer_through_its_term(small_run):
    assert [(row["customer_id"], row["endorsement_id"]) for row in rows(small_run, "endorsements")] == [
        ("core:1", "E1")
    ]


def test_what_became_known_later_is_not_there(small_run):
    manifest_date = small_run.as_of
    for name in ("terms", "claims", "endorsements", "policies"):
        assert all(row["known_date"] <= manifest_date for row in rows(small_run, name))


@pytest.mark.parametrize("name", DOSSIERS)
def test_a_dossier_has_the_columns_of_the_book_and_the_customer(name):
    schema = RESULTS[f"dossier_{name}"]
    assert set(schema.columns) == set(DOSSIERS[name].columns)
    assert schema.filed_by == "customer_id"
