"""A run of seven customers with facts."""

import pytest

from tests.selected import write_facts


@pytest.fixture(scope="session")
def facts_run(tmp_path_factory):
    return write_facts(tmp_path_factory.mktemp("facts"))
