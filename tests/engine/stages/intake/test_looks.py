"""What the values of a column look like, and what of them may be shown."""

import datetime

import pytest

from kehu.stages.intake.looks import Look, date_formats, date_of, is_company, look_at

LOOKS = {
    "date": ["2024-01-31", "2023-12-01", ""],
    "identity": ["11010519491231002X", "12345678Z"],
    "email": ["ana@example.com", "li.na@example.cn"],
    "phone": ["13800138000", "+34 600123456"],
    "plate": ["京A12345", "1234BCD"],
    "vin": ["LSVAA4187E2184127"],
    "flag": ["Y", "n", "Y"],
    "whole": ["7", "-12", "365"],
    "number": ["1,234.50", "3.2", "1e6"],
    "text": ["red", "blue"],
}


@pytest.mark.parametrize(("kind", "values"), LOOKS.items(), ids=LOOKS)
def test_a_shape_is_told_by_the_values(kind, values):
    assert look_at(values).kind == kind


def test_one_odd_value_in_ten_does_not_change_the_look():
    assert look_at([*(str(number) for number in range(10, 19)), "?"]).kind == "whole"
    assert look_at([*(str(number) for number in range(10, 18)), "?", "!"]).kind == "text"


def test_numbers_with_a_zero_before_them_are_codes():
    assert look_at(["007", "0123"]).kind == "text"


def test_a_comma_before_the_decimals_is_seen():
    assert look_at(["1.234,50", "3,2"]) == Look("number", ("1.234,50", "3,2"), has_decimal_comma=True)


def test_words_for_nothing_and_repeated_values_are_left_out():
    assert look_at([None, "", "NA", " red ", "red"]).values == ("red",)
    assert look_at(["", None]).examples == "always empty"


def test_values_that_may_be_somebody_s_own_are_not_shown():
    assert look_at(["13800138000"]).examples == "looks like phone"
    assert (
        look_at([f"Name {letter}" for letter in map(chr, range(65, 99))]).examples == "34 different texts in the sample"
    )
    assert look_at(["red", "blue"]).examples == "'red', 'blue'"


def test_day_and_month_that_cannot_be_told_apart_give_both_formats():
    assert date_formats(["04/05/2020"]) == ("%d/%m/%Y", "%m/%d/%Y")
    assert date_formats(["04/05/2020", "13/05/2020"]) == ("%d/%m/%Y",)
    assert date_formats([]) == ()


@pytest.mark.parametrize("text", ["1/1/20", "0202-01-01", "2024-02-30", "202401011", "soon enough"])
def test_a_text_that_is_no_date_of_this_age_gives_none(text):
    assert [date_of(text, format) for format in ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d")] == [None] * 3


def test_a_text_gives_the_date_of_its_format():
    assert date_of("20240131", "%Y%m%d") == datetime.date(2024, 1, 31)


def test_a_company_s_code_is_told_from_a_person_s_number():
    numbers = ["91110000600037341L", "A12345674", "11010519491231002X", "12345678Z"]
    assert [is_company(number) for number in numbers] == [True, True, False, False]
