"""The gateway reads what a run offers its renewals."""

import pytest

from kehu.stores import run_folders
from kehu_desk.engine import renewing as engine
from tests.offering import write_offers


@pytest.fixture
def label(loaded):
    run = run_folders.current(loaded)
    write_offers(run.folder, [{}, {"list": "keep"}], reasons=[{"reason": "premium", "amount": "420.00"}])
    return run.label


def test_everything_is_read_by_the_label_of_the_run(label):
    assert engine.renewals_are_decided(label)
    assert engine.renewal_lines(label, scope="") == ("motor",)
    assert [one.count for one in engine.renewal_lists(label, scope="", line="")] == [1, 1, 0, 0]
    assert engine.renewal_offers(label, "keep", scope="", line="", after=0).count == 1
    assert engine.renewal_offer(label, "T1")[1][0].reason == "premium"
    assert engine.renewal_scenarios(label)[0].scenario == "plan"
    assert engine.renewal_limits(label)[0].measure == "kept"
    assert engine.renewal_frontier(label)[0].scenario == "plan"
    assert engine.renewal_gates(label, line="all")[0].gate == "known"
