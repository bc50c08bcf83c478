"""Codes: base 32 there and back, and no two the same, first come first served."""

import hashlib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kehu.statistics import codes

NOTHING = np.array([], dtype=np.uint64)
WORDS = st.lists(st.integers(0, 2**64 - 1), max_size=40).map(lambda words: np.array(words, dtype=np.uint64))


def test_a_digest_is_read_as_the_number_it_writes():
    digests = [hashlib.md5(word).hexdigest()[:16] for word in (b"a", b"b")]
    found = codes.as_numbers(np.array(digests, dtype="S16"))
    assert found.tolist() == [int(digest, 16) for digest in digests]


def test_no_digests_are_no_numbers():
    assert codes.as_numbers(np.array([], dtype="S16")).tolist() == []


def test_a_code_is_written_without_letters_that_look_like_digits():
    text = b"".join(codes.written(np.arange(32, dtype=np.uint64), characters=1).tolist())
    assert text == b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(WORDS)
def test_what_is_written_reads_back_the_same(words):
    drawn = words >> np.uint64(9)
    assert codes.read(codes.written(drawn, characters=11), characters=11).tolist() == drawn.tolist()


def test_a_code_is_the_leading_bits_of_its_number():
    assert codes.draw(np.array([31 << 59], dtype=np.uint64), taken=NOTHING, characters=1).tolist() == [31]


def test_a_code_that_is_taken_is_not_given_again():
    wanted = np.array([31 << 59], dtype=np.uint64)
    assert codes.draw(wanted, taken=np.array([31], dtype=np.uint64), characters=1).tolist() != [31]


def test_of_two_that_want_one_code_the_first_gets_it():
    drawn = codes.draw(np.array([31 << 59, 31 << 59], dtype=np.uint64), taken=NOTHING, characters=1).tolist()
    assert drawn[0] == 31
    assert drawn[1] != 31


@given(WORDS, WORDS)
def test_no_two_codes_are_the_same(words, others):
    taken = others >> np.uint64(54)
    drawn = codes.draw(words, taken=taken, characters=2).tolist()
    assert len(set(drawn)) == len(drawn)
    assert not set(drawn) & set(taken.tolist())


@given(WORDS, WORDS)
def test_numbers_at_the_end_change_no_code_before_them(words, later):
    alone = codes.draw(words, taken=NOTHING, characters=2)
    together = codes.draw(np.concatenate([words, later]), taken=NOTHING, characters=2)
    assert together[: len(words)].tolist() == alone.tolist()
