"""Who is who from the desk: the queue of questions, the evidence of a pair, and decisions written for the next run.

Reads runs and the decisions of the home; gives frozen values. Decisions are written by the engine's own store, whole or
not at all.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from kehu import reviewing
from kehu.assumptions import FieldCorrection, IdentityDecision
from kehu.portfolio import CustomerPage, SharedValue
from kehu.portfolio import shared_values as shared_values_of
from kehu.reviewing import Checked, Evidence, IdentityStep, Question, Queue
from kehu.stores import correction_file, decision_file
from kehu_desk.engine.homes import find_run, home


@dataclass(frozen=True)
class DecidedPair:
    """What a person decides of the records of two customers; `seen` is how many decisions there were by then."""

    verdict: Literal["same", "different"]
    records: tuple[str, ...]
    others: tuple[str, ...]
    seen: int


def identity_queue(run: str, *, sees: Callable[[str], bool], kind: str, after: int) -> Queue:
    """The open questions of a run that the reader sees, the dearest first."""
    return reviewing.queue(find_run(run), identity_decisions(), sees=sees, kind=kind, after=after)


def identity_question(run: str, one: str, other: str) -> Question:
    """The question of two records; raises UnknownPairError where the run does not ask it."""
    return reviewing.question(find_run(run), one, other)


def identity_evidence(run: str, one: str, other: str) -> tuple[Evidence, ...]:
    """What each field says of a pair of records."""
    return reviewing.evidence(find_run(run), one, other)


def identity_steps(run: str) -> tuple[IdentityStep, ...]:
    """How the records of a run became customers."""
    return reviewing.steps(find_run(run))


def identity_checked(run: str) -> Checked:
    """What people said of the sample of the model's joins."""
    return reviewing.checked(find_run(run), identity_decisions())


def identity_decisions() -> tuple[IdentityDecision, ...]:
    """Every decision of the home, in the order made."""
    return decision_file.read_decisions(home())


def decisions_on(records: Sequence[str]) -> tuple[IdentityDecision, ...]:
    """The decisions that speak of any of these records, the newest first."""
    return reviewing.decisions_on(identity_decisions(), records)


def decide_identity(asked: DecidedPair, *, as_of: datetime.date, by: str, reason: str, at: datetime.datetime) -> None:
    """Write a decision; raises DecisionConflictError where somebody decided on these records meanwhile."""
    decision = IdentityDecision(
        number=asked.seen + 1,
        verdict=asked.verdict,
        records=asked.records,
        others=asked.others,
        as_of=as_of,
        by=by,
        reason=reason,
        decided_at=at,
    )
    decision_file.add_decision(home(), decision)


def undo_identity(number: int, *, as_of: datetime.date, by: str, reason: str, at: datetime.datetime) -> None:
    """Take a decision back.

    Raises DecisionConflictError where that was done already, LookupError where there is none.
    """
    earlier = identity_decisions()
    if not any(each.number == number and each.verdict != "undo" for each in earlier):
        raise LookupError(number)
    undo = IdentityDecision(
        number=len(earlier) + 1, verdict="undo", undoes=number, as_of=as_of, by=by, reason=reason, decided_at=at
    )
    decision_file.add_decision(home(), undo)


def field_corrections() -> tuple[FieldCorrection, ...]:
    """Every field that people set, in the order made."""
    return correction_file.read_corrections(home())


def correct_field(
    *,
    party_id: str,
    field: str,
    value: str | None,
    seen: int,
    as_of: datetime.date,
    by: str,
    reason: str,
    at: datetime.datetime,
) -> None:
    """Set a field of a customer by one of its records; without a value, what the records say holds again.

    `seen` is how many corrections there were when the person looked. Raises DecisionConflictError where somebody set
    the field meanwhile, ValueError for a value that cannot be one.
    """
    correction = FieldCorrection(
        number=seen + 1,
        party_id=party_id,
        field=field,
        value=value,
        as_of=as_of,
        by=by,
        reason=reason,
        corrected_at=at,
    )
    correction_file.add_correction(home(), correction)


def scored_pair(run: str, one: CustomerPage, other: CustomerPage) -> Question:
    """A question that a person asks of two customers, on the pair of their records that says most."""
    return reviewing.asked_by_hand(find_run(run), one, other)


def shared_values(run: str, *, most: int) -> tuple[SharedValue, ...]:
    """The values of a run that too many records share to tell persons apart."""
    return shared_values_of(find_run(run), most=most)
