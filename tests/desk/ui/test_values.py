import pytest

from kehu_desk.ui.values import Progress


@pytest.mark.parametrize(("share", "percent"), [(None, None), (0.434, 43), (1.2, 100), (-1, 0)])
def test_progress_stays_between_nothing_and_all(share, percent):
    assert Progress("Reading", share).percent == percent
