"""Check digits, against python-stdnum."""

from datetime import date

import ibis
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric, uscc
from stdnum.es import dni, nie
from stdnum.tw import ubn

from kehu.tables import check_digits
from tests.records import column

BODIES = st.tuples(
    st.integers(110000, 829999), st.dates(date(1800, 1, 1), date(2099, 12, 31)), st.integers(0, 999)
).map(lambda parts: f"{parts[0]}{parts[1]:%Y%m%d}{parts[2]:03}")
NATIONAL_IDS = st.lists(st.tuples(BODIES, st.sampled_from("0123456789X")).map("".join), min_size=1)
COMPANY_BODIES = st.tuples(
    st.text("0123456789", min_size=8, max_size=8), st.text(check_digits.CODE_CHARACTERS, min_size=9, max_size=9)
).map("".join)
COMPANY_CODES = st.lists(st.tuples(COMPANY_BODIES, st.sampled_from(uscc._alphabet)).map("".join), min_size=1)


def judge(engine, rule, numbers):
    table = ibis.memtable({"number": numbers}, schema={"number": "string"})
    return column(engine, table.select(is_right=rule(table.number)))


@pytest.mark.slow
@given(numbers=NATIONAL_IDS)
def test_the_check_digit_of_identity_numbers_is_that_of_stdnum(engine, numbers):
    expected = [number[-1] == ric.calc_check_digit(number) for number in numbers]
    assert judge(engine, check_digits.is_national_id, numbers) == expected


@pytest.mark.slow
@given(numbers=COMPANY_CODES)
def test_the_check_character_of_company_codes_is_that_of_stdnum(engine, numbers):
    expected = [uscc.is_valid(number) for number in numbers]
    assert judge(engine, check_digits.is_company_code, numbers) == expected


@settings(max_examples=10)
@given(bodies=st.lists(COMPANY_BODIES, min_size=1))
def test_every_body_has_one_right_check_character(engine, bodies):
    numbers = [body + uscc.calc_check_digit(body) for body in bodies]
    assert all(judge(engine, check_digits.is_company_code, numbers))


def test_a_month_or_day_that_cannot_be_is_no_identity_number(engine):
    bodies = ["11010519491331002", "11010519491200002"]
    numbers = [body + ric.calc_check_digit(body + "0") for body in bodies]
    assert judge(engine, check_digits.is_national_id, numbers) == [False, False]


def test_an_old_number_gets_its_century_and_check_digit(engine):
    assert judge(engine, check_digits.lengthened, ["110105491231002"]) == ["11010519491231002X"]


def test_other_numbers_keep_their_length(engine):
    numbers = ["11010519491231002X", "110105499931002", "1234"]
    assert judge(engine, check_digits.lengthened, numbers) == numbers


SPANISH_IDS = st.lists(st.from_regex(r"[0-9XYZ][0-9]{7}[A-HJ-NP-TV-Z]", fullmatch=True), min_size=1, max_size=20)
TAIWAN_COMPANIES = st.lists(st.from_regex(r"[0-9]{6}[1-9][0-9]", fullmatch=True), min_size=1, max_size=20)


@settings(max_examples=10)
@given(numbers=SPANISH_IDS)
def test_the_letter_of_spanish_numbers_is_that_of_stdnum(engine, numbers):
    expected = [nie.is_valid(number) if number[0] in "XYZ" else dni.is_valid(number) for number in numbers]
    assert judge(engine, check_digits.is_spanish_id, numbers) == expected


@settings(max_examples=10)
@given(numbers=TAIWAN_COMPANIES)
def test_the_check_sum_of_companies_of_taiwan_is_that_of_stdnum_by_the_rule_of_2023(engine, numbers):
    sums = [ubn.calc_checksum(number) % 5 for number in numbers]  # until 2023 of 10, by which stdnum still judges
    expected = [total == 0 or (total == 4 and number[6] == "7") for total, number in zip(sums, numbers, strict=True)]
    assert judge(engine, check_digits.is_taiwan_company, numbers) == expected


@pytest.mark.parametrize(
    ("rule", "right"),
    [
        (check_digits.is_taiwan_id, "A123456789"),
        (check_digits.is_taiwan_id, "F131104093"),
        (check_digits.is_taiwan_id, "A800000014"),
        (check_digits.is_hong_kong_id, "G123456A"),
        (check_digits.is_hong_kong_id, "C1234569"),
        (check_digits.is_vin, "1M8GDM9AXKP042788"),
        (check_digits.is_vin, "LSVAA49J132047371"),
    ],
)
def test_of_all_check_digits_only_the_right_one_holds(engine, rule, right):
    place = 8 if rule is check_digits.is_vin else len(right) - 1
    others = [f"{right[:place]}{digit}{right[place + 1 :]}" for digit in "0123456789AX" if digit != right[place]]
    assert judge(engine, rule, [right, *others]) == [True] + [False] * len(others)


def test_what_has_another_form_is_none_of_these_numbers(engine):
    rules = (check_digits.is_taiwan_id, check_digits.is_taiwan_company, check_digits.is_hong_kong_id)
    for rule in (*rules, check_digits.is_spanish_id, check_digits.is_vin):
        assert not any(judge(engine, rule, ["", "1", "A", "11010519491231002X", "ABCDEFGHIJKLMNOPQ"]))
