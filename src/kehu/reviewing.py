"""Who is who, as people review it: the queue of questions, the evidence of a pair, and what was decided.

Reads `identity_questions` and `identity_pairs` of a run and the file of decisions; gives frozen values, and no frame.
A question on records of which a later decision speaks is answered, and no longer in the queue.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow.dataset as ds
import pyarrow.parquet as pq

from kehu.assumptions import IdentityDecision, standing
from kehu.portfolio import CustomerPage
from kehu.statistics.intervals import of_share
from kehu.stores.run_folders import RunFolder

Seen = Callable[[str], bool]
WEIGHT, SAYING = "weight_", ("weight", "probability", "rule")
BY_HAND = "by_hand"
ROWS_AT_ONCE = 2_000


class UnknownPairError(LookupError):
    """A pair of records of which a run asks nothing."""


@dataclass(frozen=True)
class Question:
    """Whether the customers behind two records are one.

    `kind` is asked, contradicted or sample (in a sample both ids are one), or by_hand where a person asks. `weight` is
    in bits, None where `rule` says so or nothing was compared; `stake` is the earned premium of the smaller customer.
    """

    place: int
    kind: str
    customer_id: str
    other_id: str
    joined_party_id: str
    party_id: str
    name: str | None
    other_name: str | None
    branch: str | None
    other_branch: str | None
    stake: Decimal
    weight: float | None
    probability: float | None
    rule: str | None
    pair_count: int


@dataclass(frozen=True)
class Evidence:
    """What a field says of a pair, in bits; above 0 for one person, below 0 for two."""

    field: str
    weight: float


@dataclass(frozen=True)
class IdentityStep:
    """How many customers there were after a step, and how many of its joins are expected to be wrong (model only)."""

    step: str
    rule: str | None
    pairs: int | None
    customers_after: int
    expected_wrong: float | None


@dataclass(frozen=True)
class Checked:
    """What people said of the sample: how many joins they looked at, how many were wrong, and the share's bounds."""

    drawn: int
    checked: int
    wrong: int
    lower: float
    upper: float


@dataclass(frozen=True)
class Queue:
    """A part of the queue, how many questions are open in all, and the place after which the next part begins."""

    questions: tuple[Question, ...]
    open_count: int
    next_after: int | None


def queue(
    run: RunFolder, decisions: Sequence[IdentityDecision], *, sees: Seen, kind: str = "", after: int = 0, most: int = 30
) -> Queue:
    """The open questions of a kind ("" for those that are not a sample), the dearest first.

    `sees` says of a branch whether the reader sees it; both customers of a question must stand in such branches.
    """
    settled = _settled(decisions)
    found: list[Question] = []
    count = 0
    for question in _questions(run):
        is_asked = question.kind == kind if kind else question.kind != "sample"
        if not is_asked or _is_settled(question, settled):
            continue
        if not (sees(question.branch or "") and sees(question.other_branch or "")):
            continue
        count += 1
        if question.place > after and len(found) <= most:
            found.append(question)
    shown = found[:most]
    return Queue(tuple(shown), count, shown[-1].place if len(found) > most else None)


def question(run: RunFolder, joined_party_id: str, party_id: str) -> Question:
    """One question; raises UnknownPairError where the run does not ask it."""
    for each in _questions(run):
        if (each.joined_party_id, each.party_id) == (joined_party_id, party_id):
            return each
    raise UnknownPairError(f"{joined_party_id}, {party_id}")


