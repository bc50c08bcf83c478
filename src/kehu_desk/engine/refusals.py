"""Which errors Kehu declares, engine or desk, and so explains itself.

Gives `is_refusal`; the message of such an error is meant for people, and any other error is a defect of the program.
"""

from __future__ import annotations


def is_refusal(error: BaseException) -> bool:
    """Whether an error is one whose message says what to do.

    >>> is_refusal(ValueError("no"))
    False
    """
    return type(error).__module__.startswith(("kehu.", "kehu_desk."))
