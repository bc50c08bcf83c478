"""The assumptions of service: the catalogue, who is entitled to what, hours, and what is believed until it is measured.

Gives `Service` and what it is made of, read from the section `[service]` of `kehu.toml`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from kehu.assumptions import ANY, Assumption, Share


class ServiceKind(Assumption):
    """A service of the catalogue: what it costs, who is entitled to it, and what it is assumed to change."""

    name: str = Field(min_length=1, description="its name in the catalogue")
    recorded_as: tuple[str, ...] = Field(default=(), description="its names in the source's table of services")
    lines: tuple[str, ...] = Field(default=(ANY,), min_length=1, description="lines whose covers it serves")
    customers: Literal["all", "person", "organisation"] = "all"
    claims: Literal["all", "without", "with"] = Field(
        default="all", description="given to everybody, to those without a claim of late, or to those with one"
    )
    least_years: int = Field(default=0, ge=0, description="whole years as a customer from which one is entitled to it")
    tiers: tuple[str, ...] = Field(default=(ANY,), min_length=1, description="tiers that are entitled to it")
    cost: float = Field(ge=0, description="currency: what it costs to give once")
    hours: float = Field(ge=0, description="hours of the branch that it takes")
    months: int = Field(default=12, gt=0, description="months before the same customer may have it again")
    stays: float = Field(default=0.0, description="added to the log odds of renewal; contact may also do harm")
    claims_factor: float = Field(default=1.0, gt=0, le=1, description="factor on the claims of the next year")
    doubt: float = Field(
        default=0.15, gt=0, description="standard deviation of both assumptions, in log odds and log of the factor"
    )
    source: str = Field(min_length=1)


class BranchHours(Assumption):
    """Hours that a branch, with all below it, has for service in a year."""

    branch: str = Field(min_length=1)
    hours: float = Field(ge=0)


class Service(Assumption):
    """How the next service of each customer is planned."""

    catalogue: tuple[ServiceKind, ...] = ()
    hours: tuple[BranchHours, ...] = ()
    hours_per_customer: float = Field(
        default=0.25, ge=0, description="hours a year for each customer of a branch that is not named"
    )
    quiet_years: int = Field(default=3, gt=0, description="years without a claim that make a customer a quiet one")
    least_quiet: Share = Field(
        default=0.5, description="share of the services planned that go to customers without a claim, at the least"
    )
    least_measured: int = Field(
        default=30, gt=0, description="terms held out from which a measured effect takes the place of the assumed one"
    )
    trial_errors: float = Field(
        default=0.5,
        ge=0,
        description="standard errors of its effect by which a service may fall short of its cost and still be given in "
        "hours that would lie idle, to learn what it changes; 0 for no trials",
    )
    held_out: Share = Field(default=0.1, description="share of the customers who get no planned service")
    held_out_salt: str = Field(default="service", description="kept for ever, so that the same are held out each year")
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _names_differ(self) -> Service:
        names = [name for kind in self.catalogue for name in {kind.name, *kind.recorded_as}]
        if len(set(names)) < len(names):
            raise ValueError(f"services of one name: {sorted(name for name in set(names) if names.count(name) > 1)}")
        return self

    @property
    def catalogue_names(self) -> dict[str, str]:
        """The name in the catalogue of each service, by its name in the source."""
        return {recorded: kind.name for kind in self.catalogue for recorded in kind.recorded_as}
