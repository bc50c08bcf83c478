"""As-of is law in a backtest: whatever becomes known after its date, what it foretells is the same.

The small insurer is given any third year, with anybody renewing and anybody claiming any amount; the run of the past is
compared row by row with that of the standing one.
"""

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.backtested import COUNT, carry_out, make_insurer

pytestmark = pytest.mark.slow

FORETOLD = {
    "term_risks": "term_id",
    "customer_risks": "customer_id",
    "renewal_occasions": "term_id",
    "customer_values": "customer_id",
    "risk_documents": "model",
}
stayed = st.sets(st.integers(0, COUNT - 1), min_size=1).map(sorted)


def foretold(home):
    """All that a backtest foretells, table by table, in the order of its key."""
    run = carry_out(home).run
    return {name: pq.read_table(run.table(name)).sort_by(key).to_pylist() for name, key in FORETOLD.items()}


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """What the backtest of the standing insurer foretells."""
    return foretold(make_insurer(tmp_path_factory.mktemp("standing")))


@settings(max_examples=2, deadline=None)
@given(stayed=stayed, paid=st.integers(1, 10**6))
def test_rows_known_after_the_date_change_nothing_foretold(standing, tmp_path_factory, stayed, paid):
    other = make_insurer(tmp_path_factory.mktemp("other"), stayed=stayed, claimed=stayed[::2], paid=paid)
    assert foretold(other) == standing
