"""What a customer's record in six lines adds to rating factors: each line alone, all as one, and across lines.

Reads the panel of the Wisconsin property fund (one row an entity and year; claims, coverage and deductible of six
lines), or makes one with known levels, and, where given, the fund's list of building claims, as a control; gives the
test year's mean Poisson deviance × 100 a row of an entity and line, by line and in all.
Rates, strengths and covariances are estimated from the years before the test year only.

    python -m benchmarks.fund_record --json [--data PANEL [CLAIMS]] [--test-year YEAR]
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benchmarks import plain_rates, record_panels
from benchmarks.measuring import machine, show
from benchmarks.plain_rates import Numbers, against, mean_deviance
from kehu.engines import Engine, EngineSettings, open_engine
from kehu.statistics.credibility import across_lines, gamma_poisson, line_variances
from kehu.statistics.credibility.outcomes import of_subjects
from kehu.statistics.credibility.strength import estimate

LINES = {
    "BC": "building and contents",
    "IM": "contractors' equipment",
    "PN": "comprehensive, new vehicles",
    "PO": "comprehensive, old vehicles",
    "CN": "collision, new vehicles",
    "CO": "collision, old vehicles",
}
ENTITIES = ("City", "County", "Misc", "School", "Town", "Village")
PROBABILITY = 0.95


def main() -> None:
    """Measure and print."""
    options = _options()
    panel = pq.read_table(options.data[0]) if options.data else record_panels.fund(list(LINES), ENTITIES, seed=1)
    rows = pa.concat_tables([lined(panel, line, test_year=options.test_year) for line in LINES])
    with open_engine(EngineSettings()) as engine:
        figures = measure(engine, rows, test_year=options.test_year)
    if options.data[1:]:
        figures["claims_file"] = control(panel, pq.read_table(options.data[1]))
    name = options.data[0].name if options.data else "made up, seed 1"
    show({"data": name, **figures, "machine": machine()}, title="The fund", as_json=options.json)


def measure(engine: Engine, rows: pa.Table, *, test_year: int) -> dict[str, Any]:
    """All figures, from rows of an entity, year and line with what the rates expect."""
    past, test = (rows.filter(chosen(rows["period"], test_year)) for chosen in (pc.less, pc.equal))
    wide = line_variances.side_by_side(engine.read_arrow(past), lines=list(LINES))
    records = wide.to_pyarrow()
    observed, expected = (
        np.column_stack([records[f"{what}_{line}"].to_numpy() for line in LINES]).astype(float)
        for what in ("observed", "expected")
    )
    alone = [estimate(of_subjects(n, m), probability=PROBABILITY) for n, m in zip(observed.T, expected.T, strict=True)]
    whole = estimate(of_subjects(observed.sum(axis=1), expected.sum(axis=1)), probability=PROBABILITY)
    together = gamma_poisson.factor(observed.sum(axis=1), expected.sum(axis=1), strength=whole.strength)
    variances = [one.heterogeneity for one in alone]
    covariance = line_variances.estimate(wide, lines=list(LINES), variances=variances)
    factors = {
        "a_record_a_line": across_lines.factors(observed, expected, covariance=np.diag(variances)),
        "one_record_for_all": np.repeat(together[:, None], len(LINES), axis=1),
        "a_record_across_lines": across_lines.factors(observed, expected, covariance=covariance),
    }
    return {
        "test_year": test_year,
        "rows": {"before": past.num_rows, "test": test.num_rows},
        **compared(past, test, {name: _on_test(records, test, found) for name, found in factors.items()}),
        "strength_by_line": {line: round(one.strength, 3) for line, one in zip(LINES, alone, strict=True)},
        "strength_of_all_as_one": round(whole.strength, 3),
        "covariance": {line: covariance[k].round(3).tolist() for k, line in enumerate(LINES)},
    }


def compared(past: pa.Table, test: pa.Table, records: dict[str, Numbers]) -> dict[str, Any]:
    """Deviances by line and in all, and the gain of each record over the rates."""
    observed, rates = (test[name].to_numpy().astype(float) for name in ("observed", "expected"))
    models = {"mean_only": _means(past, test), "rates": rates}
    models |= {f"rates_and_{name}": rates * factors for name, factors in records.items()}
    deviances = {name: mean_deviance(observed, expected) for name, expected in models.items()}
    lines, subjects = test["line"].to_numpy().astype(str), test["subject"].to_numpy()
    return {
        "mean_poisson_deviance_x100": {
            name: {"all": round(float(found.mean()), 2)}
            | {line: round(float(found[lines == line].mean()), 2) for line in LINES}
            for name, found in deviances.items()
        },
        "against_rates": {
            name: against(observed, rates, models[f"rates_and_{name}"], subjects=subjects) for name in records
        },
        "across_lines_against_a_record_a_line": against(
            observed,
            models["rates_and_a_record_a_line"],
            models["rates_and_a_record_across_lines"],
            subjects=subjects,
        ),
        "claims": {name: round(float(one.sum())) for name, one in {"observed": observed, **models}.items()},
    }


def lined(panel: pa.Table, line: str, *, test_year: int) -> pa.Table:
    """The rows of one line that have cover in it, with what its rates expect of each."""
    entity = np.select([panel[f"Type{name}"].to_numpy() == 1 for name in ENTITIES], ENTITIES, default="")
    columns = {
        "subject": panel["PolicyNum"].cast(pa.int64()),
        "period": panel["Year"].cast(pa.int64()),
        "line": pa.array([line] * panel.num_rows),
        "observed": panel[f"Freq{line}"].cast(pa.int64()),
        "coverage": panel[f"Coverage{line}"],
        "entity": pa.array(entity.astype(object)),
    }
    deductible = f"lnDeduct{line}"
    columns |= {"deductible": panel[deductible]} if deductible in panel.column_names else {}
    rows = pa.table(columns).filter(pc.greater(panel[f"Coverage{line}"], 0))
    past = rows.filter(pc.less(rows["period"], test_year))
    factors = [name for name in rows.column_names if name not in ("subject", "period", "line", "observed")]
    counts, exposure = (past[name].to_numpy().astype(float) for name in ("observed", "coverage"))
    rates = plain_rates.learn(past, factors=factors, counts=counts, exposure=exposure)
    expected = pa.array(rates.predict(rows) * rows["coverage"].to_numpy())
    return rows.select(["subject", "period", "line", "observed", "coverage"]).append_column("expected", expected)


def control(panel: pa.Table, claims: pa.Table) -> dict[str, float]:
    """Building claims of the list beside those of the panel in the same years, which counts fewer for one amount."""
    years = pc.is_in(panel["Year"].cast(pa.int64()), pc.unique(claims["Year"]).cast(pa.int64()))
    same = panel.filter(years)
    return {
        "listed_claims": claims.num_rows,
        "panel_claims": pc.sum(same["FreqBC"]).as_py(),
        "listed_amount_usd": round(pc.sum(claims["Claim"]).as_py(), 2),
        "panel_amount_usd": round(pc.sum(same["ClaimBC"]).as_py(), 2),
    }


def _means(past: pa.Table, test: pa.Table) -> Numbers:
    """The mean claims of each line's rows before the test year."""
    lines, before = (part["line"].to_numpy().astype(str) for part in (test, past))
    counts = past["observed"].to_numpy()
    found: Numbers = np.select([lines == line for line in LINES], [counts[before == line].mean() for line in LINES])
    return found


def _on_test(records: pa.Table, test: pa.Table, factors: Numbers) -> Numbers:
    """The factor of each test row: that of its entity and line, 1 for an entity without a past."""
    subjects = records["subject"].to_numpy()
    order = np.argsort(subjects)
    wanted = test["subject"].to_numpy()
    place = order[np.minimum(np.searchsorted(subjects[order], wanted), len(order) - 1)]
    column = np.select([test["line"].to_numpy().astype(str) == line for line in LINES], range(len(LINES)))
    found: Numbers = np.where(subjects[place] == wanted, factors[place, column], 1.0)
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.fund_record", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument("--data", type=Path, nargs="+", default=[], help="the panel, and perhaps the list of claims")
    parser.add_argument("--test-year", type=int, default=2011, help="the year that is judged")
    return parser.parse_args()


if __name__ == "__main__":
    main()
