"""The timeline is told in words, a part at a time, by kind where one asks."""

import datetime
from decimal import Decimal

from kehu.portfolio import Happening
from kehu.portfolio.timeline import KINDS
from kehu_desk.customers import timelines
from kehu_desk.customers.timelines import GROUPS, ICONS, SHOWN, part

DAY = datetime.date(2024, 1, 1)


def test_every_kind_of_happening_has_an_icon_and_belongs_to_a_group():
    assert set(ICONS) == set(KINDS)
    assert {kind for kinds in GROUPS.values() for kind in kinds} == set(KINDS) - {"record_known"}


def test_the_newest_part_leads_on_to_the_next(page_of):
    many = tuple(Happening(DAY, "term_began", f"T{n}", "P1", "motor") for n in range(SHOWN + 3))
    page = page_of(timeline=many)
    first = part(page)
    rest = part(page, first=str(SHOWN))
    assert (len(first.moments), len(rest.moments), rest.more_href) == (SHOWN, 3, "")
    assert f"first={SHOWN}" in first.more_href


def test_one_may_ask_for_claims_only(page_of):
    titles = [moment.title for moment in part(page_of(), kind="claims").moments]
    assert titles and all("Motor" in title and "Collision" in title for title in titles)


def test_what_is_no_number_begins_at_the_beginning(page_of):
    assert part(page_of(), first="x") == part(page_of())


def test_an_opinion_is_told_with_its_score(page_of):
    survey = Happening(DAY, "survey", "S1", amount=Decimal(9), code="理赔", text="quick")
    (moment,) = part(page_of(timeline=(survey,))).moments
    assert (moment.text, moment.amount) == ("Would recommend us: 9 of 10. quick", None)


def test_a_loss_is_marked(page_of):
    marked = [moment for moment in part(page_of()).moments if moment.tone]
    assert [moment.icon for moment in marked] == [timelines.ICONS["claim_occurred"]]
