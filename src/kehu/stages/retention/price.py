"""What a price does to renewal: by line, kept apart from what foretells it, and never in the wrong direction.

Reads scored decided occasions; gives one `Response` a line: the change of the log odds of renewal for each unit of log
price, with a pessimistic and an optimistic end.
Where offers were part of a price test, only the arms are compared: their prices differ for no other reason, and the
estimate is called randomised. Otherwise history is used as far as prices moved outside the factors of the model (the
residual of log price on the tables), leant on the stated prior and called observational; where prices hardly moved so,
nothing is learned from them and the prior stands. No slope is above 0.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir
import numpy as np

from kehu.parameters import Retention
from kehu.stages.retention.features import PRICE
from kehu.stages.retention.occasions import RENEWED
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import as_cells, cell_sums
from kehu.statistics.rating.design import Design, main_blocks
from kehu.statistics.slopes import UNKNOWN, Floats, Slope, logit_slope, pooled, with_prior

RANDOMISED, OBSERVATIONAL, PRIOR = "randomised", "observational", "prior"
ASKED = ("line", "treatment", "decision", PRICE, "log_odds_without_price")
NORMAL_90 = 1.6448536269514722  # one side of an interval that holds 90 %
LEAST_ARM_SPREAD = 0.005  # log price between arms; arms of a service test differ by less
TENTHS = 10  # of a unit of log odds, by which occasions are gathered
HUNDREDTHS = Binning(PRICE, "numeric", cuts=tuple(place / 100 for place in range(-50, 51)))
RIDGE = 1e-3  # of an occasion, so that levels without any have a solution


@dataclass(frozen=True)
class Response:
    """The price response of a line; `usual_change` is the mean log price change of its decided offers."""

    line: str
    basis: str
    slope: Slope
    measured: Slope
    offers: int
    residual_spread: float
    usual_change: float

    @property
    def central(self) -> float:
        """The slope that decisions use: never above 0."""
        return min(self.slope.value, 0.0)

    @property
    def pessimistic(self) -> float:
        """The slope at which customers mind prices most."""
        return min(self.slope.value - NORMAL_90 * self.slope.error, 0.0)

    @property
    def optimistic(self) -> float:
        """The slope at which they mind least."""
        return min(self.slope.value + NORMAL_90 * self.slope.error, 0.0)


def randomised(*, scored: ir.Table) -> dict[str, Response]:
    """The response of each line that had a price test, from its arms; lines lean on what they have in common.

    `scored` are decided occasions with `log_odds_without_price`.
    """
    tested = scored.filter(scored.treatment.notnull() & scored[PRICE].notnull())
    place = (tested.log_odds_without_price * TENTHS).round().cast("int64")
    cells = tested.group_by("line", "treatment", place=place).agg(
        offers=tested.count(),
        renewals=(tested.decision == RENEWED).cast("int64").sum(),
        change=tested[PRICE].sum(),
        square=(tested[PRICE] * tested[PRICE]).sum(),
    )
    rows = cells.order_by("line", "treatment", "place").to_pyarrow()
    lines = np.array(rows["line"].to_pylist())
    found = {line: _of_arms(line, rows.filter(lines == line)) for line in sorted(set(lines.tolist()))}
    held = {line: response for line, response in found.items() if response.measured.error < UNKNOWN}
    if not held:
        return {}
    _, drawn = pooled([response.measured for response in held.values()])
    return {line: replace(held[line], slope=slope) for line, slope in zip(held, drawn, strict=True)}


def observational(*, line: str, scored: ir.Table, binnings: tuple[Binning, ...], parameters: Retention) -> Response:
    """The response of a line without a test, as far as its prices moved outside the factors of its model."""
    prior = Slope(parameters.prior_price_response, parameters.prior_price_deviation)
    priced = scored.filter(scored[PRICE].notnull())
    factors = [binning for binning in binnings if binning.factor != PRICE]
    change, renewed = priced[PRICE], (priced.decision == RENEWED).cast("int64")
    sums = {"offers": ibis.literal(1), "renewals": renewed, "change": change, "square": change * change}
    sums["odds"] = priced.log_odds_without_price
    # Changes of the same hundredth share a cell: what is left of a change once its factors are known stays to be seen.
    rows = cell_sums(priced, [*factors, HUNDREDTHS], sums=sums).to_pyarrow()
    if not rows.num_rows:
        return Response(line, PRIOR, prior, Slope(0.0, UNKNOWN), 0, 0.0, 0.0)
    cells = as_cells(rows, [*factors, HUNDREDTHS], weight="offers", total="change")
    offers, changes = cells.weight, cells.total
    blocks = tuple(block for block in main_blocks(cells) if block.binnings[0].factor != PRICE)
    foretold = _foretold(Design(blocks), offers, changes)
    squares, odds, renewals = (rows[name].to_numpy() for name in ("square", "odds", "renewals"))
    spread = float(np.sqrt(max((squares - 2 * changes * foretold + offers * foretold**2).sum() / offers.sum(), 0.0)))
    measured = logit_slope(changes / offers - foretold, offset=odds / offers, cases=offers, came_true=renewals)
    usual = float(changes.sum() / offers.sum())
    if spread < parameters.least_price_spread or measured.error >= UNKNOWN:
        return Response(line, PRIOR, prior, measured, int(offers.sum()), spread, usual)
    return Response(line, OBSERVATIONAL, with_prior(measured, prior), measured, int(offers.sum()), spread, usual)


def at_another_price(probability: ir.FloatingValue, *, slope: float, ratio: ir.FloatingValue) -> ir.FloatingValue:
    """The renewal probability at a price `ratio` times that for which it was foretold.

    >>> round(at_another_price(ibis.literal(0.8), slope=-2.0, ratio=ibis.literal(1.1)).to_pyarrow().as_py(), 4)
    0.7678
    """
    odds = probability / (1 - probability) * (slope * ratio.ln()).exp()
    return odds / (1 + odds)


def _of_arms(line: str, rows: ir.Table) -> Response:
    """The slope between the arms of one line: each arm's mean change stands for the price of all its offers."""
    arms, at = np.unique(np.array(rows["treatment"].to_pylist()), return_inverse=True)
    offers, renewals, change, square, place = (
        rows[name].to_numpy().astype(np.float64) for name in ("offers", "renewals", "change", "square", "place")
    )
    means = np.bincount(at, change) / np.bincount(at, offers)
    usual = float(change.sum() / offers.sum())
    spread = float(np.sqrt(max((square.sum() / offers.sum()) - usual**2, 0.0)))
    slope = Slope(0.0, UNKNOWN)
    if len(arms) > 1 and np.ptp(means) >= LEAST_ARM_SPREAD:
        slope = logit_slope(means[at], offset=place / TENTHS, cases=offers, came_true=renewals)
    return Response(line, RANDOMISED, slope, slope, int(offers.sum()), spread, usual)


def _foretold(design: Design, offers: Floats, changes: Floats) -> Floats:
    """The mean change of each cell that its factors foretell: least squares on all tables at once."""
    if not design.blocks:
        return np.full(len(offers), changes.sum() / offers.sum())
    whole = design.information(offers)
    whole[np.diag_indices_from(whole)] += RIDGE
    return design.linear(np.linalg.solve(whole, design.sums(changes)).astype(np.float64))
