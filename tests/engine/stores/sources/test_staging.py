"""A staged file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.stores.sources import staging as module
from kehu.stores.sources.staging import staging


def texts(*values: str | None) -> list[pa.Array]:
    return [pa.array(values, pa.string())]


def test_rows_are_written_with_their_numbers_in_the_order_given(tmp_path: Path):
    to = tmp_path / "staged.parquet"
    with staging(to, ["policy"]) as writer:
        writer.add(np.array([2, 3]), texts("P1", None))
        writer.add(np.array([7]), texts("P2"))
    assert pq.read_table(to).to_pydict() == {"source_row": [2, 3, 7], "policy": ["P1", None, "P2"]}
    assert writer.rows == 3


def test_a_file_without_rows_has_its_columns(tmp_path: Path):
    with staging(tmp_path / "staged.parquet", ["policy", "保费"]):
        pass
    assert pq.read_schema(tmp_path / "staged.parquet").names == ["source_row", "policy", "保费"]


def test_the_file_appears_only_when_all_is_written(tmp_path: Path):
    to = tmp_path / "staged.parquet"
    with staging(to, ["policy"]) as writer:
        writer.add(np.array([2]), texts("P1"))
        assert not to.exists()
    assert list(tmp_path.iterdir()) == [to]


def test_an_error_leaves_what_was_there_and_no_half_file(tmp_path: Path):
    to = tmp_path / "staged.parquet"
    to.write_text("of yesterday")

    def break_off() -> None:
        with staging(to, ["policy"]) as writer:
            writer.add(np.array([2]), texts("P1"))
            raise RuntimeError("broken off")

    with pytest.raises(RuntimeError, match="broken off"):
        break_off()
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("staged.parquet", "of yesterday")]


def test_small_batches_are_gathered_into_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(module, "ROWS_IN_A_GROUP", 4)
    to = tmp_path / "staged.parquet"
    with staging(to, ["policy"]) as writer:
        for number in range(9):
            writer.add(np.array([number]), texts("P"))
    metadata = pq.read_metadata(to)
    assert [metadata.row_group(place).num_rows for place in range(metadata.num_row_groups)] == [4, 4, 1]
