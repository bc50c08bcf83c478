"""Numbers that identify: identity cards, company codes, telephones, plates and chassis, all with right check digits.

Reads whole numbers; gives Arrow texts. A number is a row of characters in one matrix, so that the check digits of a
million of them are one product with the weights of the standard (GB 11643, GB 32100, GB 11714, ISO 3779).
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from kehu.simulation.columns import Ints, year_of

Characters = NDArray[np.uint8]
CARD_WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CARD_CHECKS = np.frombuffer(b"10X98765432", np.uint8)
CODE_ALPHABET = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRTUWXY", np.uint8)
CODE_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])
ORGANISATION_WEIGHTS = np.array([3, 7, 9, 10, 5, 8, 4, 2])
ORGANISATION_CHECKS = np.frombuffer(b"0123456789X", np.uint8)
CHASSIS_ALPHABET = np.frombuffer(b"ABCDEFGHJKLMNPRSTUVWXYZ0123456789", np.uint8)
CHASSIS_WEIGHTS = np.array([8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2])
CHASSIS_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)
)
PLATE_ALPHABET = np.frombuffer(b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ", np.uint8)
MAKERS = (b"LSVAB", b"LFV2A", b"LGBH5", b"LVSHC", b"LHGCP", b"LDC61", b"LSGPC", b"LBVNU", b"LGXCE", b"LRW3E")
MOBILE_PREFIXES = np.array(
    [130, 131, 132, 133, 135, 136, 137, 138, 139, 150, 151, 152, 158, 159, 180, 181, 185, 186, 187, 188]
)
SPREAD = 61_803_399  # prime to powers of ten and two: consecutive serials look unrelated and never meet


def characters(numbers: Ints, width: int) -> Characters:
    """Decimal digits of whole numbers, a row each, with leading zeros."""
    powers = 10 ** np.arange(width - 1, -1, -1)
    return (numbers[:, None] // powers % 10 + 48).astype(np.uint8)


def as_text(matrix: Characters) -> pa.StringArray:
    """Rows of characters as texts of one width."""
    rows, width = matrix.shape
    offsets = np.arange(0, (rows + 1) * width, width, dtype=np.int32)
    return pa.StringArray.from_buffers(rows, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(matrix)))


def identity_cards(*, district: Ints, birth: Ints, sequence: Ints) -> pa.StringArray:
    """Numbers of resident identity cards: district code, day of birth, sequence (odd for men), check digit."""
    body = np.hstack([characters(district, 6), characters(compact(birth), 8), characters(sequence, 3)])
    check = (body - 48).astype(np.int64) @ CARD_WEIGHTS % 11
    return as_text(np.hstack([body, CARD_CHECKS[check][:, None]]))


def company_codes(*, district: Ints, serial: Ints) -> pa.StringArray:
    """Unified social credit codes: 91, district, organisation code with its check digit, check character."""
    organisation = characters(serial * SPREAD % 10**8, 8)
    weighed = (organisation - 48).astype(np.int64) @ ORGANISATION_WEIGHTS
    inner = ORGANISATION_CHECKS[(11 - weighed % 11) % 11]
    start = np.tile(np.frombuffer(b"91", np.uint8), (len(serial), 1))
    body = np.hstack([start, characters(district, 6), organisation, inner[:, None]])
    values = np.zeros(256, dtype=np.int64)
    values[CODE_ALPHABET] = np.arange(31)
    check = CODE_ALPHABET[(31 - values[body] @ CODE_WEIGHTS % 31) % 31]
    return as_text(np.hstack([body, check[:, None]]))


def mobiles(serial: Ints, *, prefix: Ints) -> pa.StringArray:
    """Mobile telephone numbers of eleven digits; those of different serials differ (up to 100 million)."""
    return as_text(np.hstack([characters(prefix, 3), characters(serial * SPREAD % 10**8, 8)]))


def chassis(serial: Ints, *, maker: Ints, year: Ints) -> pa.StringArray:
    """Vehicle identification numbers with their check digit in the ninth place."""
    start = np.frombuffer(b"".join(MAKERS), np.uint8).reshape(-1, 5)[maker]
    filler = characters((serial * 7 + serial // 10**7) % 1000, 3)
    model_year = CHASSIS_ALPHABET[(year % 23)]
    zero = np.full((len(serial), 1), 48, dtype=np.uint8)
    end = characters(serial * SPREAD % 10**7, 7)
    matrix = np.hstack([start, filler, zero, model_year[:, None], end])
    values = np.zeros(256, dtype=np.int64)
    values[48:58] = np.arange(10)
    for letter, value in CHASSIS_VALUES.items():
        values[ord(letter)] = value
    check = values[matrix] @ CHASSIS_WEIGHTS % 11
    matrix[:, 8] = np.where(check == 10, ord("X"), check + 48)
    return as_text(matrix)


def plate_ends(serial: Ints, *, is_electric: NDArray[np.bool_]) -> pa.Array:
    """What follows the city on a registration plate: five characters, or D and five for new energy."""
    spread = serial * SPREAD % 34**5
    powers = 34 ** np.arange(4, -1, -1)
    five = as_text(PLATE_ALPHABET[spread[:, None] // powers % 34])
    mark = pa.array(["", "D"]).take(pa.array(is_electric.astype(np.int8)))
    return pa.compute.binary_join_element_wise(mark, five, "")


def compact(days: Ints) -> Ints:
    """Days as numbers yyyymmdd.

    >>> compact(np.array([0, 365])).tolist()
    [19700101, 19710101]
    """
    dates = days.astype("datetime64[D]")
    months = dates.astype("datetime64[M]")
    month = months.astype(np.int64) % 12 + 1
    day = (dates - months.astype("datetime64[D]")).astype(np.int64) + 1
    written: Ints = year_of(days) * 10_000 + month * 100 + day
    return written
