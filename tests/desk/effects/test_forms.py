"""Which decisions are shown."""

from kehu_desk.effects.forms import WhichForm


def test_only_what_was_followed_can_be_asked_for():
    labels = [("M000001", "M000001"), ("T000001", "T000001")]
    assert WhichForm({"of": "T000001"}, labels=labels).is_valid()
    assert not WhichForm({"of": "T000009"}, labels=labels).is_valid()
