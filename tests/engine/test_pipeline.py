"""The order of a run: nothing is read before it is written, and every table has one writer."""

from kehu.order import check_order
from kehu.pipeline import PIPELINE
from kehu.tables import RESULTS


def test_the_order_holds():
    check_order(PIPELINE)


def test_every_result_is_written_once():
    written = [name for stage in PIPELINE for name in stage.writes]
    assert sorted(written) == sorted(RESULTS)


def test_every_stage_says_in_words_what_it_does():
    assert all(stage.about and stage.about[0].islower() for stage in PIPELINE)
