"""Short codes in Crockford's base 32, drawn from digests so that no two are the same.

Reads hexadecimal digests as arrays of bytes; gives codes as numbers, and numbers as characters.
Base 32 has no letter that is taken for a digit; whoever comes first keeps a code, so later ones change nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

ALPHABET = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
BITS = 5
WORD = 64

Numbers = NDArray[np.uint64]
Texts = NDArray[np.bytes_]


def as_numbers(digests: Texts) -> Numbers:
    """The numbers that digests of 16 hexadecimal characters (0-9, a-f) write.

    >>> as_numbers(np.array([b"00000000000000ff"])).tolist()
    [255]
    """
    characters = digests.astype("S16").view(np.uint8).reshape(-1, 16)
    digits = np.where(characters <= ord("9"), characters - ord("0"), characters - (ord("a") - 10)).astype(np.uint8)
    octets = np.ascontiguousarray(digits[:, 0::2] << 4 | digits[:, 1::2])
    return octets.view(">u8").reshape(-1).astype(np.uint64)


def draw(numbers: Numbers, *, taken: Numbers, characters: int) -> Numbers:
    """A code for each number, in the order of the numbers: no two the same, none that is taken.

    A code is the leading `characters` × 5 bits of its number. One that is taken, or that an earlier number wants,
    is drawn again from the number mixed with the count of draws; so a number at the end changes no code before it.

    >>> wanted = as_numbers(np.array([b"f800000000000000"] * 2))
    >>> draw(wanted, taken=np.array([], dtype=np.uint64), characters=1).tolist()
    [31, 4]
    """
    rest = np.uint64(WORD - BITS * characters)
    draws = np.zeros(len(numbers), dtype=np.uint64)
    codes = numbers >> rest
    refused = _refused(codes, taken=taken)
    while refused.any():
        draws[refused] += np.uint64(1)
        codes[refused] = _mixed(numbers[refused] + draws[refused]) >> rest
        refused = _refused(codes, taken=taken)
    return codes


def written(codes: Numbers, *, characters: int) -> Texts:
    """Codes as base-32 characters.

    >>> written(np.array([0, 33], dtype=np.uint64), characters=2).tolist()
    [b'00', b'11']
    """
    alphabet = np.frombuffer(ALPHABET, dtype=np.uint8)
    text = np.empty((len(codes), characters), dtype=np.uint8)
    for place in range(characters):
        shift = np.uint64(BITS * (characters - 1 - place))
        text[:, place] = alphabet[codes >> shift & np.uint64(31)]
    return text.view(f"S{characters}").reshape(-1)


def read(texts: Texts, *, characters: int) -> Numbers:
    """The codes that base-32 characters write; the reverse of `written`.

    >>> read(np.array([b"00", b"11"]), characters=2).tolist()
    [0, 33]
    """
    values = np.zeros(256, dtype=np.uint64)
    values[np.frombuffer(ALPHABET, dtype=np.uint8)] = np.arange(32, dtype=np.uint64)
    text = texts.astype(f"S{characters}").view(np.uint8).reshape(-1, characters)
    codes = np.zeros(len(texts), dtype=np.uint64)
    for place in range(characters):
        codes = codes << np.uint64(BITS) | values[text[:, place]]
    return codes


def _refused(codes: Numbers, *, taken: Numbers) -> NDArray[np.bool_]:
    """Codes that are taken or stand earlier in the array."""
    again = np.ones(len(codes), dtype=np.bool_)
    again[np.unique(codes, return_index=True)[1]] = False
    return again | np.isin(codes, taken)


def _mixed(numbers: Numbers) -> Numbers:
    """Numbers spread evenly over 64 bits (the finaliser of SplitMix64: Steele, Lea, Flood 2014)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ mixed >> np.uint64(30)) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ mixed >> np.uint64(27)) * np.uint64(0x94D049BB133111EB)
    return mixed ^ mixed >> np.uint64(31)
