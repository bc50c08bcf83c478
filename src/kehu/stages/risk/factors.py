"""The rating factors of a line's models, with their bins.

Reads a line's exposure rows with their claims, and what an underwriter set in `kehu.toml`; gives a `Binning` a factor.
Bins are proposed from the data, as many as the line's claims can tell apart: a factor of a line with few claims has
few levels, so that a table stays one that a person reads, and a large line keeps single ages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fnmatch import fnmatch

import ibis
import ibis.expr.types as ir

from kehu.assumptions import ANY, Factor, Rating
from kehu.parameters import Parameters
from kehu.stages.risk.ages import MONTH_DAYS
from kehu.stages.risk.candidates import Candidate, candidates
from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.cells import cell_sums
from kehu.statistics.rating.proposing import coarsened, propose, value_weights

YEARS_AGO = "years_ago"  # whole years from a term's inception to the as-of date: the trend
CLAIM_SUMS = ("claim_count", "capped_incurred", "developed_incurred")  # what is to be explained, never a factor
MADE_HERE = (YEARS_AGO, *CLAIM_SUMS)
AGEING_DERIVED = ("policyholder_age", "licence_years", "policy_years")


def with_years_ago(rows: ir.Table) -> ir.Table:
    """Exposure rows with `years_ago`, of the inception: 0 for terms that began in the last year."""
    return rows.mutate(**{YEARS_AGO: (rows.first_age_days / (MONTH_DAYS * 12)).floor().cast("int64")})


def factors_of_line(
    *, rows: ir.Table, exposure: ir.Table, line: str, claims: float, parameters: Parameters
) -> tuple[list[Candidate], list[Binning]]:
    """The candidates of a line, used or not, and the bins of those that are used.

    `rows` are the line's, with its declared factors, developed_exposure and years_ago.
    """
    found = [
        _as_set(each, line=line, set_by_hand=parameters.factors)
        for each in candidates(rows=rows.drop(*MADE_HERE), exposure=exposure, parameters=parameters.exposure)
    ]
    trend = Candidate(YEARS_AGO, "number", False, 1.0, 0.0, "")
    most = int(min(parameters.rating.most_levels, max(2, claims // parameters.rating.claims_each_level)))
    used = [each for each in [*found, trend] if not each.reason]
    return [*found, trend], [_bins(rows, each, line=line, most=most, set_by_hand=parameters.factors) for each in used]


LEFT_OUT = "left out by hand"
HELD = "__held"  # no source gives a factor such a name


def for_severity(binnings: Sequence[Binning], *, rows: ir.Table, most: int) -> list[Binning]:
    """The same factors with bins of about equally many claims, at most so many each, and free to go either way."""
    found = []
    for binning in binnings:
        sums = cell_sums(rows, [binning], sums={HELD: rows.claim_count}).order_by(binning.factor).to_pyarrow()
        weights = [0.0] * binning.count
        for place, claims in zip(sums[binning.factor].to_pylist(), sums[HELD].to_pylist(), strict=True):
            weights[place] = claims
        found.append(replace(coarsened(binning, weights, at_most=most), monotone=None))
    return found


def rolled(rows: ir.Table, *, factors: Sequence[str], rating: Rating) -> ir.Table:
    """Terms as they will be a year after their inception: what ages is one year older, and the year is the last.

    Ages and years of the derived factors, and declared numbers whose name fits one of `ageing`.
    """
    ageing = [
        name
        for name in factors
        if rows[name].type().is_numeric()
        and (name in AGEING_DERIVED or any(fnmatch(name, pattern) for pattern in rating.ageing))
    ]
    return rows.mutate(**{name: rows[name] + 1 for name in ageing}, **{YEARS_AGO: ibis.literal(0, "int64")})


def _as_set(candidate: Candidate, *, line: str, set_by_hand: Sequence[Factor]) -> Candidate:
    """A candidate, left out where an underwriter said so."""
    entry = _entry(candidate.name, line=line, set_by_hand=set_by_hand)
    return replace(candidate, reason=LEFT_OUT) if entry is not None and not entry.is_used else candidate


def _entry(name: str, *, line: str, set_by_hand: Sequence[Factor]) -> Factor | None:
    """The first entry of a factor and line."""
    return next((each for each in set_by_hand if each.factor == name and each.line in (line, ANY)), None)


def _bins(rows: ir.Table, candidate: Candidate, *, line: str, most: int, set_by_hand: Sequence[Factor]) -> Binning:
    """Bins set by hand, or proposed: at most so many levels."""
    name, entry = candidate.name, _entry(candidate.name, line=line, set_by_hand=set_by_hand)
    if entry is not None and entry.groups:
        return Binning(name, "codes", groups=entry.groups)
    if entry is not None and entry.cuts:
        return Binning(name, "numeric", cuts=entry.cuts, monotone=entry.monotone)
    table = value_weights(rows, name, weight=rows.developed_exposure).order_by("value").to_pyarrow()
    monotone = entry.monotone if entry is not None and candidate.kind == "number" else None
    values, weights = table["value"].to_pylist(), table["weight"].to_pylist()
    binning = propose(name, values, weights, monotone=monotone)
    sums = cell_sums(rows, [binning], sums={HELD: rows.developed_exposure}).to_pyarrow()
    held = [0.0] * binning.count
    for place, weight in zip(sums[name].to_pylist(), sums[HELD].to_pylist(), strict=True):
        held[place] = weight
    return coarsened(binning, held, at_most=most)
