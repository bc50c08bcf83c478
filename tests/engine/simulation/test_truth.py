"""The truth: it joins the exports, and its sums are those of the exports."""

import csv

import numpy as np
import pyarrow.parquet as pq
import pytest

from kehu.simulation import truth as module

PARTIES = {"motor": "车险核心/客户.csv", "nonmotor": "非车核心/投保人.csv", "crm": "客户服务/客户档案.csv"}


def _column(path, place):
    with path.open(encoding="gb18030", newline="") as file:
        return [row[place] for row in list(csv.reader(file))[1:]]


@pytest.mark.parametrize("system", list(PARTIES))
def test_every_good_party_record_has_its_true_customer(exports, truth, system):
    known = pq.read_table(truth / "parties.parquet").to_pylist()
    true = {row["party_id"] for row in known if row["source"] == system}
    written = {f"{system}-{key}" for key in _column(exports / PARTIES[system], 0)}
    assert true <= written
    assert len(written - true) <= 0.02 * len(true) + 2


def test_every_term_of_the_truth_is_exported(exports, truth):
    true = set(pq.read_table(truth / "terms.parquet")["term_id"].to_pylist())
    files = ("车险核心/保险期间.csv", "非车核心/合同期间.csv")
    assert true <= {key for path in files for key in _column(exports / path, 0)}


def test_reported_claims_and_only_they_are_exported(exports, truth):
    claims = pq.read_table(truth / "claims.parquet").to_pylist()
    written = {key for path in ("车险核心/赔案.csv", "非车核心/理赔案件.csv") for key in _column(exports / path, 0)}
    assert all((row["claim_id"] in written) == row["is_reported"] for row in claims)


def test_expected_claims_are_close_to_those_that_occurred(truth):
    expected = np.sum(pq.read_table(truth / "terms.parquet")["expected_claims"].to_numpy())
    occurred = pq.read_metadata(truth / "claims.parquet").num_rows
    assert abs(occurred - expected) < 4 * np.sqrt(expected)


def test_the_effects_hold_every_parameter_and_every_year(world, truth):
    effects = pq.read_table(truth / "effects.parquet").to_pylist()
    assert len(effects) == len(list(world.model.rows())) + world.year_effects.size
    assert all(row["unit"] for row in effects)


def test_the_totals_are_those_of_the_summary(insurer, truth):
    rows = pq.read_table(truth / "totals.parquet").to_pylist()
    for measure, amount in insurer.totals.items():
        assert sum(row["amount"] for row in rows if row["measure"] == measure) == amount


def test_paid_and_outstanding_come_near_the_ultimate(world, block):
    totals = module.Totals()
    totals.add(world, block)
    found = totals.by_measure()
    assert 0.6 < float((found["paid"] + found["outstanding"]) / found["ultimate"]) < 1.3


def test_customers_carry_their_true_risk(world, block):
    table = module.customers(world, block)
    assert table["risk"].to_numpy().tolist() == block.customers.risk.tolist()
    assert table["customer"].to_pylist() == block.customers.serial.tolist()
