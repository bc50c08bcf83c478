"""Assumptions of risk and price, and what every assumption is made of.

Gives frozen entries, each with its unit and source, that `kehu.toml` fills; reads nothing.
They stand apart from `parameters.py`, which holds all of a run's, because it would be too long for one page.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

Share = Annotated[float, Field(ge=0, le=1)]
ANY = "*"


class Assumption(BaseModel):
    """Base of all entries: frozen, and an unknown word is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rate(Assumption):
    """A rate on premium for the business of one line and channel (`*` stands for any)."""

    line: str = ANY
    channel: str = ANY
    rate: Share = Field(description="share of premium")
    source: str = Field(min_length=1, description="where the rate comes from")


def rate_of(rates: Sequence[Rate], *, line: str | None, channel: str | None) -> float:
    """The first rate that matches a line and channel; 0 where none does.

    >>> rate_of([Rate(line="home", rate=0.2, source="made up")], line="home", channel="agent")
    0.2
    """
    return next((each.rate for each in rates if each.line in (line, ANY) and each.channel in (channel, ANY)), 0.0)


class Factor(Assumption):
    """What an underwriter sets for a rating factor of a line: left out, a direction, or bins of one's own."""

    line: str = ANY
    factor: str = Field(min_length=1)
    is_used: bool = True
    monotone: Literal["up", "down"] | None = Field(default=None, description="the way claims a year may go")
    cuts: tuple[float, ...] = Field(default=(), description="where the bins of a number begin, the first apart")
    groups: tuple[tuple[str, ...], ...] = Field(default=(), description="codes that share a level; the rest is other")
    source: str = Field(min_length=1)


Recipe = Literal["base", "tables", "pairs", "boosted"]


class ModelEdit(Assumption):
    """A relativity that an underwriter sets in a model: whose model, which level, how much, who and why."""

    line: str = Field(min_length=1)
    model: Literal["frequency", "severity"]
    factors: tuple[str, ...] = Field(min_length=1, max_length=2)
    levels: tuple[str, ...] = Field(min_length=1, max_length=2)
    relativity: float = Field(gt=0)
    by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    set_at: datetime.datetime | None = None

    @property
    def place(self) -> tuple[str, str, tuple[str, ...], tuple[str, ...]]:
        """What it sets: line, model, factors and levels."""
        return self.line, self.model, self.factors, self.levels


class ModelPromotion(Assumption):
    """A recipe made champion of a line's model: by whom, why, and on what comparison as of which day it rests."""

    line: str = Field(min_length=1)
    model: Literal["frequency", "severity"]
    recipe: Recipe
    as_of: datetime.date = Field(description="the day of the comparison; runs as of earlier days do not know of it")
    challenge: str = Field(min_length=1)
    deviance_change: float = Field(description="deviance against the champion of then, on folds that neither had seen")
    standard_error: float = Field(ge=0, description="of that change")
    by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    promoted_at: datetime.datetime


class IdentityDecision(Assumption):
    """What a person decided of two customers: that they are the same, that they are not, or that it was a mistake."""

    number: int = Field(gt=0, description="of the decision, counted in the order made")
    verdict: Literal["same", "different", "undo"]
    records: tuple[str, ...] = Field(default=(), description="party records of the one, as the person saw them")
    others: tuple[str, ...] = Field(default=(), description="party records of the other")
    undoes: int | None = Field(default=None, description="the number of the decision that an undo takes back")
    as_of: datetime.date = Field(description="day of the run that the person saw; runs as of earlier days do not know")
    by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    decided_at: datetime.datetime

    @model_validator(mode="after")
    def _says_of_whom(self) -> IdentityDecision:
        if self.verdict == "undo" and self.undoes is None:
            raise ValueError("an undo names the decision that it takes back, in undoes")
        if self.verdict != "undo" and (not self.records or not self.others or set(self.records) & set(self.others)):
            raise ValueError("records and others name each at least one record, and none twice")
        return self


FIELDS = (
    *("name", "identity_number", "birth_date", "gender", "licence_date", "phone", "email"),
    *("address", "postcode", "region", "industry"),
)
DATES, GENDERS = ("birth_date", "licence_date"), ("female", "male", "other")


class FieldCorrection(Assumption):
    """A field of a customer as a person set it; without a value, as the records have it again."""

    number: int = Field(gt=0, description="of the correction, counted in the order made")
    party_id: str = Field(min_length=1, description="the record that it goes with: the customer's first")
    field: str = Field(description="one of those of a customer's record", json_schema_extra={"enum": list(FIELDS)})
    value: str | None = Field(default=None, min_length=1, description="dates as 2024-12-31")
    as_of: datetime.date = Field(description="day of the run that the person saw; runs as of earlier days do not know")
    by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    corrected_at: datetime.datetime

    @model_validator(mode="after")
    def _says_what_can_be(self) -> FieldCorrection:
        if self.field not in FIELDS:
            raise ValueError(f"there is no field {self.field}; there are {', '.join(FIELDS)}")
        if self.value is not None and self.field in DATES:
            datetime.date.fromisoformat(self.value)
        if self.value is not None and self.field == "gender" and self.value not in GENDERS:
            raise ValueError(f"gender is one of {', '.join(GENDERS)}")
        return self


def standing(decisions: Sequence[IdentityDecision]) -> tuple[IdentityDecision, ...]:
    """The decisions that were not taken back, in the order made."""
    undone = {each.undoes for each in decisions}
    return tuple(each for each in decisions if each.verdict != "undo" and each.number not in undone)


