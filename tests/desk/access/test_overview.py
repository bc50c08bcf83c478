"""The tables of the documentation: every permission and every guarded page, as the code has them."""

from kehu_desk.access.overview import markdown
from kehu_desk.access.permissions import WHOLE_COMPANY, Permission, Role


def line_of(text):
    return next(line for line in markdown().splitlines() if line.startswith(f"| {text} |"))


def test_every_permission_has_its_line():
    assert all(
        line_of(permission.label if permission not in WHOLE_COMPANY else f"{permission.label} †")
        for permission in Permission
    )


def test_a_page_shows_the_roles_that_may_ask_for_it():
    marks = line_of("`/administration/users/`").split("|")[2:-1]
    assert [role for role, mark in zip(Role, marks, strict=True) if mark.strip()] == [Role.ADMINISTRATOR]


def test_the_tables_are_in_english_whatever_is_spoken(settings):
    settings.LANGUAGE_CODE = "zh-hans"
    assert "See customers" in markdown()
