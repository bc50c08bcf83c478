"""Every assumption that a run makes, with its unit and its source, read from `kehu.toml`.

Gives `Parameters`, frozen; `read` checks a file and names the line of every mistake.
Rates stand by line and channel; the first entry that matches wins, so the particular stands before the general.
Rules of law are dated rows with a source, never constants in code.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from kehu.assumptions import (
    GRADES,
    STRATEGIES,
    Assumption,
    Factor,
    Grade,
    Pricing,
    Rate,
    Rating,
    Record,
    Share,
    Strategy,
    Valuation,
)
from kehu.laws import Law
from kehu.market_assumptions import Markets
from kehu.renewal_assumptions import Renewals
from kehu.service_assumptions import Service


class ParameterError(ValueError):
    """A `kehu.toml` that cannot be used; the message names the file, the entry, and what to do."""


class Tier(Assumption):
    """A tier of customers by their place in the book: the best `share` of them, cumulative."""

    name: str = Field(min_length=1)
    share: Share = Field(description="cumulative share of customers, the best first")


FUTURE_TIERS = tuple(Tier(name=name, share=share) for name, share in zip("ABCD", (0.05, 0.2, 0.5, 1.0), strict=True))


class Discount(Assumption):
    """The yearly rate at which later money is worth less."""

    rate: Share = Field(description="share a year")
    source: str = Field(min_length=1)


class Cancellation(Assumption):
    """What is given back on cancellation where the source does not say: the unused days' share, or nothing."""

    return_premium: Literal["pro_rata", "none"] = "pro_rata"
    source: str = Field(min_length=1)


class MatchRule(Assumption):
    """Party records that agree in all these columns are one customer."""

    name: str = Field(min_length=1)
    columns: tuple[str, ...] = Field(min_length=1)


class Matching(Assumption):
    """How records are matched that no exact rule joins; weights are in bits: 1 doubles the odds."""

    is_on: bool = False
    join_weight: float = Field(default=1.0, description="bits; mean evidence of all pairs that joins two groups")
    ask_weight: float = Field(default=-2.0, description="bits; a pair below it is not looked at further")
    least_records: int = Field(default=1000, gt=1, description="records of a kind; fewer teach no model")
    least_filled: float = Field(default=0.01, gt=0, le=1, description="share of records; a rarer field is not compared")
    least_fields: int = Field(
        default=3,
        gt=0,
        description="fields compared; with fewer, chance and one person look alike",
    )
    largest_block: int = Field(default=20, gt=1, description="records; more are not compared with each other")
    names_for_each_contact: int = Field(default=5, gt=0, description="names; above it a contact is nobody's own")
    sure_share: float = Field(default=0.6, gt=0, le=1, description="share of true pairs that sure rules find")
    sampled_joins: int = Field(
        default=200, ge=0, description="pairs joined by the model that people are asked to check"
    )
    taught_again_after: Share = Field(
        default=0.1, description="share of records gained or lost, after which the model is taught anew"
    )
    seed: int = Field(default=1, description="seed of the pairs sampled")


class Identity(Assumption):
    """Exact rules of identity, and the size above which agreement is no evidence."""

    rules: tuple[MatchRule, ...] = ()
    largest_household: int = Field(default=8, gt=1, description="customers; an address of more is no household's")
    matching: Matching = Matching()
    largest_group: int = Field(default=20, gt=1, description="records; larger groups share a hot value, not a person")


class Quality(Assumption):
    """What counts as true in a party's data."""

    parties_for_each_phone: int = Field(default=5, gt=0, description="records; above it a number is nobody's own")


class Exposure(Assumption):
    """What makes a rating factor worth a look."""

    least_filled: Share = Field(default=0.05, description="share of a line's terms that must have a value")
    least_varied: Share = Field(
        default=0.001, description="share of a line's terms that must differ from the usual value"
    )
    source: str = Field(min_length=1)


class Development(Assumption):
    """How claims that are told or valued late are developed to their ultimate."""

    longest_age_months: int = Field(default=120, gt=0, description="months; what is older counts as at this age")
    claims_each_period: int = Field(
        default=20, gt=0, description="claims; triangles are cut by the month, the quarter or the year that has so many"
    )
    claims_each_factor: int = Field(
        default=100, gt=0, description="claims; a factor that rests on fewer is left to the tail"
    )
    claims_for_own: int = Field(
        default=30, gt=0, description="claims; a line with fewer leans on the pattern of the whole book"
    )
    claims_for_own_amounts: int = Field(
        default=1082,
        gt=0,
        description="effective claims, (Σx)²/Σx²; with fewer, amounts lean on the pattern of the line's counts",
    )
    least_history: Share = Field(
        default=0.9, description="share of a line's claims with movements, below which its amounts have no history"
    )
    source: str = Field(min_length=1)


class Capping(Assumption):
    """Where large claims are cut off, so that one claim does not make a rate."""

    quantile: Share = Field(default=0.99, description="share of a line's claims that stay whole")
    least_claims: int = Field(default=200, gt=0, description="claims; a line with fewer keeps all of them whole")
    source: str = Field(min_length=1)


