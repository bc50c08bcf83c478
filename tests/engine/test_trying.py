"""A scenario tried on a run: the limits are kept, and the run stays as it is."""

from types import SimpleNamespace

import pytest

from kehu import renewing, runs
from kehu.engines import EngineSettings
from kehu.renewal_assumptions import Bound
from kehu.stores import run_folders
from kehu.trying import try_scenario
from tests.backtested import AS_OF, make_insurer
from tests.cast import LOADED_AT, SETTINGS, nothing

KEPT = Bound(measure="kept", sense="at least", bound=0.99)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A run of the small insurer."""
    home = make_insurer(tmp_path_factory.mktemp("trying"))
    runs.run(home, as_of=AS_OF, started_at=LOADED_AT, settings=SETTINGS, report=nothing)
    return run_folders.current(home)


@pytest.mark.slow
def test_a_scenario_without_limits_is_the_free_one_of_the_run(run):
    free = next((one for one in renewing.scenarios(run) if one.scenario == "free"), None)
    found = try_scenario(run, "mine", [], settings=EngineSettings(threads=1))
    assert (found.figures.scenario, found.limits) == ("mine", ())
    if free is not None:
        assert found.figures.value == free.value


@pytest.mark.slow
def test_limits_are_told_as_a_run_tells_them(run):
    found = try_scenario(run, "mine", [KEPT], settings=EngineSettings(threads=1))
    assert [limit.measure for limit in found.limits] == ["kept"]
    assert found.figures.renewal_count == sum(
        getattr(found.figures, f"{name}_count") for name in ("pursue", "keep", "reprice", "decline")
    )


def test_a_run_that_decides_no_renewals_says_so(tmp_path):
    bare = SimpleNamespace(label="R000001", folder=tmp_path, table=lambda name: tmp_path / f"{name}.parquet")
    with pytest.raises(LookupError, match="decides no renewals"):
        try_scenario(bare, "mine", [KEPT], settings=EngineSettings())