def asked_by_hand(run: RunFolder, one: CustomerPage, other: CustomerPage) -> Question:
    """The question that a person asks of two customers, by the pair of their records that says most."""
    sides = [[record.party_id for record in page.records] for page in (one, other)]
    pairs = ds.dataset(run.table("identity_pairs"))
    earlier, later = ds.field("joined_party_id"), ds.field("party_id")
    between = (earlier.isin(sides[0]) & later.isin(sides[1])) | (earlier.isin(sides[1]) & later.isin(sides[0]))
    compared = pairs.to_table(filter=between, columns=[*SAYING, "joined_party_id", "party_id"]).to_pylist()
    nothing = {**dict.fromkeys(SAYING), "joined_party_id": sides[0][0], "party_id": sides[1][0]}
    best = max(compared, key=lambda row: -math.inf if row["weight"] is None else row["weight"], default=nothing)
    first, second = (one, other) if best["joined_party_id"] in sides[0] else (other, one)
    return Question(
        **best,
        place=0,
        kind=BY_HAND,
        customer_id=first.customer_id,
        other_id=second.customer_id,
        name=first.name,
        other_name=second.name,
        branch=first.branch,
        other_branch=second.branch,
        stake=min(one.figures.earned_premium, other.figures.earned_premium),
        pair_count=len(compared),
    )


def evidence(run: RunFolder, joined_party_id: str, party_id: str) -> tuple[Evidence, ...]:
    """What each field says of a pair of records, the weightiest first; none where only a rule speaks."""
    pairs = ds.dataset(run.table("identity_pairs"))
    is_pair = (ds.field("joined_party_id") == joined_party_id) & (ds.field("party_id") == party_id)
    rows = pairs.to_table(filter=is_pair).to_pylist()
    told = {name.removeprefix(WEIGHT): value for row in rows for name, value in row.items() if name.startswith(WEIGHT)}
    known = [Evidence(field, value) for field, value in told.items() if value is not None]
    return tuple(sorted(known, key=lambda one: (-abs(one.weight), one.field)))


def steps(run: RunFolder) -> tuple[IdentityStep, ...]:
    """How the records became customers; none in a run of an earlier release."""
    path = run.table("identity_steps")
    rows = pq.read_table(path).sort_by("place").to_pylist() if path.is_file() else []
    names = IdentityStep.__dataclass_fields__
    return tuple(IdentityStep(**{name: row[name] for name in names}) for row in rows)


def checked(run: RunFolder, decisions: Sequence[IdentityDecision]) -> Checked:
    """What people said of the sample of the model's joins, with 95% bounds of the share that is wrong."""
    sample = [each for each in _questions(run) if each.kind == "sample"]
    valid = standing(decisions)
    answers = [_answer(each, valid) for each in sample]
    known = [answer for answer in answers if answer]
    wrong = known.count("different")
    lower, upper = of_share(wrong, len(known)) if known else (0.0, 1.0)
    return Checked(len(sample), len(known), wrong, lower, upper)


def _answer(asked: Question, valid: Sequence[IdentityDecision]) -> str:
    """The newest verdict on the two records of a question; "" where there is none."""
    for each in reversed(valid):
        if _is_settled(asked, [(set(each.records), set(each.others))]):
            return each.verdict
    return ""


def decisions_on(decisions: Sequence[IdentityDecision], records: Sequence[str]) -> tuple[IdentityDecision, ...]:
    """The decisions that speak of any of these records, also those taken back, the newest first."""
    asked = set(records)
    return tuple(each for each in reversed(decisions) if asked & {*each.records, *each.others})


def _questions(run: RunFolder) -> Iterator[Question]:
    """The questions of a run in the order of their places; none in a run of an earlier release."""
    path = run.table("identity_questions")
    if not path.is_file():
        return
    names = list(Question.__dataclass_fields__)
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE, columns=names):
            rows: list[dict[str, Any]] = batch.to_pylist()
            yield from (Question(**row) for row in rows)


def _settled(decisions: Sequence[IdentityDecision]) -> list[tuple[set[str], set[str]]]:
    """The two sides of every decision that stands."""
    return [(set(each.records), set(each.others)) for each in standing(decisions)]


def _is_settled(asked: Question, settled: Sequence[tuple[set[str], set[str]]]) -> bool:
    one, other = asked.joined_party_id, asked.party_id
    return any((one in a and other in b) or (one in b and other in a) for a, b in settled)