class Retention(Assumption):
    """How renewals are told from the book and judged."""

    grace_days: int = Field(default=30, ge=0, description="days; a policy that begins again within so many has renewed")
    days_before: int = Field(default=30, ge=0, description="days before expiry when a line without offers is judged")
    horizon_days: int = Field(default=366, gt=0, description="days ahead within which a cover must expire to be judged")
    longest_tenure_years: int = Field(default=20, gt=0, description="years; a longer tenure counts as this one")
    slow_claim_days: int = Field(default=90, gt=0, description="days open, above which a claim was settled slowly")
    least_offer_share: Share = Field(default=0.5, description="share of expired terms; with it a line makes offers")
    least_offers: int = Field(default=2000, gt=0, description="decided renewals; a line with fewer shares a model")
    most_offers: int = Field(default=100_000, gt=0, description="decided renewals of a line that a model is fitted on")
    prior_price_response: float = Field(
        default=-2.0, le=0, description="change of the log odds of renewal for each unit of log price, before any data"
    )
    prior_price_deviation: float = Field(default=1.0, gt=0, description="its standard deviation")
    least_price_spread: float = Field(
        default=0.05,
        ge=0,
        description="log price, standard deviation outside the rating; below it history tells nothing",
    )
    longest_curve_years: int = Field(default=10, gt=0, description="years that curves of cohorts reach")
    source: str = Field(min_length=1)


class Parameters(Assumption):
    """All assumptions of a run."""

    currency: str = Field(min_length=3, max_length=3, description="ISO 4217 code")
    commission_rates: tuple[Rate, ...] = ()
    expense_rates: tuple[Rate, ...] = ()
    cancellation: Cancellation
    discount: Discount
    value_tiers: tuple[Tier, ...] = Field(min_length=1)
    identity: Identity = Identity()
    quality: Quality = Quality()
    exposure: Exposure = Exposure(source="default of the code")
    development: Development = Development(source="default of the code")
    capping: Capping = Capping(source="default of the code")
    retention: Retention = Retention(source="default of the code")
    rating: Rating = Rating(source="default of the code")
    factors: tuple[Factor, ...] = ()
    record: Record = Record(source="default of the code")
    pricing: Pricing = Pricing()
    risk_grades: tuple[Grade, ...] = Field(default=GRADES, min_length=1)
    valuation: Valuation = Valuation(source="default of the code")
    future_value_tiers: tuple[Tier, ...] = Field(default=FUTURE_TIERS, min_length=1)
    strategies: tuple[Strategy, ...] = Field(default=STRATEGIES, min_length=1)
    renewals: Renewals = Renewals(source="default of the code")
    service: Service = Service(source="default of the code")
    markets: Markets = Markets(source="default of the code")
    laws: tuple[Law, ...] = ()
    region: str = Field(default="", description="country whose laws hold for the insurer, as laws name it")

    @field_validator("value_tiers", "future_value_tiers")
    @classmethod
    def _tiers_cover_everybody(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        shares = [tier.share for tier in tiers]
        if sorted(set(shares)) != shares or shares[-1] != 1:
            raise ValueError("shares must grow from tier to tier and end at 1")
        return tiers

    @field_validator("risk_grades")
    @classmethod
    def _grades_cover_everybody(cls, grades: tuple[Grade, ...]) -> tuple[Grade, ...]:
        cuts = [grade.below for grade in grades if grade.below is not None]
        if sorted(set(cuts)) != cuts or len(cuts) != len(grades) - 1 or grades[-1].below is not None:
            raise ValueError("cuts must grow from grade to grade, and only the last has none")
        return grades

    @model_validator(mode="after")
    def _every_cell_has_a_strategy(self) -> Parameters:
        cells = [(grade.name, tier.name) for grade in self.risk_grades for tier in self.future_value_tiers]
        bare = [f"{g}/{t}" for g, t in cells if not any(one.covers(grade=g, tier=t) for one in self.strategies)]
        if bare:
            raise ValueError(f"no strategy for grade/tier {', '.join(bare)}: end the list with one for all (*)")
        return self


def read(path: Path) -> Parameters:
    """Read and check a `kehu.toml`.

    Raises ParameterError for a file that is missing, is not TOML, or has an entry that breaks a rule.
    """
    try:
        return parse(path.read_text(encoding="utf-8"), name=str(path))
    except FileNotFoundError:
        raise ParameterError(f"{path}: no such file. Run `kehu init` to write one.") from None


def parse(text: str, *, name: str) -> Parameters:
    """Parameters from the text of a TOML file; `name` is the file's name in messages."""
    try:
        return Parameters.model_validate(tomllib.loads(text, parse_float=Decimal))
    except tomllib.TOMLDecodeError as error:
        raise ParameterError(f"{name}: not a TOML file: {error}.") from None
    except ValidationError as error:
        raise ParameterError(explain(error, name=name)) from None


def explain(error: ValidationError, *, name: str) -> str:
    """One line for each mistake that a model found, with its place in the file."""
    lines = [
        f"{name}: {'.'.join(str(part) for part in mistake['loc']) or 'file'}: {mistake['msg']}"
        for mistake in error.errors()
    ]
    return "\n".join(lines)


def default_text() -> str:
    """The commented `kehu.toml` that `kehu init` writes."""
    return resources.files("kehu").joinpath("default.toml").read_text(encoding="utf-8")
