"""The form around the builder."""

from kehu_desk.segments.forms import DeleteForm, SegmentForm


def test_a_segment_needs_a_name_and_one_of_the_ways_of_sharing():
    assert SegmentForm({"name": "Good risks", "sharing": "company"}).is_valid()
    assert "name" in SegmentForm({"name": " ", "sharing": "company"}).errors
    assert "sharing" in SegmentForm({"name": "x", "sharing": "everybody"}).errors


def test_deleting_needs_the_version_that_was_seen():
    assert not DeleteForm({}).is_valid()
