"""What headings mean, in each of the languages, and what is left alone."""

import pytest

from kehu.stages.intake.headings import code_meant, line_meant, recognise, words_of


def meant(*headings):
    return {each.heading: (each.table, each.column) for each in recognise(headings)}


@pytest.mark.parametrize("heading", ["Birth date", "DATE OF BIRTH", "dateBirth", "出生日期", "Fecha de nacimiento"])
def test_a_heading_is_recognised_however_it_is_written(heading):
    assert meant(heading) == {heading: ("parties", "birth_date")}


@pytest.mark.parametrize("heading", ["客户号", "客戶號", "客户编号", "Customer no.", "Id cliente"])
def test_a_customer_number_is_the_key_of_the_party(heading):
    assert meant(heading) == {heading: ("parties", "party_id")}


def test_a_heading_that_means_nothing_known_is_left_out():
    assert meant("Favourite colour", "Policy number") == {"Policy number": ("policies", "policy_id")}


def test_a_column_is_meant_by_one_heading_only():
    assert list(meant("Mobile", "Telephone").values()) == [("parties", "phone")]


def test_meanings_come_in_the_order_of_the_headings():
    headings = ["Premium", "Policy number", "Gender"]
    assert list(meant(*headings)) == headings


def test_a_part_of_a_heading_is_a_meaning_that_is_not_certain():
    (whole,), (part,) = recognise(["出生日期"]), recognise(["投保人的出生日期栏"])
    assert (whole.is_certain, part.is_certain) == (True, False)
    assert (whole.table, whole.column) == (part.table, part.column)


@pytest.mark.parametrize(
    ("said", "column", "code"),
    [("女", "gender", "female"), (" Male ", "gender", "male"), ("7", "gender", None), ("女", "colour", None)],
)
def test_a_source_s_own_word_stands_for_a_code(said, column, code):
    assert code_meant(said, column=column) == code


def test_the_line_is_told_by_any_of_the_texts():
    assert line_meant(["book.csv", "Motor premium"]) == "motor"
    assert line_meant(["book.csv", "x"]) is None


def test_words_have_no_capitals_accents_signs_or_small_words():
    assert words_of("Fecha_de-EMISIÓN (€)") == ("fecha", "emision")
    assert words_of("保费（元）") == ("保费",)
    assert words_of("of the") == ("of", "the")
