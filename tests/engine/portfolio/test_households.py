"""Whoever belongs to a customer's household, read by key."""

import pyarrow as pa
import pyarrow.parquet as pq

from kehu.portfolio.households import household_of
from kehu.stores.run_folders import RunFolder

ROW = {"customer_id": "C1", "household_id": "C1", "kind": "household", "tie": "address", "name": "李娜", "branch": "HQ"}
ROW |= {"policies_in_force": 1, "lines_in_force": 1, "earned_premium": None, "incurred": None, "result": None}


def test_members_with_most_cover_stand_first(tmp_path):
    rows = [ROW | {"member_id": "C2"}, ROW | {"member_id": "C3", "policies_in_force": 4}]
    rows += [ROW | {"customer_id": "C9", "member_id": "C1"}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "household_members.parquet")
    run = RunFolder("R000001", tmp_path)
    assert [one.member_id for one in household_of(run, "C1")] == ["C3", "C2"]
    assert household_of(run, "C5") == ()


def test_a_run_of_an_earlier_release_has_none(tmp_path):
    assert household_of(RunFolder("R000001", tmp_path), "C1") == ()
