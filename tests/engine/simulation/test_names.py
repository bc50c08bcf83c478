"""Names: weighted surnames, given names of the decade, both scripts."""

import numpy as np
import pytest
from opencc import OpenCC

from kehu.simulation.model import read_list
from kehu.simulation.names import read_names

NAMES = read_names()


def test_there_are_a_hundred_surnames_with_their_shares():
    surnames = read_list("names")["surnames"]
    assert len(surnames) == 100
    assert 80 < sum(surnames.values()) < 100


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_traditional_forms_are_those_of_opencc():
    convert = OpenCC("s2t").convert
    pairs = zip(NAMES.simplified.to_pylist(), NAMES.traditional.to_pylist(), strict=True)
    wrong = [(one, two) for one, two in pairs if one != two and convert(one) != two]
    assert not wrong


def test_a_name_is_its_characters(random):
    first, second = NAMES.draw_given(random, gender=np.zeros(50, dtype=int), birth_year=np.full(50, 1985))
    texts = NAMES.person(NAMES.surnames[[0] * 50], first, second).to_pylist()
    assert {len(text) for text in texts} == {2, 3}
    assert all(text.startswith("王") for text in texts)


def test_given_names_are_of_their_gender_and_decade(random):
    first, _ = NAMES.draw_given(random, gender=np.ones(200, dtype=int), birth_year=np.full(200, 1955))
    allowed = set(read_list("names")["given"]["male"]["1950"])
    assert set(NAMES.simplified.take(first.tolist()).to_pylist()) <= allowed
