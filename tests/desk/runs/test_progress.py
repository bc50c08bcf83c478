"""How far work is can be read while it goes on, and is forgotten afterwards."""

import pytest

from kehu_desk.runs import progress
from kehu_desk.runs.progress import Reporter, Stand


@pytest.fixture(autouse=True)
def desk(settings, tmp_path):
    settings.DESK_FOLDER = tmp_path


def test_what_was_written_is_read():
    progress.write(7, Stand("copying", 1, 4))
    assert progress.read(7) == Stand("copying", 1, 4)


def test_of_other_work_nothing_is_known():
    assert progress.read(8) is None


def test_it_is_forgotten_once_and_again():
    progress.write(7, Stand("copying", 1, 4))
    progress.forget(7)
    progress.forget(7)
    assert progress.read(7) is None


def test_a_reporter_writes_new_steps_at_once_and_others_seldom(monkeypatch):
    written = []
    monkeypatch.setattr(progress, "write", lambda job, stand: written.append(stand))
    report = Reporter(7)
    for done in range(100):
        report("reading", done, 100)
    report("writing", 0, 1)
    assert written == [Stand("reading", 0, 100), Stand("writing", 0, 1)]
