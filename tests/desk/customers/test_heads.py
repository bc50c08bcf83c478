"""The head says who it is and shows four figures, each with a word."""

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from kehu_desk.customers.heads import head
from kehu_desk.engine import OfferJudged, ServiceJudged


def test_the_head_names_the_customer_its_branch_and_who_looks_after_it(page_of):
    shown = head(page_of())
    assert shown.name == "王芳"
    assert shown.lead == "Person · C1 · HQ / North · looked after by Zhou Jie · Agent · customer since 1 Feb 2023"


def test_a_customer_without_a_name_goes_by_the_number(nobody):
    assert (head(nobody).name, head(nobody).lead) == ("C1", "Person · C1")


def test_the_four_figures_are_grade_renewal_value_and_result(page_of):
    risk, renewal, value, result = head(page_of()).figures
    assert (risk.value, risk.word, risk.tone) == ("D", "expected cost 140% of its like; A is best", "weak")
    assert (renewal.value, renewal.word) == ("80%", "next on 1 Feb 2025, in 32 days")
    assert (value.value, value.word) == ("250", "from the next renewals on; −50 – 600")
    assert result.label == "Result to date"


def test_what_is_not_judged_is_a_dash_with_a_word(page_of, nobody):
    unjudged = head(page_of(judgement=nobody.judgement)).figures
    assert [(one.value, one.word) for one in unjudged[:3:2]] == [("–", "not judged in this run")] * 2
    assert unjudged[1].value == "–"
    assert [one.word for one in head(nobody).figures] == ["no cover now"] * 3 + ["no account yet"]


@pytest.mark.parametrize(("ratio", "tone"), [("0.5", "good"), ("0.95", "middling"), ("1.01", "poor"), (None, "")])
def test_the_combined_ratio_says_whether_the_account_pays(page_of, ratio, tone):
    figures = replace(page_of().figures, combined_ratio=None if ratio is None else Decimal(ratio))
    assert head(page_of(figures=figures)).figures[3].tone == tone


def acting(page_of, *offers, service=None):
    """What the head says is to be done next."""
    return head(page_of(judgement=replace(page_of().judgement, offers=offers, service=service))).action


def renewal(name, premium="900.00"):
    amounts = (Decimal("-400.00"), Decimal("0.00"), Decimal("350.00"))
    given = None if premium is None else Decimal(premium)
    return OfferJudged("T1", "motor", datetime.date(2025, 6, 1), name, given, 0.8, *amounts)


def test_the_next_action_is_told_with_its_reason(page_of):
    told = acting(page_of, renewal("pursue"))
    assert told == "Speak with the customer before 1 Jun 2025 about Motor: 350 CNY would be lost with the customer."
    assert acting(page_of, renewal("reprice")).startswith("Renew Motor on 1 Jun 2025 at 900 CNY: it adds 400 CNY")
    assert acting(page_of, renewal("decline", None)) == "Make no offer for Motor on 1 Jun 2025: it saves 400 CNY."
    due = ServiceJudged("annual_review", *[Decimal("70.00")] * 4, "measured", "assumed", is_trial=False)
    assert "Yearly review of all covers" in acting(page_of, service=due)


def test_where_nothing_is_to_be_done_nothing_is_told(page_of):
    assert acting(page_of) == ""
    assert acting(page_of, renewal("keep")) == ""
