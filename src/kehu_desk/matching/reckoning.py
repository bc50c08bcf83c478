"""From records to customers, for whoever audits it: steps as a list, and how often the model errs as figures.

Reads the steps of a run and what people said of its sample; gives the values that components draw.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kehu_desk.engine import Checked, IdentityStep
from kehu_desk.ui.codes import code_name
from kehu_desk.ui.figures import count, percent
from kehu_desk.ui.lists import Column, Listing
from kehu_desk.ui.values import Empty, Figure


def steps(made: Sequence[IdentityStep]) -> Listing:
    """What joined how many records, and how many customers there were then."""
    rows = [
        {
            "what": code_name(each.rule, "rule") if each.rule else _("Party records"),
            "pairs": each.pairs,
            "customers": each.customers_after,
            "wrong": each.expected_wrong / each.pairs if each.pairs and each.expected_wrong is not None else None,
        }
        for each in made
    ]
    columns = [
        Column("what", _("Step"), kind="name"),
        Column("pairs", _("Records joined"), kind="count", on_phone=True),
        Column("customers", _("Customers after it"), kind="count", on_phone=True),
        Column("wrong", _("Expected to be wrong"), kind="percent"),
    ]
    empty = Empty(_("This run was made before steps were counted"), icon="checks")
    return Listing("steps", columns, rows, empty=empty, is_cards=True)


def figures(made: Sequence[IdentityStep], checked: Checked) -> list[Figure]:
    """Records, customers, and how often the model's joins are wrong: by its own word, and by those who checked."""
    if not made:
        return []
    last = made[-1]
    expected = percent(last.expected_wrong / last.pairs) if last.pairs and last.expected_wrong is not None else "–"
    found = percent(checked.wrong / checked.checked) if checked.checked else "–"
    values = {"lower": percent(checked.lower), "upper": percent(checked.upper)}
    word = _("between %(lower)s and %(upper)s, 19 times in 20") % values if checked.checked else _("nobody has checked")
    return [
        Figure(_("Party records"), count(made[0].customers_after)),
        Figure(_("Customers"), count(last.customers_after)),
        Figure(_("Wrong joins expected"), expected, word=_("of the model's joins, by its own probabilities")),
        Figure(_("Wrong joins found"), found, word=word),
        Figure(_("Checked"), f"{count(checked.checked)} / {count(checked.drawn)}", word=_("of the sample")),
    ]
