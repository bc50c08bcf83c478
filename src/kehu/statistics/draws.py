"""Draws that no run changes: who is held out, by a digest of a key.

Reads a key, a share and a salt; gives whether the key is drawn. The same keys are drawn for ever, whatever else is new,
and a larger share contains the smaller.
"""

from __future__ import annotations

import hashlib

SHARES = 2**32  # of a digest's first four bytes


def is_drawn(key: str, *, share: float, salt: str) -> bool:
    """Whether a key is among that share (0 to 1) of all keys.

    >>> is_drawn("C1", share=1.0, salt="service"), is_drawn("C1", share=0.0, salt="service")
    (True, False)
    """
    return int.from_bytes(hashlib.sha256(f"{salt}:{key}".encode()).digest()[:4]) < share * SHARES
