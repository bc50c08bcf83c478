"""Made-up panels with known levels, for the benchmarks of own records where no file is given.

Reads a seed; gives tables in the shapes of the French motor panel and of the Wisconsin fund.
Levels are gamma or log-normal around 1, so that the estimated strengths and covariances can be held against the truth.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

CUSTOMERS, ENTITIES = 20_000, 1_200
BETWEEN_CUSTOMERS, BETWEEN_POLICIES = 0.5, 0.25
VARIANCE, COVARIANCE = 0.8, 0.35
YEARS = range(2006, 2012)


def motor(*, seed: int) -> pa.Table:
    """Customers with one to three policies over six years, one row a policy and year in force.

    >>> motor(seed=1).column_names
    ['IDpol', 'customer', 'Year', 'NbClaim', 'Expo', 'Usage', 'VehPower']
    """
    chance = np.random.default_rng(seed)
    customer = np.repeat(np.arange(CUSTOMERS), chance.integers(1, 4, CUSTOMERS))
    shared = chance.gamma(1 / BETWEEN_CUSTOMERS, BETWEEN_CUSTOMERS, CUSTOMERS)
    own = BETWEEN_POLICIES / (1 + BETWEEN_CUSTOMERS)
    level = shared[customer] * chance.gamma(1 / own, own, len(customer))
    usage, power = chance.integers(0, 4, len(customer)), chance.integers(1, 9, len(customer))
    return pa.concat_tables(_year(chance, year, customer, level, usage=usage, power=power) for year in YEARS)


def fund(lines: Sequence[str], entities: Sequence[str], *, seed: int) -> pa.Table:
    """Public entities with some of the lines over six years, levels log-normal and alike across lines.

    >>> fund(["BC"], ["City", "Town"], seed=1).column_names
    ['PolicyNum', 'Year', 'TypeCity', 'TypeTown', 'CoverageBC', 'FreqBC', 'lnDeductBC']
    """
    chance = np.random.default_rng(seed)
    logs = np.log1p(np.full((len(lines),) * 2, COVARIANCE) + np.eye(len(lines)) * (VARIANCE - COVARIANCE))
    level = np.exp(chance.multivariate_normal(-np.diag(logs) / 2, logs, ENTITIES))
    kind = chance.integers(0, len(entities), ENTITIES)
    coverage = chance.lognormal(0, 1, (ENTITIES, len(lines))) * (chance.random((ENTITIES, len(lines))) < 0.6)
    tables = []
    for year in YEARS:
        columns = {"PolicyNum": np.arange(ENTITIES), "Year": np.full(ENTITIES, year)}
        columns |= {f"Type{name}": (kind == number).astype(int) for number, name in enumerate(entities)}
        for number, line in enumerate(lines):
            mean = 0.3 * coverage[:, number] ** 0.8 * (1 + kind / 4) * level[:, number]
            columns |= {f"Coverage{line}": coverage[:, number], f"Freq{line}": chance.poisson(mean)}
            columns |= {f"lnDeduct{line}": np.log(500.0 * 2 ** (kind % 3))} if number < 2 else {}
        tables.append(pa.table(columns))
    return pa.concat_tables(tables)


def _year(
    chance: np.random.Generator,
    year: int,
    customer: np.ndarray,
    level: np.ndarray,
    *,
    usage: np.ndarray,
    power: np.ndarray,
) -> pa.Table:
    """The rows of one year: four of five policies are in force."""
    held = np.flatnonzero(chance.random(len(customer)) < 0.8)
    exposure = np.where(chance.random(len(held)) < 0.3, 0.5, 1.0)
    mean = 0.08 * exposure * level[held] * (1 + usage[held]) * (1 + power[held] / 20)
    columns = {"IDpol": held, "customer": customer[held], "Year": np.full(len(held), year)}
    columns |= {"NbClaim": chance.poisson(mean), "Expo": exposure}
    names = np.array([f"use {number}" for number in range(4)], dtype=object)
    return pa.table(columns | {"Usage": names[usage[held]], "VehPower": power[held]})
