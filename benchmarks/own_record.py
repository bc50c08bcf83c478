"""What a policy's own record adds to rating factors, judged on a year that was not known.

Reads a Parquet file with one row a policy and year (claims, exposure; every other column is a rating factor), or makes
a panel with known levels; gives the test year's mean Poisson deviance × 100 a row: mean only, rates, rates × record
(with one strength, by moments, with one that goes with the rate, fading), and, where a column names the customer,
rates × record of customer and policy.
Rates, strength and decay are estimated from the years before the test year only.

    python -m benchmarks.own_record --json [--data FILE --test-year YEAR] [--customer COL]
        [--policy COL --year COL --claims COL --exposure COL]
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import plain_rates, record_panels
from benchmarks.measuring import machine, peak_memory_mib, show
from benchmarks.plain_rates import Numbers, against, mean_deviance
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.statistics.credibility import decay, two_level
from kehu.statistics.credibility.by_rate import StrengthByRate, estimate_by_rate, strength_at
from kehu.statistics.credibility.outcomes import classes, gathered
from kehu.statistics.credibility.reasons import with_reasons
from kehu.statistics.credibility.strength import Strength, by_moments, estimate

DECAYS = (1.0, 0.97, 0.94, 0.91, 0.88, 0.85, 0.8, 0.7)
JUDGED = 3  # so many of the last years before the test year judge the decays
PROBABILITY = 0.95
KEPT = ("subject", "period", "observed", "expected", "exposure", "customer", "rate", "row")


def main() -> None:
    """Measure and print."""
    options = _options()
    with open_engine(EngineSettings()) as engine:
        figures = measure(engine, read(options), test_year=options.test_year)
    show(
        {"data": options.data.name if options.data else "made up, seed 1", **figures},
        title="The own record",
        as_json=options.json,
    )


def measure(engine: Engine, table: pa.Table, *, test_year: int | None) -> dict[str, Any]:
    """All figures of one panel; without a test year its last one."""
    year = pc.max(table["period"]).as_py() if test_year is None else test_year
    begun = time.perf_counter()
    past, test = rated(table, test_year=year)
    fitted = time.perf_counter()
    rows, judged = (engine.read_arrow(part.drop_columns(_factors(part))) for part in (past, test))
    records, told = judge_records(rows, judged, test_year=year)
    if "customer" in table.column_names:
        records["customer_and_policy_record"] = of_two_levels(rows, judged)
    seconds = {"rates_seconds": fitted - begun, "record_seconds": time.perf_counter() - fitted}
    return {
        "test_year": year,
        "rows": {"before": past.num_rows, "test": test.num_rows},
        **compared(past, test, records),
        **told,
        **{name: round(value, 2) for name, value in seconds.items()},
        "peak_memory_mib": round(peak_memory_mib(), 1),
        "machine": machine(),
    }


def rated(table: pa.Table, *, test_year: int) -> tuple[pa.Table, pa.Table]:
    """The rows before the test year and those of it, each with what the rates of the years before expect."""
    numbered = table.append_column("row", pa.array(np.arange(table.num_rows)))
    past = numbered.filter(pc.less(table["period"], test_year))
    test = numbered.filter(pc.equal(table["period"], test_year))
    counts, exposure = (past[name].to_numpy().astype(float) for name in ("observed", "exposure"))
    rates = plain_rates.learn(past, factors=_factors(past), counts=counts, exposure=exposure)
    usual = counts.sum() / exposure.sum()
    before, after = (_with_rates(part, rates.predict(part), usual=usual) for part in (past, test))
    return before, after


def judge_records(rows: ir.Table, judged: ir.Table, *, test_year: int) -> tuple[dict[str, Numbers], dict[str, Any]]:
    """Factors of the test rows by their records, and how the strengths and the decays were found."""
    whole = decay.record(rows, before=test_year, decay=1.0)
    rates = rows.group_by("subject").agg(rate=rows.rate.mean())
    subjects = whole.join(rates, "subject").select("rate", observed="observed_before", expected="expected_before")
    outcomes = gathered(classes(subjects).to_pyarrow())
    strength, moments = estimate(outcomes, probability=PROBABILITY), by_moments(outcomes)
    by_rate = estimate_by_rate(outcomes, probability=PROBABILITY)
    strengths = {"record": strength.strength, "record_by_moments": moments}
    strengths["record_by_rate"] = strength_at(judged.rate, known=by_rate)
    records = {name: _factors_of(judged, whole, strength=one) for name, one in strengths.items()}
    faded = {}
    for name, exponent in (("fading_record", 0.0), ("fading_record_by_rate", by_rate.exponent)):
        records[name], faded[name] = _fading(rows, judged, test_year=test_year, exponent=exponent)
    return records, {
        "strength": {**_rounded(strength), "by_moments": round(moments, 4) if np.isfinite(moments) else None},
        "strength_by_rate": {**_rounded(by_rate.strength), "exponent": _exponent(by_rate)},
        "classes": {"subjects": int(outcomes.subjects.sum()), "classes": len(outcomes.subjects)},
        **faded,
    }


def _fading(rows: ir.Table, judged: ir.Table, *, test_year: int, exponent: float) -> tuple[Numbers, dict[str, Any]]:
    """Factors by the decay that foretold the years before the test year best, and the trials."""
    years = [test_year - back for back in range(JUDGED, 0, -1)]
    tried = decay.trials(rows, decays=DECAYS, judged=years, probability=PROBABILITY, exponent=exponent)
    best = decay.best(tried)
    record = decay.record(rows, before=test_year, decay=best.decay)
    factors = _factors_of(judged, record, strength=best.strength.strength * judged.rate**exponent)
    scores = {str(trial.decay): round(trial.score, 2) for trial in tried}
    return factors, {"decay": best.decay, "strength": _rounded(best.strength), "score_by_decay": scores}


def of_two_levels(rows: ir.Table, judged: ir.Table) -> Numbers:
    """Factors of the test rows by the record of the customer and the policy; a new policy takes the customer's."""
    members = rows.group_by(group=rows.customer, subject=rows.subject).agg(
        observed=rows.observed.sum(), expected=rows.expected.sum()
    )
    effects = two_level.effects(members, variances=two_level.variances(members))
    groups = effects.group_by("group").agg(group_effect=effects.group_effect.max())
    own = judged.left_join(effects.select("subject", "factor"), "subject")
    both = own.left_join(groups, own.customer == groups.group)
    factors = both.select("row", factor=both.factor.fill_null(1 + both.group_effect).fill_null(1.0))
    found: Numbers = factors.order_by("row").factor.to_pyarrow().to_numpy()
    return found


