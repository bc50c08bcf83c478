"""Rules of law: dated rows with a source, unchecked until a compliance officer confirms them; never constants in code.

Gives `Law`. A rule holds for lines, products and regions from a date on; `*` stands for any. A region is the country of
the insurer, or a branch and all below it.
"""

from __future__ import annotations

import datetime
from typing import Literal

from pydantic import Field, model_validator

from kehu.assumptions import ANY, Assumption

RANGED = ("filed_range", "commission_cap", "service_cap")


class Law(Assumption):
    """A dated rule of law for a product in a region.

    Of a filed range, `least` and `most` are factors on its basis: the technical price before the customer's own record,
    or the expiring premium. Of a cap, `most` is a share of premium.
    """

    kind: Literal["filed_range", "compulsory_line", "commission_cap", "service_cap", "renewal_not_above_new"]
    line: str = ANY
    product: str = ANY
    region: str = ANY
    from_date: datetime.date
    to_date: datetime.date | None = None
    basis: Literal["rated_price", "expiring_premium"] = "rated_price"
    least: float | None = Field(default=None, ge=0)
    most: float | None = Field(default=None, ge=0)
    source: str = Field(min_length=1)
    is_checked: bool = Field(default=False, description="a compliance officer has confirmed it")

    @model_validator(mode="after")
    def _dates_in_order(self) -> Law:
        if self.to_date is not None and self.to_date <= self.from_date:
            raise ValueError("to_date must lie after from_date")
        return self

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Law:
        if self.kind in RANGED and self.least is None and self.most is None:
            raise ValueError(f"a {self.kind} needs least or most")
        if self.least is not None and self.most is not None and self.most < self.least:
            raise ValueError("most must not lie below least")
        return self

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the rule is in force on a day."""
        return self.from_date <= day and (self.to_date is None or day < self.to_date)
