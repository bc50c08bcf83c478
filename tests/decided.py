"""Decisions on who is who, for tests."""

import datetime

from kehu.assumptions import IdentityDecision

DAY = datetime.date(2024, 12, 31)
AT = datetime.datetime(2025, 1, 2, 9, 30, tzinfo=datetime.UTC)


def decision(number, verdict, records=(), others=(), *, undoes=None, as_of=DAY, by="王芳"):
    return IdentityDecision(
        number=number,
        verdict=verdict,
        records=tuple(records),
        others=tuple(others),
        undoes=undoes,
        as_of=as_of,
        by=by,
        reason="Looked at both files",
        decided_at=AT,
    )
