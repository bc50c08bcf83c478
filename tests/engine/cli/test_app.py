"""The application lists its commands quickly, and tells refusals in one message."""

import subprocess
import sys

import pytest
import typer

from kehu.cli import app
from kehu.cli.app import COMMANDS, is_refusal
from kehu.stores.home import HomeError


@pytest.fixture(scope="module")
def group():
    return typer.main.get_group(app)


def test_the_help_lists_every_command(kehu):
    told = kehu("--help")
    assert told.exit_code == 0
    assert all(name in told.output for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_in_its_own_help_what_the_list_says_with_an_example(group, name):
    command = group.get_command(None, name)
    assert command.help.splitlines()[0] == COMMANDS[name].about
    assert f"Example: `kehu {name}" in command.help


def test_the_help_does_not_wait_for_the_engine():
    asked = "import sys; from kehu.cli import app; app(['--help'], standalone_mode=False); print('ibis' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "False"


def test_the_version_is_shown_and_wrong_usage_is_answered_with_a_hint(kehu):
    assert kehu("--version").output.startswith("kehu 0.")
    wrong = kehu("shw")
    assert (wrong.exit_code, "Did you mean 'show'?" in wrong.output) == (2, True)


def test_a_refusal_is_one_message_on_the_error_stream(kehu, tmp_path):
    told = kehu("batches", "--home", tmp_path)
    assert told.exit_code == 1
    assert told.stderr.startswith("Refused: ") and "kehu init" in told.stderr
    assert "Traceback" not in told.output and told.stdout == ""


def test_only_errors_that_kehu_declares_are_refusals():
    assert is_refusal(HomeError("no home"))
    assert not is_refusal(RuntimeError("a defect"))


def test_what_the_disk_refuses_is_told_with_its_place(kehu, small_home, tmp_path):
    (tmp_path / "out.xlsx").mkdir()
    told = kehu("export", tmp_path / "out.xlsx", "--home", small_home)
    assert (told.exit_code, "Refused: " in told.stderr) == (1, True)
