"""Acts on models are recorded, or do not happen."""

import pytest

from kehu.stores.model_files import read_edits
from kehu_desk.audit.models import Act, Event
from kehu_desk.engine import EditConflictError, Relativity
from kehu_desk.modelling import actions

ASKED = Relativity("motor", "frequency", ("age",), ("≥ 30",), 0.6)


def test_an_edit_and_its_record_stand_or_fall_together(home, desk_user):
    user = desk_user("actuary", name="李娜")
    with pytest.raises(EditConflictError):
        actions.set_level(asked=ASKED, reason="x", seen="another state", by=user)
    assert Event.objects.count() == 0
    actions.set_level(asked=ASKED, reason="x", seen="", by=user)
    assert [edit.by for edit in read_edits(home)] == ["李娜"]
    assert Event.objects.get().act == Act.MODEL_EDITED


def test_the_name_of_a_workbook_has_no_spaces(told):
    assert actions.model_export_name(told) == "model-motor-frequency-R000002"
