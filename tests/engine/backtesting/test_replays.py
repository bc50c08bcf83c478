"""A replay knows its two dates and the years between."""

import datetime

from kehu.backtesting.replays import Replay
from kehu.tables import Snapshot


def test_the_years_are_those_between_its_dates():
    known, later = (Snapshot(datetime.date(year, 12, 31), {}) for year in (2022, 2024))
    replay = Replay(None, None, known, later, None)
    assert (replay.as_of, replay.until) == (known.as_of, later.as_of)
    assert replay.years == 731 / 365
