"""Check digits of identity numbers, company codes and chassis numbers, as expressions.

Reads numbers as `writing.number` writes them; gives expressions that every engine evaluates. GB 11643 (身份证, modulus
11-2), GB 32100 (统一社会信用代码, modulus 31), identity cards of Taiwan and Hong Kong, the Spanish NIF, company numbers
(統一編號) of Taiwan and GB 16735 (VIN) are weighted sums of what characters are worth, so one sum serves nearly all.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir

DIGITS = "0123456789"
CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
DAY = "(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])"
NATIONAL_ID = f"^[1-9][0-9]{{5}}(18|19|20)[0-9]{{2}}{DAY}[0-9]{{3}}[0-9X]$"
OLD_NATIONAL_ID = f"^[1-9][0-9]{{5}}[0-9]{{2}}{DAY}[0-9]{{3}}$"
COMPANY_CODE = f"^[{CODE_CHARACTERS}]{{2}}[0-9]{{6}}[{CODE_CHARACTERS}]{{10}}$"

NATIONAL_ID_WEIGHTS = tuple(pow(2, 17 - place, 11) for place in range(17))
NATIONAL_ID_CHECKS = "10X98765432"
COMPANY_CODE_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
COMPANY_CODE_CHECKS = CODE_CHARACTERS[0] + CODE_CHARACTERS[:0:-1]

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TAIWAN_ID = "^[A-Z][1289][0-9]{8}$"
TAIWAN_PLACES = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # the letter of a place of issue counts from 10
TAIWAN_WORTHS = "".join(str((place // 10 + 1 + place % 10 * 9) % 10) for place in range(26))  # 1 × tens + 9 × units
TAIWAN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 1, 1)
TAIWAN_COMPANY = "^[0-9]{8}$"
TAIWAN_COMPANY_WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)
HONG_KONG_ID = "^[A-Z]{1,2}[0-9]{6}[0-9A]$"
HONG_KONG_CHARACTERS = f"{DIGITS}{LETTERS} "  # one letter stands behind a space
HONG_KONG_WEIGHTS = tuple(range(9, 0, -1))
SPANISH_ID = "^[0-9XYZ][0-9]{7}[A-Z]$"
SPANISH_CHECKS = "TRWAGMYFPDXBNJZSQVHLCKE"
VIN = "^[A-HJ-NPR-Z0-9]{17}$"
VIN_CHARACTERS = f"{DIGITS}ABCDEFGHJKLMNPRSTUVWXYZ"
VIN_WORTHS = f"{DIGITS}{12345678}{12345}79{23456789}"
VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
VIN_CHECKS = f"{DIGITS}X"


def looks_like_national_id(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number has the form of an 18-character identity number, with a month and a day that can be.

    >>> looks_like_national_id(ibis.literal("110105194913310021")).to_pyarrow().as_py()  # month 13
    False
    """
    return number.re_search(NATIONAL_ID)


