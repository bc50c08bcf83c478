"""What administrators do with people: passwords that are shown once, access that is never lost, and a record of all."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from kehu_desk.access.models import User
from kehu_desk.access.second_factor import has_second_factor
from kehu_desk.administration import actions
from kehu_desk.audit.models import Act, Event


@pytest.fixture
def by(desk_user):
    return desk_user("administrator")


def add(by, **more):
    person = {"username": "li", "name": "李娜", "role": "salesperson", "branch": "HQ/North"}
    return actions.add_user(**person | more, by=by)


def test_who_is_added_signs_in_with_a_password_that_must_be_changed(by):
    given = add(by)
    user = User.objects.get(username="li")
    assert user.check_password(given.password)
    assert user.may_sign_in
    assert user.is_password_temporary


def test_adding_is_recorded_without_the_password(by):
    given = add(by)
    event = Event.objects.get()
    assert (event.act, event.subject, event.by) == (Act.USER_ADDED, "li", by)
    assert given.password not in str(event.details)


def test_a_change_is_recorded_with_what_was_before(by):
    user = add(by).user
    actions.change_user(user=user, changes={"role": "service_officer"}, by=by)
    event = Event.objects.get(act=Act.USER_CHANGED)
    assert event.details == {"before": {"role": "salesperson"}, "after": {"role": "service_officer"}}


def test_two_who_change_the_same_person_lose_nothing(by):
    seen_by_one, seen_by_another = add(by).user, User.objects.get(username="li")
    actions.change_user(user=seen_by_one, changes={"branch": "HQ/South"}, by=by)
    actions.change_user(user=seen_by_another, changes={"name": "李 娜"}, by=by)
    user = User.objects.get(username="li")
    assert (user.branch, user.name) == ("HQ/South", "李 娜")


@pytest.mark.parametrize("change", [{"role": "actuary"}, {"branch": "HQ"}, {"is_active": False}])
def test_nobody_changes_the_own_access(by, desk_user, change):
    desk_user("administrator")
    with pytest.raises(actions.AccessLostError, match="Ask another administrator"):
        actions.change_user(user=by, changes=change, by=by)
    assert User.objects.get(pk=by.pk).role == "administrator"


def test_the_own_name_can_be_changed(by):
    assert actions.change_user(user=by, changes={"name": "Sun Wei"}, by=by).name == "Sun Wei"


@pytest.mark.parametrize("change", [{"role": "actuary"}, {"is_active": False}])
def test_the_last_administrator_stays_one(by, desk_user, change):
    """As when two administrators switch each other off: the second finds that nobody else is left."""
    other = desk_user("administrator")
    actions.change_user(user=other, changes=change, by=by)
    with pytest.raises(actions.AccessLostError, match="last administrator"):
        actions.change_user(user=by, changes=change, by=other)
    assert User.objects.get(pk=by.pk).may("users.manage")


def test_a_new_password_replaces_the_former_and_ends_sessions(by, desk_user, signed_in):
    user = desk_user("actuary")
    browser = signed_in(user)
    given = actions.reset_password(user=user, by=by)
    assert User.objects.get(pk=user.pk).check_password(given.password)
    assert browser.get("/account/password/").status_code == 302
    assert Event.objects.get(act=Act.PASSWORD_RESET).subject == user.username


def test_the_own_password_is_changed_elsewhere(by):
    with pytest.raises(actions.AccessLostError, match="your account"):
        actions.reset_password(user=by, by=by)


def test_a_lost_second_factor_is_taken_away_and_the_own_is_not(by, desk_user):
    user = desk_user("actuary")
    TOTP.activate(user, generate_totp_secret())
    actions.remove_second_factor(user=user, by=by)
    assert not has_second_factor(user)
    with pytest.raises(actions.AccessLostError, match="your own second factor"):
        actions.remove_second_factor(user=by, by=by)


def test_whoever_rules_the_server_lets_an_administrator_in_again(desk_user):
    user = desk_user("salesperson", username="li", branch="HQ", is_active=False)
    given = actions.open_administrator(username="Li")
    user = User.objects.get(pk=user.pk)
    assert (user.role, user.branch, user.may_sign_in) == ("administrator", "", True)
    assert user.check_password(given.password)
