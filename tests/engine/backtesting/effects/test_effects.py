"""Effects are kept beside a backtest and read again; older folders say that there are none."""

import pytest

from kehu.backtesting import Effects, EffectTables
from kehu.stores.numbered import NumberedFolder
from tests.backtested import said

pytestmark = pytest.mark.slow


def test_a_backtest_keeps_every_table_of_effects(made):
    came = said(made).effects
    assert [row["list"] for row in came.lists]
    assert sum(row["decided_count"] for row in came.lists) == came.qualities[0]["decided_count"]
    for table in EffectTables.values():
        assert made.table(table.table_name).is_file()


def test_what_is_written_is_read_again(made, tmp_path):
    came = said(made).effects
    came.write(tmp_path)
    assert Effects.read(NumberedFolder("T1", tmp_path)) == came


def test_a_folder_without_effects_says_so(tmp_path):
    assert Effects.read(NumberedFolder("T1", tmp_path)) is None
