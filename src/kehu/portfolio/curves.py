"""The concentration of premium, claims and result on few customers: the 80/20 curve, and what it says.

Reads `concentration`; gives the curve of each measure and a sentence that a manager can repeat.
The sentence follows the sign of the whole: a share of a loss is no share, so a losing book is told in amounts.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from kehu.engines import Engine
from kehu.stores.run_folders import RunFolder

MEASURES = {"result": "result", "earned_premium": "earned premium", "incurred": "claims"}
PARETO = 0.2
NEAR = 0.005


@dataclass(frozen=True)
class CurvePoint:
    """What the first `customer_share` of the customers bring; `amount_share` is None where the whole is nothing."""

    customer_share: float
    customer_count: int
    amount: Decimal
    amount_share: float | None


@dataclass(frozen=True)
class Curve:
    """The curve of one measure, the largest customers first; its last point is the whole."""

    measure: str
    points: tuple[CurvePoint, ...]

    @property
    def whole(self) -> Decimal:
        """The sum over all customers."""
        return self.points[-1].amount if self.points else Decimal(0)

    def at(self, share: float) -> CurvePoint | None:
        """The last point that holds at most that share of the customers, or the first there is."""
        held = [point for point in self.points if point.customer_count and point.customer_share <= share + 1e-9]
        later = [point for point in self.points if point.customer_count]
        return held[-1] if held else (later[0] if later else None)


def curves(run: RunFolder, *, engine: Engine) -> tuple[Curve, ...]:
    """The curves of result, premium and claims."""
    table = engine.read([run.table("concentration")]).order_by("measure", "customer_share")
    rows = table.to_pyarrow().to_pylist()
    return tuple(
        Curve(
            measure,
            tuple(
                CurvePoint(row["customer_share"], row["customer_count"], row["amount"], _finite(row["amount_share"]))
                for row in rows
                if row["measure"] == measure
            ),
        )
        for measure in MEASURES
    )


def concentration_sentence(curve: Curve, *, share: float = PARETO) -> str:
    """What the first customers bring of a measure, in one sentence.

    >>> point = CurvePoint(0.2, 2, Decimal(71), 0.71), CurvePoint(1.0, 10, Decimal(100), 1.0)
    >>> concentration_sentence(Curve("result", point))
    'The best 20% of customers bring 71% of the result.'
    """
    point, named = curve.at(share), MEASURES[curve.measure]
    if point is None:
        return f"There are no customers, so there is no {named} to share out."
    if curve.points[-1].customer_count == 1:
        return f"The only customer {_what(curve, point, named)}"
    order = "best" if curve.measure == "result" else "largest"
    return f"The {order} {_how_many(curve, point)} customers {_what(curve, point, named)}"


def _how_many(curve: Curve, point: CurvePoint) -> str:
    """A share of the customers; their number where there are too few to make that share."""
    everybody = curve.points[-1].customer_count
    is_that_share = abs(point.customer_count / everybody - point.customer_share) < NEAR
    return f"{_percent(point.customer_share)} of" if is_that_share else f"{point.customer_count} of {everybody}"


def _what(curve: Curve, point: CurvePoint, named: str) -> str:
    verb = "cause" if curve.measure == "incurred" else "bring"
    verb += "s" if curve.points[-1].customer_count == 1 else ""
    if curve.whole == 0 and point.amount == 0:
        return f"{verb} no {named}: there {'are' if curve.measure == 'incurred' else 'is'} none."
    if curve.whole <= 0:
        return f"{verb} a {named} of {point.amount:,.0f}; the whole book {_makes(curve.whole, 1)}."
    if point.amount_share is not None and point.amount_share > 1:
        rest = curve.whole - point.amount
        return f"{verb} {_percent(point.amount_share)} of the {named}; all the others together {_makes(rest, 2)}."
    return f"{verb} {_percent(point.amount_share)} of the {named}."


def _makes(amount: Decimal, count: int) -> str:
    verb = "make" if amount > 0 else "lose"
    return f"{verb}{'s' if count == 1 else ''} {abs(amount):,.0f}"


def _percent(share: float | None) -> str:
    """A share in percent, without decimals where it has none.

    >>> _percent(0.2), _percent(0.005), _percent(2.4)
    ('20%', '0.5%', '240%')
    """
    if share is None:
        return "no share"
    points = 100 * share
    return f"{points:.0f}%" if points >= 1 else f"{points:.2g}%"


def _finite(share: float | None) -> float | None:
    return share if share is not None and math.isfinite(share) else None
