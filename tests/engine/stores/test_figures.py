"""Rows as frozen values, and the condition that they lie in a branch."""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from kehu.stores.figures import in_branch, values_of, whole


@dataclass(frozen=True)
class Counted:
    """A branch and a count."""

    branch: str
    count: int


ROWS = pa.table({"branch": ["HQ/North", "HQ/North/Town", "HQ/Northeast"], "count": [1, 2, 3], "other": [7, 8, 9]})


def test_each_field_of_the_value_is_a_column():
    assert values_of(Counted, ROWS)[0] == Counted("HQ/North", 1)


def test_a_file_that_is_not_there_holds_nothing(tmp_path):
    assert whole(Counted, tmp_path / "none.parquet") == ()
    pq.write_table(ROWS, tmp_path / "some.parquet")
    assert len(whole(Counted, tmp_path / "some.parquet")) == 3


def test_a_branch_holds_itself_and_what_lies_below():
    found = ds.dataset(ROWS).to_table(filter=in_branch("HQ/North", ds.field("count") < 3))
    assert found["count"].to_pylist() == [1, 2]
    assert in_branch("") is None
