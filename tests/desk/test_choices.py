"""Choices: a code that is kept, and a label that people read."""

from kehu_desk.choices import Choice


class Door(Choice):
    OPEN = "open", "Wide open"
    SHUT = "shut", "Shut"


def test_a_member_is_its_code_and_knows_its_label():
    assert Door("open") is Door.OPEN
    assert (Door.OPEN, Door.OPEN.label) == ("open", "Wide open")


def test_fields_take_codes_with_labels_in_order():
    assert Door.choices() == [("open", "Wide open"), ("shut", "Shut")]
