"""Every stage is called by one function, and every function calls one; what comes back is what the stage declares."""

import inspect

import pytest

from kehu import stage_calls
from kehu.order import Inputs
from kehu.parameters import default_text, parse
from kehu.pipeline import PIPELINE
from tests.records import snapshot

CALLS = [call for name, call in inspect.getmembers(stage_calls, inspect.isfunction) if name.endswith("_tables")]


def test_each_is_called_once():
    called = [stage.compute for stage in PIPELINE]
    assert len(called) == len(set(called))
    assert set(called) == set(CALLS)


@pytest.mark.slow
def test_the_first_stages_give_the_tables_that_they_declare(engine):
    assumed = parse(default_text(), name="kehu.toml")
    book = snapshot(parties=[{"party_id": "core:1", "name": "王芳"}], producers=[])
    results = {}
    for stage in PIPELINE[:3]:
        found = stage.compute(Inputs(engine, book, results, assumed, former=None))
        assert set(found) == set(stage.writes)
        results |= found
    assert results["customers"].name.to_pyarrow().to_pylist() == ["王芳"]
