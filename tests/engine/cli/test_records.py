"""How a run was made is told in tables."""

from io import StringIO

from rich.console import Console

from kehu.cli.records import run_rows, show_manifest, show_runs


def _shown(show, value):
    console = Console(width=100, record=True, file=StringIO())
    show(console, value)
    return console.export_text()


def test_the_manifest_shows_stages_controls_and_batches(small_run):
    told = _shown(show_manifest, small_run.manifest)
    assert "R000001, as of 2024-12-31, took 0.5 s" in told
    assert "5,500.10" in told and "B000001" in told and "find the customers" in told


def test_runs_are_listed_with_the_current_one_marked(small_run):
    rows = run_rows([small_run], small_run)
    assert (rows[0]["run"], rows[0]["batches"], rows[0]["is_current"]) == ("R000001", ["B000001"], True)
    assert run_rows([small_run], None)[0]["is_current"] is False
    assert "1 run" in _shown(show_runs, rows)