def compared(past: pa.Table, test: pa.Table, records: Mapping[str, Numbers]) -> dict[str, Any]:
    """Deviances of all models on the test rows, the gain of each record over the rates, and the claims foretold."""
    observed, rates, exposure = (test[name].to_numpy().astype(float) for name in ("observed", "expected", "exposure"))
    frequency = pc.sum(past["observed"]).as_py() / pc.sum(past["exposure"]).as_py()
    models = {"mean_only": exposure * frequency, "rates": rates}
    models |= {f"rates_and_{name}": rates * factors for name, factors in records.items()}
    return {
        "mean_poisson_deviance_x100": {
            name: round(float(mean_deviance(observed, expected).mean()), 3) for name, expected in models.items()
        },
        "against_rates": {name: against(observed, rates, models[f"rates_and_{name}"]) for name in records},
        "claims": {name: round(float(one.sum())) for name, one in {"observed": observed, **models}.items()},
    }


def read(options: argparse.Namespace) -> pa.Table:
    """The file with its columns named by what they are; a column with one value only is no factor."""
    customer = options.customer if options.data else "customer"
    named = {options.policy: "subject", options.year: "period", options.claims: "observed"}
    named |= {options.exposure: "exposure", customer: "customer"}
    table = pq.read_table(options.data) if options.data else record_panels.motor(seed=1)
    table = table.rename_columns([named.get(name, name) for name in table.column_names])
    return table.set_column(table.column_names.index("period"), "period", table["period"].cast(pa.int64()))


def _factors(table: pa.Table) -> list[str]:
    return [name for name in table.column_names if name not in KEPT]


def _with_rates(part: pa.Table, rates: Numbers, *, usual: float) -> pa.Table:
    expected = pa.array(rates * part["exposure"].to_numpy())
    return part.append_column("expected", expected).append_column("rate", pa.array(rates / usual))


def _factors_of(judged: ir.Table, record: ir.Table, *, strength: float | ir.NumericValue) -> Numbers:
    """The factor of each test row, in the order of the rows; a strength may be an expression of the test rows."""
    told = judged.mutate(strength=strength) if not isinstance(strength, float) else judged
    joined = told.left_join(record, "subject")
    reasons = with_reasons(joined, strength=strength if isinstance(strength, float) else joined.strength)
    found: Numbers = reasons.order_by("row").record_factor.to_pyarrow().to_numpy()
    return found


def _exponent(by_rate: StrengthByRate) -> dict[str, float | None]:
    numbers = {"exponent": by_rate.exponent, "lower": by_rate.lower, "upper": by_rate.upper, "gain": by_rate.gain}
    return {name: round(number, 4) if np.isfinite(number) else None for name, number in numbers.items()}


def _rounded(strength: Strength) -> dict[str, float | None]:
    """Numbers for JSON, which has no endless ones."""
    return {name: round(number, 4) if np.isfinite(number) else None for name, number in asdict(strength).items()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.own_record", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--data", type=Path, help="a Parquet file with one row a policy and year")
    parser.add_argument("--test-year", type=int, help="the year that is judged; default: the last one")
    parser.add_argument("--policy", default="IDpol", help="column of the policy")
    parser.add_argument("--customer", help="column of the customer, where a customer has several policies")
    parser.add_argument("--year", default="Year", help="column of the year")
    parser.add_argument("--claims", default="NbClaim", help="column of the number of claims")
    parser.add_argument("--exposure", default="Expo", help="column of the exposure in years")
    return parser.parse_args()


if __name__ == "__main__":
    main()
