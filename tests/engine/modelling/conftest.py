"""A run of one line with one factor, as fitted and with a level set by hand."""

import pytest

from tests.modelled import write_edited_run, write_run


@pytest.fixture
def run(tmp_path):
    return write_run(tmp_path)


@pytest.fixture
def edited_run(tmp_path):
    return write_edited_run(tmp_path)
