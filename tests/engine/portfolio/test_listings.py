"""The list has every customer once, in the order of their places."""

import pytest

from kehu.portfolio import branch_counts, listed_customers


@pytest.fixture(scope="module")
def listed(small_run, engine):
    (batch,) = listed_customers(small_run, engine=engine)
    return batch


def test_places_are_the_ranks_by_result(listed):
    assert listed.place == (1, 2, 3, 4)
    assert listed.rank == listed.place
    assert listed.result == tuple(sorted(listed.result, reverse=True))


def test_who_has_no_account_follows(run_of, engine, account_of):
    customers = [{"customer_id": key, "kind": "person", "name": key, "party_count": 1} for key in ("b", "a", "c")]
    run = run_of([account_of("c", "motor", 2024, "100.00")], customers)
    (batch,) = listed_customers(run, engine=engine)
    assert (batch.customer_id, batch.rank) == (("c", "a", "b"), (1, None, None))
    assert batch.result[1] == batch.claim_count[1] == 0


def test_customers_are_counted_by_their_branch(small_run, engine):
    assert branch_counts(small_run, engine=engine) == {"HQ/North": 4}
