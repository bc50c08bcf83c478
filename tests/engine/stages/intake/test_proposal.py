from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kehu.stages.intake.headings import recognise
from kehu.stages.intake.looks import look_at
from kehu.stages.intake.mapping import Mapping, parse
from kehu.stages.intake.proposal import propose
from kehu.stores.sources import Format


def proposed(text: str, *, file_name: str = "book.csv", delimiter: str = ",", encoding: str = "utf-8") -> str:
    rows = list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    format = Format(encoding=encoding, delimiter=delimiter)
    return propose(columns=tuple(rows[0]), sample=rows, file_name=file_name, format=format)


def entries(mapping: Mapping, table: str) -> dict[str, str]:
    return dict(mapping.feeds_of(table)[0].columns)


CHINESE = """\
保单号,险种,投保人,证件号码,手机号,起保日期,终保日期,签单日期,保费(元),渠道,归属机构,退保日期,新车购置价
P01,交强险,张三,110101199003071234,13800138000,2023/1/5,2024/1/5,2022/12/20,950.00,直销,北京分公司,,100000
P02,商业险,北京某某有限公司,91110000MA0012345A,13800138001,2023/1/15,2024/1/15,2022/12/21,1950.00,微信,北京分公司,,120000
"""
SPANISH = """\
Póliza;Tomador;NIF;Fecha nacimiento;Fecha efecto;Fecha vencimiento;Prima neta;Canal
1;Ana;12345678Z;15/04/1956;05/11/2015;05/11/2016;1.222,52;Agente
2;Luis;87654321X;05/04/1960;06/11/2015;06/11/2016;213,78;Corredor
"""
CLAIMS = """\
Claim number,Policy number,Loss date,Reported,Paid amount,Case reserve,Adjuster
C1,P1,2020-01-02,2020-01-05,100.50,0,X
"""


def test_a_chinese_export_becomes_parties_policies_and_terms():
    mapping = parse(proposed(CHINESE, encoding="gb18030"), name="book.toml")
    assert mapping.fed_tables() == ("parties", "policies", "terms")
    assert mapping.file("book").encoding == "gb18030"
    assert entries(mapping, "terms")["written_premium"] == '"保费(元)"'
    assert entries(mapping, "parties")["known_date"] == '"签单日期"'


def test_codes_are_translated_and_the_unknown_ones_asked_for():
    text = proposed(CHINESE)
    assert parse(text, name="b").feeds_of("policies")[0].codes["line"] == {
        "交强险": "motor_compulsory",
        "商业险": "motor",
    }
    assert '"微信" = "微信" # ? what does it stand for?' in text.splitlines()


def test_persons_and_organisations_are_told_by_their_numbers():
    kind = entries(parse(proposed(CHINESE), name="b"), "parties")["kind"]
    assert kind.startswith("CASE WHEN regexp_matches(")


def test_a_spanish_export_gets_its_dates_and_decimal_comma():
    mapping = parse(proposed(SPANISH, delimiter=";"), name="b")
    file = mapping.file("book")
    assert (file.delimiter, file.decimal, file.dates) == (";", ",", ("%d/%m/%Y",))
    assert entries(mapping, "policies")["policy_id"] == "'my_source:' || \"Póliza\""


def test_a_file_of_claims_feeds_claims_only():
    mapping = parse(proposed(CLAIMS), name="b")
    assert mapping.fed_tables() == ("claims",)
    assert entries(mapping, "claims")["valued_date"] == "Reported"


def test_columns_without_a_place_are_listed_with_what_they_look_like():
    assert "#   Adjuster: text, 'X'" in proposed(CLAIMS).splitlines()


def test_dates_that_could_be_either_are_marked():
    text = "Policy number,Start date,End date,Premium\n1,05/11/2015,05/11/2016,10.0\n"
    assert 'dates = ["%d/%m/%Y"] # ? day or month first?' in proposed(text)


def test_offers_declined_on_the_first_day_are_kept_out_of_the_terms():
    text = "ID,Start date,End date,Lapse date\n1,2015-11-05,2016-11-05,2015-11-05\n2,2015-11-05,2016-11-05,\n"
    (feed,) = parse(proposed(text), name="b").feeds_of("terms")
    assert feed.where == 'coalesce("Lapse date" > "Start date", true)'


def test_claims_on_declined_offers_belong_to_no_term():
    text = "ID,Start date,End date,Lapse date,Claims paid\n1,2015-11-05,2016-11-05,2015-11-05,7.5\n"
    term = entries(parse(proposed(text), name="b"), "claims")["term_id"]
    assert term.startswith('CASE WHEN coalesce("Lapse date" > "Start date", true) THEN ')


def test_producers_named_by_policies_become_producers():
    text = "Policy number,Start date,End date,Agent code,Channel\nP1,2015-11-05,2016-11-05,A1,agent\n"
    mapping = parse(proposed(text), name="b")
    assert entries(mapping, "producers")["producer_id"] == "'my_source:' || \"Agent code\""
    assert mapping.collapsed_feeds("producers") == [0]


def test_unknown_columns_still_give_a_mapping_that_can_be_read():
    text = proposed("x,y\n1,2\n")
    assert parse(text, name="b").fed_tables() == ("parties",)
    assert "? no column was recognised" in text


def test_no_value_of_a_personal_kind_is_shown():
    text = "Policy number,q\nP1,13800138000\nP2,13800138001\n"
    assert "13800138000" not in proposed(text)


@pytest.mark.parametrize(
    ("heading", "place"),
    [
        ("PolicyNo", ("policies", "policy_id")),
        ("起保日期", ("terms", "inception_date")),
        ("要保人姓名", ("parties", "name")),
        ("Fecha de Nacimiento", ("parties", "birth_date")),
        ("SUMA_ASEGURADA", ("terms", "sum_insured")),
        ("Date of loss", ("claims", "occurred_date")),
    ],
)
def test_headings_are_recognised_however_they_are_written(heading, place):
    (meaning,) = recognise([heading])
    assert (meaning.table, meaning.column) == place


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["2020年1月2日", "2021年12月31日"], "date"),
        (["20200102", "20211231"], "date"),
        (["200411", "200412"], "whole"),
        (["110101199003071234", "11010119900307123X"], "identity"),
        (["0601", "0602"], "text"),
        (["1,234.50", "3.20"], "number"),
        (["是", "否"], "flag"),
        (["", None], "text"),
    ],
)
def test_values_are_seen_for_what_they_are(values, kind):
    assert look_at(values).kind == kind


@pytest.mark.realdata
def test_the_spanish_book_is_nearly_mapped(books: Path):
    with (books / "es_motor" / "motor.csv").open(encoding="utf-8") as file:
        text = "".join(line for _, line in zip(range(1000), file, strict=False))
    mapping = parse(proposed(text, delimiter=";", file_name="motor.csv"), name="b")
    assert mapping.fed_tables() == ("parties", "policies", "terms", "claims")
    assert entries(mapping, "terms")["inception_date"] == "Date_last_renewal"
    assert entries(mapping, "policies")["line"] == "'motor'"
