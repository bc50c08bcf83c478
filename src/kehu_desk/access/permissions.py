"""What one may do at the desk, and which role may do it.

Gives `Permission`, `Role`, the one table that joins them, and which permissions are for the whole company only. The
table is code, because it must be the same in every insurer's desk and stand under test; who has which role is data.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kehu_desk.choices import Choice


class Permission(Choice):
    """A thing that one may do."""

    CUSTOMERS_VIEW = "customers.view", _("See customers")
    CUSTOMERS_EXPORT = "customers.export", _("Take lists of customers out")
    PERSONAL_REVEAL = "personal.reveal", _("See identity numbers and telephone numbers in full")
    MATCHING_VIEW = "matching.view", _("See who is who")
    MATCHING_DECIDE = "matching.decide", _("Decide who is who")
    MATCHING_UNDO = "matching.undo", _("See all decisions on who is who and take them back")
    RENEWALS_VIEW = "renewals.view", _("See what renewals are offered")
    SCENARIOS_VIEW = "scenarios.view", _("Compare scenarios of next year's book")
    EFFECTS_VIEW = "effects.view", _("See what came of decisions")
    MARKETS_VIEW = "markets.view", _("See which groups of customers to win")
    SERVICE_VIEW = "service.view", _("See the service that customers are due")
    PORTFOLIO_VIEW = "portfolio.view", _("See the portfolio")
    RUNS_VIEW = "runs.view", _("See loads and runs")
    RUNS_START = "runs.start", _("Load files and start runs")
    RUNS_PUBLISH = "runs.publish", _("Publish runs and go back")
    MODELS_VIEW = "models.view", _("See the models")
    MODELS_EDIT = "models.edit", _("Set relativities and promote recipes")
    JUDGED_VIEW = "judged.view", _("See how models did")
    USERS_MANAGE = "users.manage", _("Manage users")
    AUDIT_VIEW = "audit.view", _("See the audit trail")


class Role(Choice):
    """What a person is at the insurer."""

    SALESPERSON = "salesperson", _("Salesperson")
    UNDERWRITER = "underwriter", _("Production underwriter")
    SERVICE_OFFICER = "service_officer", _("Service officer")
    CHANNEL_MANAGER = "channel_manager", _("Channel manager")
    BRANCH_MANAGER = "branch_manager", _("Branch manager")
    ACTUARY = "actuary", _("Actuary")
    COMPLIANCE_OFFICER = "compliance_officer", _("Compliance officer")
    ADMINISTRATOR = "administrator", _("Administrator")


ALLOWED: Mapping[Role, frozenset[Permission]] = {
    Role.SALESPERSON: frozenset(
        {Permission.CUSTOMERS_VIEW, Permission.PERSONAL_REVEAL, Permission.RENEWALS_VIEW, Permission.SERVICE_VIEW}
    ),
    Role.UNDERWRITER: frozenset(
        {
            Permission.RENEWALS_VIEW,
            Permission.SERVICE_VIEW,
            Permission.SCENARIOS_VIEW,
            Permission.EFFECTS_VIEW,
            Permission.MARKETS_VIEW,
            Permission.CUSTOMERS_VIEW,
            Permission.MATCHING_VIEW,
            Permission.MATCHING_DECIDE,
            Permission.PERSONAL_REVEAL,
            Permission.PORTFOLIO_VIEW,
            Permission.CUSTOMERS_EXPORT,
            Permission.MODELS_VIEW,
            Permission.JUDGED_VIEW,
        }
    ),
    Role.SERVICE_OFFICER: frozenset(
        {
            Permission.RENEWALS_VIEW,
            Permission.SERVICE_VIEW,
            Permission.CUSTOMERS_VIEW,
            Permission.PERSONAL_REVEAL,
            Permission.MATCHING_VIEW,
            Permission.MATCHING_UNDO,
            Permission.MATCHING_DECIDE,
        }
    ),
    Role.CHANNEL_MANAGER: frozenset(
        {
            Permission.MARKETS_VIEW,
            Permission.CUSTOMERS_VIEW,
            Permission.RENEWALS_VIEW,
            Permission.SERVICE_VIEW,
            Permission.PORTFOLIO_VIEW,
            Permission.CUSTOMERS_EXPORT,
        }
    ),
    Role.BRANCH_MANAGER: frozenset(
        {
            Permission.RENEWALS_VIEW,
            Permission.SERVICE_VIEW,
            Permission.CUSTOMERS_VIEW,
            Permission.MATCHING_VIEW,
            Permission.MATCHING_UNDO,
            Permission.MATCHING_DECIDE,
            Permission.PERSONAL_REVEAL,
            Permission.PORTFOLIO_VIEW,
            Permission.CUSTOMERS_EXPORT,
            Permission.MODELS_VIEW,
        }
    ),
    Role.ACTUARY: frozenset(
        {
            Permission.RENEWALS_VIEW,
            Permission.SERVICE_VIEW,
            Permission.SCENARIOS_VIEW,
            Permission.EFFECTS_VIEW,
            Permission.MARKETS_VIEW,
            Permission.CUSTOMERS_VIEW,
            Permission.MATCHING_VIEW,
            Permission.MATCHING_UNDO,
            Permission.MATCHING_DECIDE,
            Permission.CUSTOMERS_EXPORT,
            Permission.PORTFOLIO_VIEW,
            Permission.RUNS_VIEW,
            Permission.RUNS_START,
            Permission.RUNS_PUBLISH,
            Permission.MODELS_VIEW,
            Permission.MODELS_EDIT,
            Permission.JUDGED_VIEW,
        }
    ),
    Role.COMPLIANCE_OFFICER: frozenset(
        {
            Permission.RENEWALS_VIEW,
            Permission.SERVICE_VIEW,
            Permission.SCENARIOS_VIEW,
            Permission.EFFECTS_VIEW,
            Permission.MARKETS_VIEW,
            Permission.CUSTOMERS_VIEW,
            Permission.MATCHING_VIEW,
            Permission.MATCHING_UNDO,
            Permission.PORTFOLIO_VIEW,
            Permission.RUNS_VIEW,
            Permission.MODELS_VIEW,
            Permission.JUDGED_VIEW,
            Permission.AUDIT_VIEW,
        }
    ),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.USERS_MANAGE,
            Permission.AUDIT_VIEW,
            Permission.RUNS_VIEW,
            Permission.RUNS_START,
            Permission.RUNS_PUBLISH,
        }
    ),
}


# What concerns the whole company, and shows or changes all of it: not for those who stand at a branch.
WHOLE_COMPANY = frozenset(
    {
        *(Permission.RUNS_VIEW, Permission.RUNS_START, Permission.RUNS_PUBLISH),
        *(Permission.MODELS_EDIT, Permission.JUDGED_VIEW, Permission.MATCHING_UNDO, Permission.SCENARIOS_VIEW),
        *(Permission.EFFECTS_VIEW, Permission.MARKETS_VIEW, Permission.USERS_MANAGE, Permission.AUDIT_VIEW),
    }
)


def may(role: str, permission: Permission, *, branch: str = "") -> bool:
    """Whether a role at a branch ("" is the whole company) may do a thing; a role that is none may do nothing."""
    if branch and permission in WHOLE_COMPANY:
        return False
    return role in ALLOWED and permission in ALLOWED[Role(role)]
