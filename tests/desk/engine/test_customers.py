"""The gateway reads one customer of a run."""

import dataclasses

import pyarrow.parquet as pq
import pytest

from kehu_desk.engine import UnknownCustomerError, customer


def test_a_customer_comes_as_a_frozen_page(loaded):
    table = pq.read_table(loaded.folder / "runs" / "R000001" / "customers.parquet", columns=["customer_id", "name"])
    wang = next(row["customer_id"] for row in table.to_pylist() if row["name"] == "Wang Fang")
    page = customer("R000001", wang)
    assert (page.name, len(page.policies)) == ("Wang Fang", 2)
    with pytest.raises(dataclasses.FrozenInstanceError):
        page.name = "somebody else"


def test_a_customer_that_is_not_there_is_refused(loaded):
    with pytest.raises(UnknownCustomerError):
        customer("R000001", "nobody")
