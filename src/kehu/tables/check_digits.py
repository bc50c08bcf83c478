"""Check digits of Chinese identity numbers and company codes, as expressions.

Reads numbers as `writing.identity_number` writes them; gives expressions that every engine evaluates.
GB 11643 (身份证, modulus 11-2) and GB 32100 (统一社会信用代码, modulus 31) are both a weighted sum of the
characters' places in an alphabet, so one sum serves both.
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


def _character(characters: str, place: ir.IntegerValue) -> ir.StringValue:
    return ibis.literal(characters).substr(place, 1)
