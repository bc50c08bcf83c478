"""Every assumption that a run makes, with its unit and its source, read from `kehu.toml`.

Gives `Parameters`, frozen; `read` checks a file and names the line of every mistake.
Rates stand by line and channel; the first entry that matches wins, so the particular stands before the general.
Rules of law are dated rows with a source, never constants in code.
"""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

Share = Annotated[float, Field(ge=0, le=1)]
ANY = "*"


class ParameterError(ValueError):
    """A `kehu.toml` that cannot be used; the message names the file, the entry, and what to do."""


class Assumption(BaseModel):
    """Base of all entries: frozen, and an unknown word is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Rate(Assumption):
    """A rate on premium for the business of one line and channel (`*` stands for any)."""

    line: str = ANY
    channel: str = ANY
    rate: Share = Field(description="share of premium")
    source: str = Field(min_length=1, description="where the rate comes from")


class Tier(Assumption):
    """A tier of customers by their place in the book: the best `share` of them, cumulative."""

    name: str = Field(min_length=1)
    share: Share = Field(description="cumulative share of customers, the best first")


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


class Identity(Assumption):
    """Exact rules of identity, and the size above which agreement is no evidence."""

    rules: tuple[MatchRule, ...] = ()
    largest_group: int = Field(default=20, gt=1, description="records; larger groups share a hot value, not a person")


class Quality(Assumption):
    """What counts as true in a party's data."""

    parties_for_each_phone: int = Field(default=5, gt=0, description="records; above it a number is nobody's own")


class Law(Assumption):
    """A dated rule of law for a product in a region."""

    kind: Literal["filed_range", "compulsory_line", "commission_cap", "renewal_not_above_new"]
    line: str = ANY
    product: str = ANY
    region: str = ANY
    from_date: datetime.date
    to_date: datetime.date | None = None
    least: float | None = None
    most: float | None = None
    source: str = Field(min_length=1)
    is_checked: bool = Field(default=False, description="a compliance officer has confirmed it")

    @model_validator(mode="after")
    def _dates_in_order(self) -> Law:
        if self.to_date is not None and self.to_date <= self.from_date:
            raise ValueError("to_date must lie after from_date")
        return self


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
    laws: tuple[Law, ...] = ()

    @field_validator("value_tiers")
    @classmethod
    def _tiers_cover_everybody(cls, tiers: tuple[Tier, ...]) -> tuple[Tier, ...]:
        shares = [tier.share for tier in tiers]
        if sorted(set(shares)) != shares or shares[-1] != 1:
            raise ValueError("shares must grow from tier to tier and end at 1")
        return tiers


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
