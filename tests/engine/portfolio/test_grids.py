"""The grid of a scope adds up its branches; what retention is worth is told of the whole company."""

import datetime
from decimal import Decimal

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.portfolio.grids import cohort_years, grid_cells, movements, retention_points, value_curves
from kehu.portfolio.scopes import scoped_portfolios
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS

CELL = {"grade": "A", "tier": "B", "strategy": "keep"}
POINT = {
    "retention": 0.8,
    **dict.fromkeys(("next_result", "gain", "gain_lower", "gain_upper", "value_gain"), Decimal(1)),
}
YEAR = {"subject": "customers", "line": "all", "at_risk": 9, "survival": 0.5, "lower": 0.4, "upper": 0.6}
NOTHING = {"future_value": Decimal(0)}
TABLES = {
    "customer_segments": [{"customer_id": key, **CELL} for key in ("C1", "C2")]
    + [{"customer_id": "C3", "grade": "none", "tier": "B"}],
    "customer_values": [
        {"customer_id": "C1", "coming_result": Decimal("1.25")},
        {"customer_id": "C2", "coming_result": Decimal("2.25")},
    ],
    "value_curves": [
        {"measure": measure, "customer_share": share, "customer_count": 1, "amount": Decimal(5), "amount_share": 0.5}
        for measure in ("coming_result", "lifetime_value", "future_value")
        for share in (0.2, 0.1)
    ],
    "segment_movements": [
        {"former_grade": "B", "former_tier": "B", "grade": "left", "tier": "left", "customer_count": 2, **NOTHING},
        {"former_grade": "A", "former_tier": "B", "grade": "A", "tier": "A", "customer_count": 3, **NOTHING},
    ],
    "retention_profits": [
        {"kept": kept, "points": points, **POINT} for points in (1.0, 0.0) for kept in ("good", "all")
    ],
    "retention_curves": [
        {**YEAR, "cohort": 2020, "year": 2},
        {**YEAR, "cohort": 2020, "year": 1},
        {**YEAR, "cohort": 2020, "year": 3, "lower": None},
        {**YEAR, "cohort": 2020, "year": 4, "at_risk": 0},
        {**YEAR, "cohort": 2023, "year": 2},
        {**YEAR, "cohort": 2020, "year": 1, "subject": "policies"},
    ],
}
HOMES = {"customer_id": ["C1", "C2", "C3"], "branch": ["HQ/North", "HQ/South", None]}


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("judged")
    for name, rows in TABLES.items():
        kinds = {column: one.datatype.to_pyarrow() for column, one in RESULTS[name].columns.items()}
        arrays = {column: pa.array([row.get(column) for row in rows], kind) for column, kind in kinds.items()}
        pq.write_table(pa.table(arrays), folder / f"{name}.parquet")
    (folder / "manifest.json").write_text('{"as_of": "2024-12-31"}', encoding="utf-8")
    return RunFolder("R000001", folder)


def test_a_scope_holds_the_sum_of_its_branches(judged, engine):
    cells = grid_cells(judged, ibis.memtable(pa.table(HOMES)), engine=engine)
    told = {
        scope: [(one.grade, one.customer_count, one.coming_result) for one in found] for scope, found in cells.items()
    }
    both = ("A", 2, Decimal("3.50"))
    assert told["HQ"] == [both]
    assert told[""] == [both, ("none", 1, Decimal("0.00"))]
    assert told["HQ/North"] == [("A", 1, Decimal("1.25"))]


def test_points_and_cohorts_stand_in_order_and_whole(judged):
    assert [(one.kept, one.points) for one in retention_points(judged)] == [
        *(("all", 0.0), ("all", 1.0), ("good", 0.0), ("good", 1.0))
    ]
    assert [(one.cohort, one.year) for one in cohort_years(judged)] == [(2020, 1), (2020, 2)]


def test_a_run_without_judgements_has_an_empty_grid(small_run, engine):
    whole = next(scoped_portfolios(small_run, engine=engine))
    assert whole.as_of == datetime.date(2024, 12, 31)
    assert (whole.grid, whole.retention, whole.cohorts) == ((), (), ())


def test_movements_are_told_of_the_whole_company_and_nobody_is_left_out(judged):
    told = [(one.former_grade, one.grade, one.customer_count) for one in movements(judged)]
    assert told == [("A", "A", 3), ("B", "left", 2)]
    assert movements(RunFolder("R000009", judged.folder / "none")) == ()


def test_curves_of_value_stand_with_lifetime_value_first_and_their_points_in_order(judged):
    found = value_curves(judged)
    assert [curve.measure for curve in found] == ["lifetime_value", "future_value", "coming_result"]
    assert [point.customer_share for point in found[0].points] == [0.1, 0.2]
    assert value_curves(RunFolder("R000009", judged.folder / "none")) == ()
