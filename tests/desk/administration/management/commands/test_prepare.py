"""`python -m kehu_desk prepare`: from an empty database to people who can sign in; and again without harm."""

from io import StringIO

import pytest
from django.core.management import call_command

from kehu_desk.access.models import User
from kehu_desk.access.permissions import Role

PREPARE = "kehu_desk.administration.management.commands.prepare"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    monkeypatch.setattr(f"{PREPARE}.current_label", lambda: None)


def prepare(*options):
    said = StringIO()
    call_command("prepare", *options, stdout=said)
    return said.getvalue()


def test_the_first_administrator_gets_a_password_that_must_be_changed(db):
    said = prepare()
    user = User.objects.get()
    assert (user.username, user.role, user.is_password_temporary) == ("administrator", "administrator", True)
    assert any(user.check_password(word) for word in said.split())


def test_done_again_it_makes_nobody_anew(db):
    prepare()
    before = User.objects.get().password
    assert "Password" not in prepare()
    assert User.objects.get().password == before


def test_a_demonstration_has_a_person_for_each_role_at_a_branch_of_the_run(published):
    published([{"branch": "HQ/North"}])
    said = prepare("--demo")
    assert User.objects.count() == len(Role)
    assert User.objects.get(role=Role.SALESPERSON).branch == "HQ/North"
    assert all(str(role.label) in said for role in Role)


def test_a_run_that_is_not_on_the_desk_is_published(db, monkeypatch):
    asked = []
    monkeypatch.setattr(f"{PREPARE}.current_label", lambda: "R000007")
    monkeypatch.setattr(f"{PREPARE}.publish", lambda label, **_: asked.append(label))
    prepare()
    assert asked == ["R000007"]
