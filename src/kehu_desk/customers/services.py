"""The service that a customer is due, and what it is expected to bring.

Reads what the engine plans; gives facts.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from kehu_desk.engine import ServiceJudged
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import money
from kehu_desk.ui.values import Fact


def facts(one: ServiceJudged, *, currency: str) -> list[Fact]:
    """The service, and the parts of what it is expected to bring."""
    told = {"measured": _("measured"), "assumed": _("assumed")}
    return [
        Fact(_("Service"), code_name(one.kind, "service")),
        Fact(_("By renewals"), f"{money(one.renewal_gain)} {currency}", hint=told[one.renewal_told]),
        Fact(_("Claims spared"), f"{money(one.claims_spared)} {currency}", hint=told[one.claims_told]),
        Fact(_("Cost"), f"{money(one.cost)} {currency}"),
        Fact(_("Expected"), f"{money(one.value)} {currency}", hint=_("A trial, to learn") if one.is_trial else ""),
    ]
