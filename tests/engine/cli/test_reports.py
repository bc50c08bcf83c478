"""The report of a load concludes with what to do next."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from kehu.cli.reports import conclusion, report_as_values, show_load
from kehu.loads import LoadReport
from kehu.stores.batches import FileCount, TableCount

MADE = LoadReport(
    source="core",
    batch=3,
    already_loaded_as=None,
    files=(
        FileCount("a.csv", "f", 10, 8, 2, 1, 0, "gb18030", ","),
        FileCount("b.csv", "g", 5, 5, 0, 0, 0, "utf-8", ","),
    ),
    passed_over=("notes.txt",),
    tables={"terms": TableCount(9, 2, 2)},
    broken_rules={"expires_after_inception": 2},
    rejects=Path("home/rejects/x/rejects.csv"),
    is_dry_run=False,
    seconds=1.25,
)


def _shown(made):
    console = Console(width=100, record=True, file=StringIO())
    show_load(console, made, Path("home"))
    return console.export_text()


def test_files_are_added_up_and_strangers_named():
    told = _shown(MADE)
    assert "13 of 15 rows accepted, 2 rejected" in told
    assert "All files" in told and "gb18030" in told
    assert "Passed over: notes.txt" in told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, "Loaded as B000003 in 1.2 s. Next: kehu run --home home"),
        ({"batch": None}, "The book says all of this already: nothing was changed."),
        ({"batch": None, "is_dry_run": True}, "Dry run: nothing was changed."),
    ],
)
def test_the_conclusion_says_what_became_of_the_load(changes, told):
    assert conclusion(replace(MADE, **changes), Path("home")).startswith(told)


def test_values_for_machines_have_the_sums():
    values = report_as_values(MADE)
    assert (values["batch"], values["read"], values["accepted"], values["rejected"]) == ("B000003", 15, 13, 2)
