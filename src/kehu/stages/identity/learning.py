"""What an earlier run learnt of identity, so that a run after it looks at new and changed records only.

Reads the models, scores and records that a run kept; gives what of them still holds. A model holds as long as the same
fields are compared in the same way and the book has not grown by more than `taught_again_after` since it was taught. A
score holds as long as neither record says anything else, and keeps the rarity of values as it was when it was made.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from kehu.parameters import Matching
from kehu.stages.identity import comparisons

VERSION = 3  # of how records are standardised and compared; raise it with every change of these
SAID = ("kind", "name_key", "number", "true_type", "true_number", "birth", "phone", "email", "address")
SAID_TOO = ("licence", "postcode", "region", "gender", "industry")
DIGITS = 16
JUDGING = {"is_on", "join_weight", "sampled_joins", "taught_again_after"}  # parameters that no score depends on


@dataclass(frozen=True)
class Model:
    """The model of one kind of records: how many records taught it, what they were asked, and what it learnt."""

    kind: str
    record_count: int
    asked: str
    learnt: str

    @property
    def taught(self) -> dict[str, Any]:
        """The settings of Splink, with what was learnt."""
        found: dict[str, Any] = json.loads(self.learnt)
        return found


@dataclass(frozen=True)
class Learnt:
    """What an earlier run kept: `identity_models`, `identity_scores` and `identity_records`."""

    models: tuple[Model, ...]
    scores: ir.Table
    records: ir.Table


def fingerprints(records: ir.Table) -> ir.Table:
    """What each record says, in short: party_id, fingerprint."""
    said = [records[name].coalesce("") for name in (*SAID, *SAID_TOO)]
    whole = said[0].concat(
        *(part for each in (*said[1:], records.words.join(" ").coalesce("")) for part in ("|", each))
    )
    return records.select("party_id", fingerprint=whole.hexdigest("md5").substr(0, DIGITS))


def marked(records: ir.Table, learnt: Learnt | None) -> ir.Table:
    """Records with `is_fresh`: whether they are new, or say something else than in the earlier run."""
    if learnt is None:
        return records.mutate(is_fresh=ibis.literal(True))
    now = fingerprints(records)
    former = learnt.records.select("party_id", former_fingerprint="fingerprint")
    beside = now.left_join(former, "party_id")
    is_fresh = (beside.former_fingerprint != beside.fingerprint).fill_null(True)
    fresh = beside.select("party_id", is_fresh=is_fresh)
    return records.inner_join(fresh, "party_id")


def new_model(
    records: ir.Table, *, kind: str, filled: Sequence[str], parameters: Matching, taught: dict[str, Any]
) -> Model:
    """What these records have taught."""
    text = json.dumps(taught, sort_keys=True, ensure_ascii=False)
    return Model(kind, _count(records), _asked(filled, parameters), text)


def still_true(
    learnt: Learnt | None, records: ir.Table, *, kind: str, filled: Sequence[str], parameters: Matching
) -> Model | None:
    """The earlier model of a kind, where it still holds."""
    asked = _asked(filled, parameters)
    for model in learnt.models if learnt else ():
        if (model.kind, model.asked) == (kind, asked):
            growth = abs(_count(records) - model.record_count)
            return model if growth <= parameters.taught_again_after * model.record_count else None
    return None


def known_pairs(records: ir.Table, learnt: Learnt) -> ir.Table:
    """The scores of pairs of which neither record is fresh, by their places of today."""
    known = records.filter(~records.is_fresh).select("place", "party_id")
    one = known.select(one="place", party_id="party_id")
    other = known.select(other="place", joined_party_id="party_id")
    both = learnt.scores.inner_join(one, "party_id").inner_join(other, "joined_party_id")
    return both.mutate(left=ibis.least(both.one, both.other), right=ibis.greatest(both.one, both.other))


def _count(records: ir.Table) -> int:
    return int(records.count().to_pyarrow().as_py())


def _asked(filled: Sequence[str], parameters: Matching) -> str:
    """All that scores depend on beside the records, in short."""
    assumed = parameters.model_dump(mode="json", exclude=JUDGING)
    told = json.dumps([VERSION, sorted(filled), comparisons.BLOCKS, assumed], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:DIGITS]
