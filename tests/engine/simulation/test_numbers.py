"""Numbers that identify: right by the reference library's check digits."""

import numpy as np
import pyarrow as pa
from stdnum.cn import ric, uscc

from kehu.simulation.numbers import chassis, compact, company_codes, identity_cards, mobiles, plate_ends

SERIAL = np.arange(1, 2_000)


def test_every_identity_card_is_valid(block):
    persons = block.texts.identity.filter(pa.array(~block.customers.is_company)).to_pylist()
    assert all(ric.is_valid(number) for number in persons)


def test_an_identity_card_tells_birth_and_gender(block):
    customers, numbers = block.customers, block.texts.identity.to_pylist()
    born = compact(customers.birth)
    for place in np.flatnonzero(~customers.is_company):
        assert numbers[place][6:14] == str(born[place])
        assert int(numbers[place][16]) % 2 == customers.gender[place]


def test_every_company_code_is_valid():
    codes = company_codes(district=np.full(len(SERIAL), 440106), serial=SERIAL).to_pylist()
    assert all(uscc.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)


VALUES = {
    letter: int(value) for letter, value in zip("ABCDEFGHJKLMNPRSTUVWXYZ", "12345678123457923456789", strict=True)
}
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def _check_digit(number):
    total = sum(weight * VALUES.get(sign, ord(sign) - 48) for sign, weight in zip(number, WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def test_every_chassis_number_has_its_check_digit():
    numbers = chassis(SERIAL, maker=SERIAL % 10, year=2000 + SERIAL % 25).to_pylist()
    assert _check_digit("1M8GDM9AXKP042788") == "X"
    assert all(_check_digit(number) == number[8] for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_telephones_have_eleven_digits_and_one_owner():
    numbers = mobiles(SERIAL, prefix=np.full(len(SERIAL), 139)).to_pylist()
    assert {len(number) for number in numbers} == {11}
    assert len(set(numbers)) == len(numbers)


def test_plates_of_new_energy_are_longer():
    ends = plate_ends(np.array([1, 2]), is_electric=np.array([False, True])).to_pylist()
    assert [len(end) for end in ends] == [5, 6]


def test_one_card_as_the_standard_prints_it():
    card = identity_cards(district=np.array([110105]), birth=np.array([-7306]), sequence=np.array([2]))
    assert card.to_pylist() == ["11010519491231002X"]
