"""The command puts a run on the desk, for scripts and schedules."""

import io

import pytest
from django.core.management import call_command

from kehu_desk.published.models import PublishedRun


@pytest.fixture
def asked(monkeypatch):
    """Labels that were published."""
    labels = []

    def publish(label, *, by, report):
        report("customers", 1, 5)
        labels.append(label)
        return PublishedRun(label=label, customer_count=1234)

    monkeypatch.setattr("kehu_desk.published.management.commands.publish.publish", publish)
    return labels


def test_the_run_that_is_named_is_published(asked):
    out = io.StringIO()
    call_command("publish", "R000007", stdout=out)
    assert asked == ["R000007"]
    assert "2 of 5: customers" in out.getvalue() and "1,234 customers" in out.getvalue()


def test_without_a_name_the_engines_current_run_is_published(asked, monkeypatch):
    monkeypatch.setattr("kehu_desk.published.management.commands.publish.current_label", lambda: "R000003")
    call_command("publish", stdout=io.StringIO())
    assert asked == ["R000003"]


def test_without_any_run_it_says_how_to_make_one(asked, monkeypatch):
    monkeypatch.setattr("kehu_desk.published.management.commands.publish.current_label", lambda: None)
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("publish", stderr=err)
    assert "kehu run" in err.getvalue()
