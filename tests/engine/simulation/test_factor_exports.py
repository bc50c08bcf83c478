"""Exports of rating factors: one row a term, in the file of its group."""

import pyarrow.compute as pc

from kehu.simulation.factor_exports import tables


def test_every_term_has_its_factors_once(world, block):
    keys = [key for _, table in tables(world=world, block=block) for key in table.column(0).to_pylist()]
    assert sorted(keys) == sorted(block.keys.terms.to_pylist())


def test_no_factor_is_missing(world, block):
    for path, table in tables(world=world, block=block):
        assert all(column.null_count == 0 for column in table.columns), path


def test_a_vehicle_grows_older_from_term_to_term(world, block):
    motor = dict(tables(world=world, block=block))["车险核心/车辆因子.csv"]
    assert pc.min(motor["车龄"].cast("int64")).as_py() == 0
    assert pc.min(motor["驾驶人年龄"].cast("int64")).as_py() >= 16
