"""Next year's book as people read it: by list, by branch, by line, one renewal, one customer."""

from decimal import Decimal
from types import SimpleNamespace

import pytest

from kehu import renewing
from tests.offering import write_offers

GONE = {"list": "decline", "offer": "decline", "proposed_premium": None, "value_proposed": "0.00"}
ROWS = (
    {"stake": "75.00"},
    {"stake": "90.00", "branch": "HQ/North/Town", "line": "home"},
    {"stake": "80.00", "branch": "HQ/Northeast"},
    {
        "list": "decline",
        "offer": "decline",
        "proposed_premium": None,
        "value_unchanged": "-50.00",
        "value_proposed": "0.00",
    },
    {
        "list": "decline",
        "offer": "decline",
        "proposed_premium": None,
        "value_unchanged": "-90.00",
        "value_proposed": "0.00",
    },
)


def run_of(folder):
    return SimpleNamespace(folder=folder, table=lambda name: folder / f"{name}.parquet")


@pytest.fixture
def run(tmp_path):
    parts = [{"reason": "premium", "amount": "500.00"}, {"reason": "staying", "amount": "-80.00"}]
    write_offers(tmp_path, ROWS, reasons=parts, gates=({"place": 2, "gate": "lawful"}, {}, {"line": "motor"}))
    return run_of(tmp_path)


def shown(found):
    return [one.term_id for one in found.rows]


def test_each_list_has_those_first_that_matter_most_there(run):
    assert shown(renewing.offers(run, "pursue", scope="")) == ["T2", "T3", "T1"]
    assert shown(renewing.offers(run, "decline", scope="")) == ["T5", "T4"]
    assert renewing.offers(run, "keep", scope="").count == 0


def test_a_list_is_of_a_branch_and_all_below_it_and_of_a_line(run):
    assert shown(renewing.offers(run, "pursue", scope="HQ/North")) == ["T2", "T1"]
    assert shown(renewing.offers(run, "pursue", scope="HQ", line="motor")) == ["T3", "T1"]
    assert shown(renewing.offers(run, "pursue", scope="HQ/South")) == []


def test_a_list_is_turned_page_by_page(run):
    first = renewing.offers(run, "pursue", scope="", most=2)
    assert (shown(first), first.count, first.next_place) == (["T2", "T3"], 3, 2)
    second = renewing.offers(run, "pursue", scope="", after=2, most=2)
    assert (shown(second), second.next_place) == (["T1"], None)


def test_the_four_lists_are_summed_also_where_they_are_empty(run):
    found = {one.list: one for one in renewing.list_figures(run, scope="")}
    assert {name: one.count for name, one in found.items()} == {"pursue": 3, "keep": 0, "reprice": 0, "decline": 2}
    assert found["decline"].value_unchanged == Decimal("-140.00")
    assert found["keep"].expiring_premium == 0


def test_lines_are_named_the_most_frequent_first(run):
    assert renewing.lines_of(run, scope="") == ("motor", "home")
    assert renewing.lines_of(run, scope="HQ/North/Town") == ("home",)


def test_one_renewal_has_its_reasons(run):
    one, reasons = renewing.offer(run, "T1")
    assert (one.proposed_premium, one.gates) == (Decimal("950.00"), ())
    assert [(each.reason, each.amount) for each in reasons] == [("premium", 500), ("staying", -80)]


def test_a_renewal_that_is_not_decided_is_unknown(run, tmp_path):
    for missing in (run, run_of(tmp_path / "earlier")):
        with pytest.raises(renewing.UnknownRenewalError):
            renewing.offer(missing, "T9")


def test_the_gates_that_changed_an_offer_stand_in_their_order(tmp_path):
    write_offers(tmp_path, [{"changed_by": "lawful,limits"}])
    assert renewing.offer(run_of(tmp_path), "T1")[0].gates == ("lawful", "limits")


def test_what_all_offers_come_to_is_read_whole(run, tmp_path):
    assert [one.scenario for one in renewing.scenarios(run)] == ["plan"]
    assert renewing.limits(run)[0].point_cost == Decimal("12.00")
    assert renewing.frontier(run)[0].kept_bound == 0.97
    assert [one.gate for one in renewing.gates(run, line="all")] == ["known", "lawful"]
    assert [one.line for one in renewing.gates(run, line="motor")] == ["motor"]
    earlier = run_of(tmp_path / "earlier")
    assert renewing.is_decided(run) and not renewing.is_decided(earlier)
    assert renewing.scenarios(earlier) == renewing.limits(earlier) == renewing.frontier(earlier) == ()