def looks_like_company_code(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number has the form of an 18-character company code.

    >>> looks_like_company_code(ibis.literal("91110000600037341L")).to_pyarrow().as_py()
    True
    """
    return number.re_search(COMPANY_CODE)


def is_national_id(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number is an 18-character identity number whose check digit is right.

    >>> is_national_id(ibis.literal("11010519491231002X")).to_pyarrow().as_py()
    True
    """
    right = number.substr(17, 1) == national_id_check(number)
    return ibis.ifelse(looks_like_national_id(number), right, False)


def is_company_code(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number is a company code whose check digit is right.

    >>> is_company_code(ibis.literal("91110000600037341L")).to_pyarrow().as_py()
    True
    """
    right = number.substr(17, 1) == company_code_check(number)
    return ibis.ifelse(looks_like_company_code(number), right, False)


def is_taiwan_id(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number is one of an identity card of Taiwan, or of a resident there, whose check digit is right.

    >>> [is_taiwan_id(ibis.literal(one)).to_pyarrow().as_py() for one in ("A123456789", "A123456788")]
    [True, False]
    """
    letter = _worth(number.substr(0, 1), alphabet=TAIWAN_PLACES, worths=TAIWAN_WORTHS)
    total = letter + _weighted_sum(number.substr(1, 9), weights=TAIWAN_WEIGHTS, alphabet=DIGITS)
    return ibis.ifelse(number.re_search(TAIWAN_ID), total % 10 == 0, False)


def is_taiwan_company(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number is a 統一編號 of Taiwan whose check digit is right, by the rule of 2023 (modulus 5).

    >>> [is_taiwan_company(ibis.literal(one)).to_pyarrow().as_py() for one in ("00501503", "00501502")]
    [True, False]
    """
    products = (
        number.substr(place, 1).try_cast("int64") * weight for place, weight in enumerate(TAIWAN_COMPANY_WEIGHTS)
    )
    total = sum((product // 10 + product % 10 for product in products), start=ibis.literal(0))
    is_right = (total % 5 == 0) | ((number.substr(6, 1) == "7") & ((total + 1) % 5 == 0))
    return ibis.ifelse(number.re_search(TAIWAN_COMPANY), is_right, False)


def is_hong_kong_id(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number, without its brackets, is one of an identity card of Hong Kong whose check digit is right.

    >>> [is_hong_kong_id(ibis.literal(one)).to_pyarrow().as_py() for one in ("A1234563", "AB9876543", "A1234564")]
    [True, True, False]
    """
    total = _weighted_sum(number.lpad(9, " "), weights=HONG_KONG_WEIGHTS, alphabet=HONG_KONG_CHARACTERS)
    return ibis.ifelse(number.re_search(HONG_KONG_ID), total % 11 == 0, False)


def is_spanish_id(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number is a Spanish NIF of a person, national or foreign, whose letter is right.

    >>> [is_spanish_id(ibis.literal(one)).to_pyarrow().as_py() for one in ("12345678Z", "X1234567L", "12345678A")]
    [True, True, False]
    """
    digits = number.substr(0, 8).translate("XYZ", "012").try_cast("int64")
    is_right = _character(SPANISH_CHECKS, digits % len(SPANISH_CHECKS)) == number.substr(8, 1)
    return ibis.ifelse(number.re_search(SPANISH_ID), is_right.fill_null(False), False)


def is_vin(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number is a vehicle identification number whose check digit, the ninth, is right.

    >>> [is_vin(ibis.literal(one)).to_pyarrow().as_py() for one in ("1M8GDM9AXKP042788", "1M8GDM9A1KP042788")]
    [True, False]
    """
    worths = (
        _worth(number.substr(place, 1), alphabet=VIN_CHARACTERS, worths=VIN_WORTHS) * weight
        for place, weight in enumerate(VIN_WEIGHTS)
    )
    check = _character(VIN_CHECKS, sum(worths, start=ibis.literal(0)) % len(VIN_CHECKS))
    return ibis.ifelse(number.re_search(VIN), check == number.substr(8, 1), False)


def lengthened(number: ir.StringValue) -> ir.StringValue:
    """An identity number of 15 digits as one of 18: with the century, which was always 19, and the check digit.

    >>> lengthened(ibis.literal("110105491231002")).to_pyarrow().as_py()
    '11010519491231002X'
    """
    longer = number.substr(0, 6).concat("19", number.substr(6, 9))
    return ibis.ifelse(number.re_search(OLD_NATIONAL_ID), longer.concat(national_id_check(longer)), number)


def national_id_check(number: ir.StringValue) -> ir.StringValue:
    """The check digit that the first 17 digits of an identity number ask for.

    >>> national_id_check(ibis.literal("11010519491231002")).to_pyarrow().as_py()
    'X'
    """
    place = _weighted_sum(number, weights=NATIONAL_ID_WEIGHTS, alphabet=DIGITS) % len(NATIONAL_ID_CHECKS)
    return _character(NATIONAL_ID_CHECKS, place)


def company_code_check(number: ir.StringValue) -> ir.StringValue:
    """The check character that the first 17 characters of a company code ask for.

    >>> company_code_check(ibis.literal("91110000600037341")).to_pyarrow().as_py()
    'L'
    """
    place = _weighted_sum(number, weights=COMPANY_CODE_WEIGHTS, alphabet=CODE_CHARACTERS) % len(COMPANY_CODE_CHECKS)
    return _character(COMPANY_CODE_CHECKS, place)


def _weighted_sum(number: ir.StringValue, *, weights: Sequence[int], alphabet: str) -> ir.IntegerValue:
    """Sum over the characters: place in the alphabet × weight."""
    places = (ibis.literal(alphabet).find(number.substr(place, 1)) for place in range(len(weights)))
    return sum((place * weight for place, weight in zip(places, weights, strict=True)), start=ibis.literal(0))


def _worth(character: ir.StringValue, *, alphabet: str, worths: str) -> ir.IntegerValue:
    """The digit that stands for a character; nothing for one that is not of the alphabet."""
    place = ibis.literal(alphabet).find(character)
    return ibis.literal(worths).substr(place, 1).try_cast("int64")


def _character(characters: str, place: ir.IntegerValue) -> ir.StringValue:
    return ibis.literal(characters).substr(place, 1)
