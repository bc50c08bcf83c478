import logging
from types import SimpleNamespace

import pytest

from kehu_desk.access.permissions import Permission
from kehu_desk.ui.panels import Panel, shown_panels
from kehu_desk.ui.values import Fact


@pytest.fixture
def request_of(rf):
    """`request_of(permissions)` is a request of somebody who may do those things."""

    def make(*permissions):
        request = rf.get("/")
        request.user = SimpleNamespace(may=lambda one: one in permissions, is_authenticated=False)
        return request

    return make


def panel(name, read=lambda _request, subject: {"values": {"facts": [Fact("Name", subject)]}}, **more):
    return Panel(name, name, "ui/gallery_panel.html", read, **more)


def test_panels_stand_in_their_columns_with_their_bodies(request_of):
    placed = shown_panels([panel("a"), panel("b", column="right")], request=request_of(), subject="<王芳>")
    assert [one.name for one in placed["left"]] == ["a"]
    assert "&lt;王芳&gt;" in placed["right"][0].body


def test_a_panel_is_left_out_for_those_who_may_not_see_it(request_of):
    panels = [panel("open"), panel("closed", permission=Permission.AUDIT_VIEW)]
    names = lambda request: [one.name for one in shown_panels(panels, request=request, subject="")["left"]]  # noqa: E731
    assert names(request_of()) == ["open"]
    assert names(request_of(Permission.AUDIT_VIEW)) == ["open", "closed"]


def test_a_panel_with_nothing_to_say_is_left_out(request_of):
    assert shown_panels([panel("a", read=lambda *_: None)], request=request_of(), subject="")["left"] == []


def test_a_failing_panel_says_so_and_the_others_stand(request_of, caplog):
    with caplog.at_level(logging.ERROR):
        placed = shown_panels([panel("bad", read=lambda *_: 1 / 0), panel("good")], request=request_of(), subject="x")
    assert [(one.name, one.has_failed) for one in placed["left"]] == [("bad", True), ("good", False)]
    assert "panel bad cannot be shown" in caplog.text


def test_what_a_panel_reads_may_name_its_title(request_of):
    read = lambda *_: {"title": "3 claims", "note": "to date", "flush": True}  # noqa: E731
    shown = shown_panels([panel("claims", read=read)], request=request_of(), subject="")["left"][0]
    assert (shown.title, shown.note, shown.flush) == ("3 claims", "to date", True)
