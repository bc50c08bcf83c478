"""The head says who it is and shows four figures, each with a word."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kehu_desk.customers.heads import head


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
