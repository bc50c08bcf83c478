"""People: names, what they may do, and when their sessions end."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.access.permissions import Permission

DAY = datetime.timedelta(days=1)


def test_who_is_switched_off_may_do_nothing(desk_user):
    assert desk_user("actuary").may(Permission.PORTFOLIO_VIEW)
    assert not desk_user("actuary", is_active=False).may(Permission.PORTFOLIO_VIEW)


def test_a_given_password_stops_working_when_it_is_not_changed_in_time(desk_user):
    assert desk_user("actuary", temporary_until=timezone.now() + DAY).may_sign_in
    assert not desk_user("actuary", temporary_until=timezone.now() - DAY).may_sign_in


def test_colleagues_read_the_name_or_else_the_user_name(desk_user):
    assert desk_user("actuary", name="李思远").full_name == "李思远"
    assert desk_user("actuary", username="lisi").full_name == "lisi"


def test_two_user_names_never_differ_by_capitals_only(desk_user):
    desk_user("actuary", username="wang")
    with pytest.raises(ValidationError, match="taken"):
        User(username="Wang", role="actuary", password="x").full_clean()
    with pytest.raises(IntegrityError):
        desk_user("actuary", username="WANG")


@pytest.mark.parametrize("change", [{"role": "actuary"}, {"branch": "HQ"}, {"is_active": False}])
def test_sessions_end_when_role_or_branch_or_access_changes(desk_user, signed_in, change):
    user = desk_user("salesperson", branch="HQ/North")
    browser = signed_in(user)
    assert browser.get("/account/password/").status_code == 200
    User.objects.filter(pk=user.pk).update(**change)
    assert browser.get("/account/password/").status_code == 302


def test_other_sessions_end_when_the_password_changes(desk_user, signed_in):
    user = desk_user("salesperson")
    browser = signed_in(user)
    user.set_password("quite another one")
    user.save()
    assert browser.get("/account/password/").status_code == 302
