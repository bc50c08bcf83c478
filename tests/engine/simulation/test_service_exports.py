"""Exports of the service system: its own keys and dates, and the hold-out on record."""

import pytest

from kehu.simulation.service_exports import ServiceExport


@pytest.fixture
def tables(world, block):
    return dict(ServiceExport(world, block).tables())


def test_every_row_belongs_to_a_party_of_the_system(tables):
    known = set(tables["客户服务/客户档案.csv"]["会员号"].to_pylist())
    for file in ("接触记录", "服务记录", "满意度回访"):
        assert set(tables[f"客户服务/{file}.csv"]["会员号"].to_pylist()) <= known


def test_those_held_out_cost_nothing(tables):
    services = tables["客户服务/服务记录.csv"].to_pylist()
    assert {row["对照组"] for row in services} == {"是", "否"}
    assert all((row["费用"] is None) == (row["对照组"] == "是") for row in services)


def test_dates_have_eight_digits(tables):
    assert all(len(day) == 8 and day.isdigit() for day in tables["客户服务/接触记录.csv"]["日期"].to_pylist())


def test_nothing_happens_after_the_extract(tables):
    for file, heading in (("接触记录", "日期"), ("服务记录", "服务日期"), ("满意度回访", "回访日期")):
        assert max(tables[f"客户服务/{file}.csv"][heading].to_pylist()) < "20250101"
