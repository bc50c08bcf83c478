"""Saved scenarios stand in the order in which they were saved, a name once in a run."""

import pytest
from django.db import IntegrityError

from kehu_desk.renewals.models import SavedScenario

pytestmark = pytest.mark.django_db


def test_a_name_stands_once_in_a_run_and_again_in_the_next(desk_user):
    owner = desk_user("actuary")
    for run in ("R000001", "R000002"):
        SavedScenario.objects.create(run=run, name="mine", owner=owner)
    with pytest.raises(IntegrityError):
        SavedScenario.objects.create(run="R000001", name="mine", owner=owner)
