"""People's decisions outrank the rules and the model, the newest first; what contradicts itself is not joined."""

import datetime

import pytest

from kehu.parameters import Identity, Matching
from kehu.stages.identity import Former, resolve
from tests.decided import decision
from tests.matched import people
from tests.records import BY_NUMBER, BY_PHONE, customers, groups, parameters, rows_of, snapshot

PHONES = {"a": 1, "b": 1, "c": 2, "d": 2, "e": 2, "f": 3}
ROWS = [{"party_id": key, "phone": f"1380013800{phone}"} for key, phone in PHONES.items()]


@pytest.fixture
def resolved(engine):
    def run(*decisions, rows=ROWS, former=None):
        book = snapshot(parties=rows)
        return resolve(
            engine=engine, snapshot=book, parameters=parameters(BY_PHONE), former=former, decisions=decisions
        )

    return run


def grouped(resolution):
    return sorted("".join(sorted(group)) for group in groups(resolution))


def test_without_a_decision_the_rules_join(resolved):
    assert grouped(resolved()) == ["ab", "cde", "f"]


def test_people_join_what_no_rule_joins_and_the_reason_says_so(resolved):
    found = resolved(decision(1, "same", "cde", "f"))
    assert grouped(found) == ["ab", "cdef"]
    said = {row["party_id"] for row in rows_of(found.reasons) if row["rule"] == "decision"}
    assert said == {"d", "e", "f"}


def test_people_part_what_a_rule_joins(resolved):
    found = resolved(decision(1, "different", "cd", "e"))
    assert grouped(found) == ["ab", "cd", "e", "f"]
    assert {(row["party_id"], row["joined_party_id"]) for row in rows_of(found.reasons)} == {("b", "a"), ("d", "c")}
    assert rows_of(found.pairs) == []


def test_records_of_the_part_that_goes_stay_together(resolved):
    assert grouped(resolved(decision(1, "different", "c", "de"))) == ["ab", "c", "de", "f"]


@pytest.mark.slow
def test_of_two_decisions_the_newer_holds(resolved):
    same, different = decision(1, "same", "ab", "cde"), decision(2, "different", "a", "c")
    assert grouped(resolved(same, different)) == ["abde", "c", "f"]
    assert grouped(resolved(different, same)) == ["abcde", "f"]


def test_a_decision_on_records_that_are_gone_says_nothing(resolved):
    assert grouped(resolved(decision(1, "same", "a", "z"), decision(2, "different", "y", "z"))) == ["ab", "cde", "f"]


@pytest.mark.slow
def test_an_id_that_went_with_a_merger_comes_back_when_it_is_undone(resolved):
    before = resolved()
    merged = resolved(decision(1, "same", "ab", "cde"), former=Former(before.identities, before.redirects))
    (redirect,) = rows_of(merged.redirects)
    assert redirect["former_customer_id"] == customers(before)["c"]
    assert redirect["customer_id"] == customers(before)["a"]
    after = resolved(former=Former(merged.identities, merged.redirects))
    assert customers(after) == customers(before)
    assert rows_of(after.redirects) == []


@pytest.mark.slow
def test_an_id_that_a_split_made_leads_home_when_it_is_undone(resolved):
    before = resolved()
    split = resolved(decision(1, "different", "c", "de"), former=Former(before.identities, before.redirects))
    after = resolved(former=Former(split.identities, split.redirects))
    assert customers(after) == customers(before)
    (redirect,) = rows_of(after.redirects)
    assert (redirect["former_customer_id"], redirect["customer_id"]) == (
        customers(split)["d"],
        customers(before)["c"],
    )


@pytest.mark.slow
def test_a_rule_does_not_join_two_dates_of_birth_but_leaves_them_to_people(resolved):
    born = [datetime.date(1980, 3, 5), datetime.date(1955, 11, 21), datetime.date(1980, 5, 3)]
    rows = [{"party_id": key, "phone": "13800138001", "birth_date": day} for key, day in zip("abc", born, strict=True)]
    found = resolved(rows=rows)
    assert grouped(found) == ["ac", "b"]
    (pair,) = rows_of(found.pairs)
    assert (pair["party_id"], pair["joined_party_id"], pair["outcome"], pair["rule"]) == (
        *("b", "a", "contradicted", BY_PHONE.name),
    )
    assert grouped(resolved(decision(1, "same", "ac", "b"), rows=rows)) == ["abc"]


@pytest.mark.slow
def test_the_model_never_joins_whom_people_keep_apart(engine):
    def run(*decisions):
        asked = Identity(rules=(BY_NUMBER,), matching=Matching(is_on=True, least_records=300, largest_block=50))
        book = snapshot(parties=people(300, numbered_twice=150))
        return resolve(engine=engine, snapshot=book, parameters=asked, former=None, decisions=decisions)

    before = customers(run())
    assert before["a-0200"] == before["b-0200"]
    assert before["a-0201"] != before["b-0299"]
    found = run(decision(1, "different", ["a-0200"], ["b-0200"]), decision(2, "same", ["a-0201"], ["b-0299"]))
    ids = customers(found)
    assert ids["a-0200"] != ids["b-0200"]
    assert ids["a-0201"] == ids["b-0299"]
    outcomes = {(row["party_id"], row["joined_party_id"]): row["outcome"] for row in rows_of(found.pairs)}
    assert outcomes["b-0200", "a-0200"] == "parted"
