"""A job is over when nothing more will happen."""

import pytest

from kehu_desk.runs.models import Job, Status


@pytest.mark.parametrize(
    ("status", "is_over"), [("waiting", False), ("running", False), ("done", True), ("failed", True)]
)
def test_a_job_is_over_when_it_is_done_or_has_failed(status, is_over):
    assert Job(status=Status(status)).is_over is is_over
