"""The people who sell: one workbook, leaders that are there, leavers that had joined."""

import numpy as np

from kehu.simulation.staff import producer_keys, sheets


def test_every_leader_is_a_producer(world):
    table = sheets(world)["业务员"]
    known = set(table["工号"].to_pylist())
    assert set(table["上级工号"].drop_null().to_pylist()) < known


def test_every_customers_producer_is_listed(world, block):
    listed = set(sheets(world)["业务员"]["工号"].to_pylist())
    assert set(producer_keys(block.customers.producer).to_pylist()) <= listed


def test_producers_belong_to_a_branch_above_the_districts(world):
    book = sheets(world)
    districts = set(book["机构"]["机构"].to_pylist())
    above = {path.rpartition("/")[0] for path in districts}
    assert set(book["业务员"]["机构"].to_pylist()) <= above


def test_keys_are_the_same_in_every_system():
    assert producer_keys(np.array([0, 41])).to_pylist() == ["Y000001", "Y000042"]
