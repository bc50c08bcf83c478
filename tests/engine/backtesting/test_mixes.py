"""The mix of two runs: the level that moved most is named, and amounts are told apart by the earlier run's tenths."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.backtesting.mixes import drifts
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS


def run_of(folder, channels, premiums):
    """A run with a term in force for each channel, of one line."""
    folder.mkdir()
    keys = [f"C{n}" for n in range(len(channels))]
    rows = {
        "customers": [
            {"customer_id": key, "kind": "person", "channel": channel}
            for key, channel in zip(keys, channels, strict=True)
        ],
        "customer_risks": [{"customer_id": key, "grade": "A"} for key in keys[1:]],
        "term_risks": [
            {"term_id": key, "customer_id": key, "line": "motor", "expected_cost": 1.0, "annual_premium": premium}
            for key, premium in zip(keys, premiums, strict=True)
        ],
    }
    for name, some in rows.items():
        kinds = {column: one.datatype.to_pyarrow() for column, one in RESULTS[name].columns.items()}
        arrays = {column: pa.array([row.get(column) for row in some], kind) for column, kind in kinds.items()}
        pq.write_table(pa.table(arrays), folder / f"{name}.parquet")
    return RunFolder(folder.name, folder)


@pytest.fixture
def moved(tmp_path, engine):
    before = run_of(tmp_path / "R000001", ["agency"] * 8 + ["direct"] * 2, [*range(100, 110)])
    now = run_of(tmp_path / "R000002", ["agency"] * 3 + ["direct"] * 3 + [None] * 4, [*range(90, 99), None])
    return {(row["line"], row["fact"]): row for row in drifts(engine, before, now)}


def test_the_level_that_moved_most_is_named_with_both_shares(moved):
    row = moved["all", "channel"]
    assert (row["level"], row["share_before"], row["share_now"]) == ("agency", 0.8, 0.3)
    assert (row["terms_before"], row["terms_now"]) == (10, 10)
    assert row["stability_index"] > 0.25


def test_amounts_lie_in_the_tenths_of_the_earlier_run_and_the_unknown_apart(moved):
    row = moved["all", "annual_premium"]
    assert (row["level"], row["share_before"], row["share_now"]) == ("01", 0.1, 0.9)
    assert moved["all", "expected_cost"]["stability_index"] == 0


def test_a_line_has_its_own_rows_but_not_of_being_a_line(moved):
    assert ("motor", "channel") in moved
    assert ("motor", "line") not in moved
    assert ("all", "line") in moved
