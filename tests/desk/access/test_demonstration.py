"""People for a demonstration: one for each role, at the right branch, with passwords that are new each time."""

import pytest

from kehu_desk.access.demonstration import make_demonstration_users
from kehu_desk.access.models import User
from kehu_desk.access.permissions import Role


def test_there_is_one_person_for_each_role_who_can_sign_in(db):
    made = make_demonstration_users(["HQ", "HQ/North"])
    assert {role for _, _, role, _ in made} == {str(role) for role in Role}
    assert all(User.objects.get(username=name).check_password(password) for name, password, _, _ in made)


@pytest.mark.parametrize(("branches", "own"), [(["HQ", "HQ/North"], "HQ/North"), (["HQ"], "HQ"), ([], "")])
def test_who_works_with_customers_stands_at_a_branch(db, branches, own):
    branch_of = {role: branch for _, _, role, branch in make_demonstration_users(branches)}
    assert [branch_of[role] for role in ("salesperson", "service_officer", "branch_manager")] == [own] * 3
    assert branch_of["actuary"] == branch_of["administrator"] == ""


def test_made_again_the_same_people_have_new_passwords(db):
    before, after = make_demonstration_users([]), make_demonstration_users([])
    assert User.objects.count() == len(Role)
    assert not {password for _, password, _, _ in before} & {password for _, password, _, _ in after}