@dataclass(frozen=True)
class Decisions:
    """What people decided: relativities set by hand, recipes promoted, who is who and who they are; as made."""

    edits: tuple[ModelEdit, ...] = ()
    promotions: tuple[ModelPromotion, ...] = ()
    identity: tuple[IdentityDecision, ...] = ()
    corrections: tuple[FieldCorrection, ...] = ()

    def of_fields(self, *, as_of: datetime.date) -> tuple[FieldCorrection, ...]:
        """Fields set by hand as far as a run as of a day may know: the last word on each record and field."""
        last = {(each.party_id, each.field): each for each in self.corrections if each.as_of <= as_of}
        return tuple(each for each in last.values() if each.value is not None)

    def of_identity(self, *, as_of: datetime.date) -> tuple[IdentityDecision, ...]:
        """Who is who as far as a run as of a day may know, without what was taken back; the newest last."""
        known = [each for each in self.identity if each.as_of <= as_of]
        return standing(known)

    def promoted(self, line: str, model: str, *, as_of: datetime.date) -> ModelPromotion | None:
        """The last promotion of a model that a run as of a day may know of."""
        known = [each for each in self.promotions if (each.line, each.model) == (line, model) and each.as_of <= as_of]
        return known[-1] if known else None


class Rating(Assumption):
    """How rating tables are fitted."""

    recipe: Recipe = Field(default="pairs", description="how a model is fitted where no other way was promoted")
    most_terms: int = Field(default=400_000, gt=0, description="terms of a line that a model is fitted on")
    most_levels: int = Field(default=30, gt=1, description="levels of a factor")
    claims_each_level: int = Field(default=10, gt=0, description="claims; a factor has one level for so many, at most")
    least_claims: int = Field(default=50, gt=0, description="claims; a line with fewer has a base and no tables")
    least_freedom: float = Field(default=0.5, ge=0, description="levels' worth; a table that says less is left out")
    most_pairs: int = Field(default=2, ge=0, description="tables of two factors in a model")
    least_pair_gain: float = Field(default=30.0, ge=0, description="deviance that a pair must save on other policies")
    most_boosted_pairs: int = Field(default=6, ge=0, description="pairs that boosted tables may have")
    most_perils: int = Field(default=8, ge=0, description="perils of a line with models of their own; the rest is one")
    ageing: tuple[str, ...] = Field(
        default=("*_age", "*_years"), description="names of numbers that grow by one a year, * for anything"
    )
    folds: int = Field(default=4, gt=1, description="parts of cross-validation")
    seed: int = 1
    source: str = Field(min_length=1)


class Record(Assumption):
    """How a customer's own claims change what is expected."""

    decays: tuple[Share, ...] = Field(
        default=(1.0, 0.9, 0.8, 0.7), min_length=1, description="weight kept a year, of which the best is chosen"
    )
    most_policies: int = Field(default=400_000, gt=0, description="policies that the decay is chosen on")
    least_claims: int = Field(default=100, gt=0, description="claims; a book with fewer tells no strength")
    prior_strength: float = Field(default=2.0, gt=0, description="expected claims that a record needs for half belief")
    probability: Share = Field(default=0.9, description="of the intervals")
    source: str = Field(min_length=1)


class Pricing(Assumption):
    """What a technical price holds besides claims."""

    claims_handling_rates: tuple[Rate, ...] = Field(default=(), description="share of expected claims")
    margin_rates: tuple[Rate, ...] = Field(default=(), description="capital or margin, share of premium")
    least_commissions: int = Field(
        default=30, gt=0, description="terms with a commission, from which a line and channel has a rate of its own"
    )


class Grade(Assumption):
    """A risk grade: customers whose index (expected cost over the book's average, lines alike) is below `below`."""

    name: str = Field(min_length=1)
    below: float | None = Field(default=None, gt=0, description="index; the last grade has none")


GRADES = (
    Grade(name="A", below=0.6),
    Grade(name="B", below=0.85),
    Grade(name="C", below=1.15),
    Grade(name="D", below=1.6),
    Grade(name="E"),
)


class Valuation(Assumption):
    """How far and at what cost value is looked ahead; the rate of discount stands apart."""

    horizon_years: int = Field(default=5, ge=1, le=5, description="years of cover counted, from the coming renewal")
    service_cost: float | None = Field(
        default=None, ge=0, description="currency a customer and year; empty: as the book's services cost last year"
    )
    referral_share: Share = Field(default=0.1, description="share of the value of those who were brought")
    source: str = Field(min_length=1)


class Strategy(Assumption):
    """What to do with the customers of some cells of the grid of risk grade and value tier (`*` stands for any)."""

    grades: tuple[str, ...] = Field(default=(ANY,), min_length=1)
    tiers: tuple[str, ...] = Field(default=(ANY,), min_length=1)
    strategy: Literal["keep", "grow", "convert", "release"]

    def covers(self, *, grade: str, tier: str) -> bool:
        """Whether a cell is one of them."""
        return not {ANY, grade}.isdisjoint(self.grades) and not {ANY, tier}.isdisjoint(self.tiers)


STRATEGIES = (
    Strategy(grades=("E",), tiers=("A", "B"), strategy="convert"),
    Strategy(tiers=("A", "B"), strategy="keep"),
    Strategy(grades=("A", "B"), tiers=("C", "D"), strategy="grow"),
    Strategy(grades=("C",), tiers=("C",), strategy="grow"),
    Strategy(grades=("E",), tiers=("D",), strategy="release"),
    Strategy(strategy="convert"),
)
