"""What each role may do: the table is complete, and some things are for few."""

import pytest

from kehu_desk.access.permissions import ALLOWED, Permission, Role, may


def test_every_role_may_do_something():
    assert set(ALLOWED) == set(Role)
    assert all(ALLOWED.values())


def test_every_permission_is_somebodys():
    assert frozenset().union(*ALLOWED.values()) == set(Permission)


@pytest.mark.parametrize("role", ["", "nobody", "ADMINISTRATOR"])
def test_a_role_that_is_none_may_do_nothing(role):
    assert not any(may(role, permission) for permission in Permission)


def test_who_stands_at_a_branch_may_do_nothing_that_concerns_the_whole_company():
    assert may(Role.ACTUARY, Permission.RUNS_VIEW)
    assert not may(Role.ACTUARY, Permission.RUNS_VIEW, branch="HQ")
    assert may(Role.ACTUARY, Permission.PORTFOLIO_VIEW, branch="HQ")


def test_administrators_manage_people_and_see_no_customers():
    assert [role for role in Role if may(role, Permission.USERS_MANAGE)] == [Role.ADMINISTRATOR]
    assert not may(Role.ADMINISTRATOR, Permission.CUSTOMERS_VIEW)
    assert not may(Role.ADMINISTRATOR, Permission.PERSONAL_REVEAL)


def test_the_audit_trail_is_for_those_who_watch():
    assert {role for role in Role if may(role, Permission.AUDIT_VIEW)} == {Role.ADMINISTRATOR, Role.COMPLIANCE_OFFICER}
