"""People for a demonstration: one for each role, with passwords that nobody knows before they are printed.

Reads the branches of the run; writes users, or gives those of the same names new passwords, so that it may be repeated.
Those who work with customers stand at a branch; the others see the whole company.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from kehu_desk.access.models import User
from kehu_desk.access.passwords import LETTERS
from kehu_desk.access.permissions import Role

NAMES = {
    Role.SALESPERSON: "周小雨",
    Role.UNDERWRITER: "陈志强",
    Role.SERVICE_OFFICER: "林淑芬",
    Role.CHANNEL_MANAGER: "高建国",
    Role.BRANCH_MANAGER: "王海燕",
    Role.ACTUARY: "李思远",
    Role.COMPLIANCE_OFFICER: "赵文静",
    Role.ADMINISTRATOR: "孙伟",
}
AT_A_BRANCH = frozenset({Role.SALESPERSON, Role.SERVICE_OFFICER, Role.BRANCH_MANAGER})


def make_demonstration_users(branches: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """One user for each role; gives user name, password, role and branch.

    `branches` begin with the one of most customers, which may be the head office with all below it: a demonstration
    wants a branch below it, where there is one.
    """
    branch = next((path for path in branches if "/" in path), next(iter(branches), ""))
    return [_made(role, branch if role in AT_A_BRANCH else "") for role in Role]


def _made(role: Role, branch: str) -> tuple[str, str, str, str]:
    username = role.value.replace("_", "-")
    password = "".join(secrets.choice(LETTERS) for _ in range(12))
    user = User.objects.filter(username=username).first() or User(username=username)
    user.name, user.role, user.branch, user.is_active, user.temporary_until = NAMES[role], role, branch, True, None
    user.set_password(password)
    user.save()
    return username, password, str(role), branch
