"""Cover and claims as far as the later day tells them."""

import pytest

from kehu import parameters
from kehu.backtesting.replays import Replay
from kehu.backtesting.telling import pattern_of, told_claims
from kehu.engines import open_engine
from kehu.stores import backtest_folders, batches
from kehu.stores.run_folders import RunFolder
from tests.backtested import AS_OF, CLAIMED_SINCE, SETTINGS, UNTIL

pytestmark = pytest.mark.slow


def test_a_levelled_claim_is_the_claim_where_the_line_has_no_cap(insurer, made):
    with open_engine(SETTINGS) as engine:
        counted = batches.active(insurer)
        book = batches.open_book(batches.table_files(insurer, counted), counted, engine=engine)
        run = RunFolder(made.label, made.folder / backtest_folders.OF_RUN)
        replay = Replay(engine, run, book.as_of(AS_OF), book.as_of(UNTIL), parameters.read(insurer.parameters), True)
        claims = replay.later["claims"]
        recent = claims.filter(claims.occurred_date > AS_OF).select("claim_id")
        rows = told_claims(replay, pattern_of(replay), of=recent).to_pyarrow().to_pylist()
        (line,) = replay.table("line_risks").select("claim_cap", "large_loss_factor").to_pyarrow().to_pylist()
    assert sorted(row["amount"] for row in rows) == [70 + n for n in CLAIMED_SINCE]
    cap = float(line["claim_cap"]) if line["claim_cap"] is not None else float("inf")
    for row in rows:
        expected = min(row["amount"], cap) * (line["large_loss_factor"] if cap < float("inf") else 1)
        assert row["levelled"] == pytest.approx(expected)
