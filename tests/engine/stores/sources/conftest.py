from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from kehu.stores.sources import Format, Staged, stage_file

Stage = Callable[..., Staged]


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    """Write a file of that name, stage it."""

    def write_and_stage(content: bytes | str, name: str = "book.csv", **format: object) -> Staged:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        to = tmp_path / "staged.parquet"
        return stage_file(path, format=Format(**format), to=to, progress=lambda *_: None)

    return write_and_stage


@pytest.fixture
def rows() -> Callable[[Staged], list[tuple[object, ...]]]:
    """Rows of a staged file, the row number first."""

    def of(staged: Staged) -> list[tuple[object, ...]]:
        return [tuple(row.values()) for row in pq.read_table(staged.path).to_pylist()]

    return of
