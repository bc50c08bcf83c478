"""The assumptions of next year's book: what may be offered, how much of it, and within which limits.

Gives `Renewals` and what it is made of, read from the section `[renewals]` of `kehu.toml`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, field_validator, model_validator

from kehu.assumptions import ANY, Assumption, Share

MEASURES = ("kept", "premium", "rate_change", "declines", "discounts")


class TermsChange(Assumption):
    """Other terms offered instead of another price, such as a higher deductible."""

    name: str = Field(min_length=1)
    line: str = ANY
    price: float = Field(gt=0, description="factor on the expiring premium")
    cost: float = Field(ge=0, description="factor on the expected claims")
    stay: float = Field(default=0.0, description="added to the log odds of renewal, beside what the price does")
    source: str = Field(min_length=1)


class RiskSharing(Assumption):
    """The route of risks that may not be declined: a share of premium and claims is given to a pool or a reinsurer."""

    line: str = ANY
    ceded: Share = Field(description="share of premium and claims")
    commission: Share = Field(default=0.0, description="share of the ceded premium that comes back")
    source: str = Field(min_length=1)


class Bound(Assumption):
    """A limit that the offers of all renewals share, or those of each line or branch.

    `kept`, `premium` and `discounts` are shares of what all would be at an unchanged price: customers kept, their
    premium, and the premium given up. `rate_change` is the mean change of the price of those who stay; `declines` the
    share of the renewals that are declined.
    """

    measure: Literal["kept", "premium", "rate_change", "declines", "discounts"]
    sense: Literal["at least", "at most"]
    bound: float
    by: Literal["all", "line", "branch"] = "all"


class Scenario(Assumption):
    """Limits under which the offers are chosen, by name."""

    name: str = Field(min_length=1)
    limits: tuple[Bound, ...] = ()


PLAN = Scenario(
    name="plan",
    limits=(
        Bound(measure="kept", sense="at least", bound=0.97),
        Bound(measure="rate_change", sense="at most", bound=0.05),
        Bound(measure="declines", sense="at most", bound=0.03),
    ),
)


class Renewals(Assumption):
    """How the renewals to come are decided."""

    price_steps: tuple[float, ...] = Field(
        default=(-0.15, -0.1, -0.05, 0.0, 0.05, 0.1, 0.15, 0.2, 0.3),
        description="changes of the premium that may be offered, inside the filed range",
    )
    terms_changes: tuple[TermsChange, ...] = ()
    risk_sharing: tuple[RiskSharing, ...] = ()
    scenarios: tuple[Scenario, ...] = Field(default=(PLAN, Scenario(name="free")), min_length=1)
    held_out: Share = Field(default=0.1, description="share of the customers who are offered an unchanged price")
    held_out_salt: str = Field(default="renewals", description="kept for ever, so that the same are held out each year")
    others_follow: Share = Field(
        default=0.25, description="share of the worth of a customer's other covers that goes when one goes"
    )
    same_price: float = Field(default=0.02, ge=0, description="change of the premium that counts as none")
    pursued: Share = Field(default=0.2, description="share of the good, by what could be lost, that is pursued")
    new_business_days: int = Field(
        default=365, gt=0, description="days before the run whose new covers tell new prices"
    )
    least_new: int = Field(default=30, gt=0, description="new covers from which a line's new price is told")
    claims_for_full_belief: float = Field(
        default=1082, gt=0, description="effective claims, (Σx)²/Σx², from which a line is believed in full"
    )
    frontier_shares: tuple[float, ...] = Field(
        default=(0.8, 0.84, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 1.0, 1.01, 1.02),
        description="shares of the customers kept, for which the best result is drawn",
    )
    source: str = Field(min_length=1)

    @field_validator("price_steps")
    @classmethod
    def _steps_grow_through_none(cls, steps: tuple[float, ...]) -> tuple[float, ...]:
        if sorted(set(steps)) != list(steps) or 0.0 not in steps or steps[0] <= -1:
            raise ValueError("steps must grow, hold 0 (the price unchanged), and lie above -1")
        return steps

    @model_validator(mode="after")
    def _names_differ(self) -> Renewals:
        names = [one.name for one in self.scenarios]
        if len(set(names)) < len(names):
            raise ValueError(f"scenarios of one name: {names}")
        return self
