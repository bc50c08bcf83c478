"""The whole simulation: sizes, seeds, files that can be read back, totals that agree with the files."""

import csv
import datetime
import hashlib
from decimal import Decimal
from importlib import resources

import pyarrow.parquet as pq
import pytest

from kehu.engines import EngineSettings
from kehu.loads import Request, load
from kehu.parameters import default_text
from kehu.simulation import simulate
from kehu.simulation import simulation as module
from kehu.stages.intake import shipped
from kehu.stores.home import Home


def _fingerprints(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _ignore(title, done, total):
    pass


def _simulate(folder, **options):
    wanted = {"customers": 500, "years": 3, "seed": 3, "first_year": 2021, "progress": _ignore}
    return simulate(folder=folder, **{**wanted, **options})


def _rows(path):
    with path.open(encoding="gb18030", newline="") as file:
        return list(csv.reader(file))


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        _simulate(tmp_path / name)
    assert _fingerprints(tmp_path / "one") == _fingerprints(tmp_path / "two")


def test_another_seed_gives_another_insurer(tmp_path):
    _simulate(tmp_path / "one")
    _simulate(tmp_path / "two", seed=4)
    one, two = (_fingerprints(tmp_path / name) for name in ("one", "two"))
    assert one.keys() == two.keys()
    assert sum(one[name] == two[name] for name in one) <= 1


def test_it_counts_the_rows_that_it_writes(insurer, exports):
    counted = {path: len(_rows(exports / path)) - 1 for path in insurer.rows if path.endswith(".csv")}
    assert counted == {path: rows for path, rows in insurer.rows.items() if path.endswith(".csv")}


def test_every_broken_row_stands_where_the_truth_says(exports, truth):
    for broken in pq.read_table(truth / "broken.parquet").to_pylist():
        rows = _rows(exports / broken["file"])
        heading, row = rows[0], rows[broken["row"] - 1]
        told = {"is_unique": row in rows[1 : broken["row"] - 1], "has_the_headings_fields": len(row) != len(heading)}
        assert told.get(broken["rule"], len(row) == len(heading)), broken


def test_the_good_rows_sum_to_the_true_totals(insurer, exports, truth):
    broken = {(row["file"], row["row"]) for row in pq.read_table(truth / "broken.parquet").to_pylist()}
    premium = Decimal(0)
    for path in ("车险核心/保险期间.csv", "非车核心/合同期间.csv"):
        rows = _rows(exports / path)
        good = [row for number, row in enumerate(rows[1:], start=2) if (path, number) not in broken]
        premium += sum(Decimal(row[6].replace(",", "")) for row in good)
    assert premium == insurer.totals["written_premium"]


def test_the_last_block_may_be_smaller(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "CUSTOMERS_A_BLOCK", 300)
    told = []
    summary = _simulate(tmp_path / "insurer", progress=lambda *progress: told.append(progress))
    customers = pq.read_table(summary.folder / "truth" / "customers.parquet")["customer"].to_pylist()
    assert told == [("Simulating customers", done, 500) for done in (300, 500)]
    assert customers == list(range(1, 501))


@pytest.mark.parametrize(("option", "value"), [("customers", 0), ("customers", 10**8), ("years", 0), ("years", 31)])
def test_it_refuses_sizes_that_cannot_be(tmp_path, option, value):
    with pytest.raises(ValueError, match=f"{option} must lie between 1 and"):
        _simulate(tmp_path / "insurer", **{option: value})


def test_it_refuses_a_folder_that_holds_something(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="is not an empty folder"):
        _simulate(tmp_path)
    assert (tmp_path / "note.txt").read_text() == "mine"


@pytest.mark.slow
def test_the_shipped_mapping_rejects_exactly_the_broken_rows(insurer, exports, truth, tmp_path):
    (tmp_path / "kehu.toml").write_text(default_text(), encoding="utf-8")
    text = resources.files("kehu").joinpath("mappings", "simulated.toml").read_text(encoding="utf-8")
    request = Request(
        mapping=shipped()["simulated"],
        mapping_text=text,
        extract_date=datetime.date(2024, 12, 31),
        loaded_at=datetime.datetime(2025, 1, 2, tzinfo=datetime.UTC),
        paths=[exports],
    )
    report = load(Home(tmp_path), request, settings=EngineSettings(), report=_ignore)
    with report.rejects.open(encoding="utf-8-sig", newline="") as file:
        rejected = {(row["file"], int(row["row"]), row["rule"]) for row in csv.DictReader(file)}
    broken = pq.read_table(truth / "broken.parquet").to_pylist()
    told = {(row["file"].rpartition("/")[2], row["row"], row["rule"]) for row in broken}
    assert told <= rejected
    assert {row[:2] for row in told} == {row[:2] for row in rejected}
    assert report.read == report.accepted + len(broken)
