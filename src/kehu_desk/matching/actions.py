"""What people do about who is who: say that two are one or two, take that back, set a field. Each is recorded.

All are keyword-only; the record and the deed stand together: the deed comes last, and writes whole or not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record
from kehu_desk.engine import DecidedPair, Question, correct_field, decide_identity, undo_identity


@transaction.atomic
def decide(*, question: Question, asked: DecidedPair, reason: str, as_of: datetime.date, by: User) -> None:
    """Write a decision for the next run; raises DecisionConflictError where somebody else was quicker."""
    act = Act.IDENTITY_MERGED if asked.verdict == "same" else Act.IDENTITY_PARTED
    subject = f"{question.customer_id} {question.other_id}"
    record(act=act, subject=subject, by=by, records=asked.records, others=asked.others, reason=reason)
    decide_identity(asked, as_of=as_of, by=by.full_name, reason=reason, at=timezone.localtime())


@transaction.atomic
def split(*, customer_id: str, asked: DecidedPair, reason: str, as_of: datetime.date, by: User) -> None:
    """Write down that some records are somebody else's; raises DecisionConflictError where somebody was quicker."""
    record(
        act=Act.IDENTITY_PARTED, subject=customer_id, by=by, records=asked.records, others=asked.others, reason=reason
    )
    decide_identity(asked, as_of=as_of, by=by.full_name, reason=reason, at=timezone.localtime())


@transaction.atomic
def correct(
    *,
    customer_id: str,
    party_id: str,
    field: str,
    value: str | None,
    seen: int,
    reason: str,
    as_of: datetime.date,
    by: User,
) -> None:
    """Set a field of a customer; raises DecisionConflictError where somebody was quicker.

    The trail says which field, and not what was set: that stands in the file of corrections.
    """
    record(act=Act.FIELD_CORRECTED, subject=customer_id, by=by, field=field, is_back=value is None, reason=reason)
    correct_field(
        party_id=party_id,
        field=field,
        value=value,
        seen=seen,
        as_of=as_of,
        by=by.full_name,
        reason=reason,
        at=timezone.localtime(),
    )


@transaction.atomic
def look_up(*, found: Sequence[str], by: User) -> None:
    """Record that somebody asked whether a person is a customer already, and who was found."""
    record(act=Act.LOOKED_UP, subject=" ".join(found), by=by, found=len(found))


@transaction.atomic
def undo(*, number: int, why: str, as_of: datetime.date, by: User) -> None:
    """Take a decision back; raises DecisionConflictError where that was done already."""
    record(act=Act.IDENTITY_UNDONE, subject=str(number), by=by, reason=why)
    undo_identity(number, as_of=as_of, by=by.full_name, reason=why, at=timezone.localtime())
