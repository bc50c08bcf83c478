"""A wrong order of stages is refused, in words."""

from dataclasses import replace

import pytest

from kehu.order import OrderError, check_order
from kehu.pipeline import PIPELINE


@pytest.mark.parametrize(
    ("stages", "fault"),
    [
        (PIPELINE[1:], r"golden record: not there yet \['identities'\]"),
        (PIPELINE[:-1], r"no stage writes \['data_quality'\]"),
        ((*PIPELINE, PIPELINE[-1]), r"written before \['data_quality'\]"),
        ((replace(PIPELINE[0], writes=("horoscopes",)),), r"no table \['horoscopes'\]"),
        ((replace(PIPELINE[0], reads=("horoscopes",)),), r"not there yet \['horoscopes'\]"),
    ],
)
def test_a_wrong_order_is_refused(stages, fault):
    with pytest.raises(OrderError, match=fault):
        check_order(stages)
