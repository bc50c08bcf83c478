"""One way of writing names, numbers and telephones, and what counts as empty."""

import ibis
import phonenumbers
import pytest

from kehu.tables import writing
from tests.records import table


def write(engine, way, text):
    given = ibis.memtable({"text": [text]}, schema={"text": "string"})
    return engine.keep(given.select(written=way(given.text))).to_pyarrow()["written"][0].as_py()


def identify(engine, *identities):
    """The true type, the true number and whether it is true, for pairs of type and number."""
    pairs = [{"identity_type": kind, "identity_number": number} for kind, number in identities]
    parties = table("parties", [{"party_id": str(place), **pair} for place, pair in enumerate(pairs)])
    found = engine.keep(writing.identified(parties)).order_by(lambda row: row.party_id.cast("int64"))
    rows = found.select("true_type", "true_number", "has_true_identity").to_pyarrow().to_pylist()
    return [tuple(row.values()) for row in rows]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (" 张　三 ", "张三"),
        ("John   Smith", "JOHN SMITH"),
        ("ＡＣＭＥ（北京）", "ACME(北京)"),
        ("欧阳 娜 娜", "欧阳娜娜"),
        ("José", "JOSÉ"),
    ],
)
def test_names_are_written_in_one_way(engine, text, written):
    assert write(engine, writing.words, text) == written


@pytest.mark.parametrize("text", ["", "  ", "无", "N/A", "null", "－－", "不详", "***", None])
def test_a_word_for_nothing_is_empty(engine, text):
    assert write(engine, writing.words, text) is None


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("+86 138-0013-8000", "13800138000"),
        ("008613800138000", "13800138000"),
        ("013800138000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("+86 (10) 6555 1234", "01065551234"),
        ("010-65551234", "01065551234"),
        ("00 34 600 123 456", "600123456"),
    ],
)
def test_telephone_numbers_are_written_in_one_way(engine, text, written):
    assert write(engine, writing.phone, text) == written


@pytest.mark.parametrize("text", ["000000", "11111111111", "无", "", None, "-"])
def test_a_placeholder_is_no_telephone_number(engine, text):
    assert write(engine, writing.phone, text) is None


@pytest.mark.parametrize("number", ["13800138000", "01065551234", "34600123456", "886912345678", "12125551234"])
def test_these_can_be_telephone_numbers(engine, number):
    assert write(engine, writing.is_possible_phone, number) is True


@pytest.mark.parametrize("number", ["1380013800", "138001380001", "10086", "0106555", None])
def test_these_can_be_no_telephone_numbers(engine, number):
    assert write(engine, writing.is_possible_phone, number) is False


def test_a_mail_address_is_written_in_small_letters(engine):
    assert write(engine, writing.email, " Wang.Fang@Example.COM ") == "wang.fang@example.com"


@pytest.mark.parametrize("text", ["无", "none", "", None])
def test_what_has_no_at_sign_is_no_mail_address(engine, text):
    assert write(engine, writing.email, text) is None


def test_an_identity_number_is_one_however_it_is_written(engine):
    written = ["11010519491231002x", " 110105 19491231 002X", "110105491231002", "１１０１０５19491231002X"]
    found = identify(engine, *(("national_id", number) for number in written))
    assert set(found) == {("national_id", "11010519491231002X", True)}


def test_a_type_that_is_not_given_is_seen_from_the_form(engine):
    assert identify(engine, (None, "11010519491231002X"), (None, "91110000600037341L"), (None, "E123")) == [
        ("national_id", "11010519491231002X", True),
        ("company_code", "91110000600037341L", True),
        (None, "E123", True),
    ]


def test_a_wrong_check_digit_is_no_true_identity(engine):
    found = identify(
        engine,
        ("national_id", "110105194912310021"),
        (None, "110105194912310021"),
        ("company_code", "911100006000373410"),
        ("national_id", "12345"),
    )
    assert [is_true for _, _, is_true in found] == [False, False, False, False]


def test_a_passport_has_no_check_digit_to_be_wrong(engine):
    assert identify(engine, ("passport", "e-123 456")) == [("passport", "E123456", True)]


def test_a_placeholder_is_no_identity(engine):
    placeholders = ["000000", "无", "111111111111111", "", None]
    found = identify(engine, *(("other", number) for number in placeholders))
    assert set(found) == {("other", None, False)}


PLACES = {"CN": "86", "HK": "852", "TW": "886", "ES": "34"}


@pytest.mark.parametrize("place", PLACES)
def test_one_number_however_it_is_dialled_is_one_as_phonenumbers_sees_it(engine, place):
    example = phonenumbers.example_number_for_type(place, phonenumbers.PhoneNumberType.MOBILE)
    formats = phonenumbers.PhoneNumberFormat
    ways = [phonenumbers.format_number(example, form) for form in (formats.E164, formats.INTERNATIONAL)]
    at_home = phonenumbers.format_number(example, formats.NATIONAL)
    dialled = [*ways, f"00{ways[0][1:]}", at_home, at_home.replace(" ", "-")]
    assert len({write(engine, writing.phone, text) for text in dialled}) == 1
    assert write(engine, writing.is_possible_phone, write(engine, writing.phone, at_home)) is True


@pytest.mark.parametrize("place", ["CN", "TW"])
def test_a_landline_is_one_with_and_without_the_code_of_the_country(engine, place):
    example = phonenumbers.example_number_for_type(place, phonenumbers.PhoneNumberType.FIXED_LINE)
    ways = (phonenumbers.PhoneNumberFormat.E164, phonenumbers.PhoneNumberFormat.NATIONAL)
    texts = [phonenumbers.format_number(example, way) for way in ways]
    # phonenumbers leaves out the trunk 0 of the mainland's landlines in some forms.
    assert len({(write(engine, writing.phone, text) or "").lstrip("0") for text in texts}) == 1


@pytest.mark.parametrize(
    ("told", "number", "kind", "is_true"),
    [
        ("national_id", "A123456789", "taiwan_id", True),
        (None, "a123456(3)", "hong_kong_id", True),
        ("national_id", "A123456788", "national_id", False),
        ("national_id", "12345678Z", "spanish_id", True),
        ("company_code", "00501503", "taiwan_company", True),
        ("company_code", "00501502", "company_code", False),
        ("passport", "A1234563", "passport", True),
        ("permit", "A123456789", "permit", True),
    ],
)
def test_numbers_of_other_places_are_known_by_form_and_check_digit(engine, told, number, kind, is_true):
    parties = table("parties", [{"party_id": "core:1", "identity_type": told, "identity_number": number}])
    (row,) = engine.keep(writing.identified(parties)).to_pyarrow().to_pylist()
    assert (row["true_type"], row["has_true_identity"]) == (kind, is_true)


@pytest.mark.parametrize(
    ("written", "is_possible"),
    [
        ("京A·12345", True),
        ("粤 b-d12345", True),
        ("沪A12345D", True),
        ("粤Z1234港", True),
        ("川A1234学", True),
        ("1234-BCD", True),
        ("M-1234-AB", True),
        ("ABC-1234", True),
        ("AB 123", True),
        ("京A1234O", False),
        ("京I12345", False),
        ("京A1234", False),
        ("1234-AEI", False),
        ("暂无", False),
        (None, False),
    ],
)
def test_a_plate_is_possible_where_an_office_gives_out_its_form(engine, written, is_possible):
    assert write(engine, writing.is_possible_plate, write(engine, writing.plate, written)) is is_possible
