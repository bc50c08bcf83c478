"""The order of a run: nothing is read before it is written, and every table has one writer."""

from dataclasses import replace

import pytest

from kehu.order import OrderError, check_order
from kehu.pipeline import PIPELINE
from kehu.tables import RESULTS


def test_the_order_holds():
    check_order(PIPELINE)


def test_every_result_is_written_once():
    written = [name for stage in PIPELINE for name in stage.writes]
    assert sorted(written) == sorted(RESULTS)


@pytest.mark.parametrize(
    ("stages", "fault"),
    [
        (PIPELINE[1:], r"customers: not there yet \['identities'\]"),
        (PIPELINE[:-1], r"no stage writes \['data_quality'\]"),
        ((*PIPELINE, PIPELINE[-1]), r"written before \['data_quality'\]"),
        ((replace(PIPELINE[0], writes=("horoscopes",)),), r"no table \['horoscopes'\]"),
        ((replace(PIPELINE[0], reads=("horoscopes",)),), r"not there yet \['horoscopes'\]"),
    ],
)
def test_a_wrong_order_is_refused(stages, fault):
    with pytest.raises(OrderError, match=fault):
        check_order(stages)


def test_every_stage_says_in_words_what_it_does():
    assert all(stage.about and stage.about[0].islower() for stage in PIPELINE)
