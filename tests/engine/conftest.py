"""A small finished run whose every figure can be checked by hand, for tests of what is read from a run.

Four customers of one home: Wang Fang (two records, motor and home, the best), Li Na (motor, no claims), Dahua Trading
(an organisation that loses money), and Zhao Min, whose only term has no premium in the source.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kehu.engines import EngineSettings, open_engine
from kehu.parameters import default_text, parse
from kehu.stages.dossiers import compile_dossiers
from kehu.stores import batches, run_folders
from kehu.stores.batches import Batch, FileCount, TableCount
from kehu.stores.home import Home
from kehu.stores.run_folders import RunFolder
from kehu.tables import RESULTS, SOURCES, Table

Rows = Sequence[Mapping[str, Any]]
BEFORE, AS_OF = datetime.date(2023, 1, 1), datetime.date(2024, 12, 31)
LATER = datetime.date(2025, 6, 1)


def _party(key: str, name: str, kind: str = "person", **more: Any) -> dict[str, Any]:
    return {"party_id": key, "source": "core", "kind": kind, "name": name, "known_date": BEFORE, **more}


def _policy(key: str, party: str, line: str) -> dict[str, Any]:
    held = {"policy_id": key, "party_id": party, "line": line, "channel": "agent", "branch": "HQ/North"}
    return {**held, "known_date": BEFORE}


def _term(key: str, policy: str, year: int, premium: str | None) -> dict[str, Any]:
    dates = {"inception_date": datetime.date(year, 1, 1), "expiry_date": datetime.date(year + 1, 1, 1)}
    written = None if premium is None else Decimal(premium)
    return {
        "term_id": key,
        "policy_id": policy,
        **dates,
        "written_premium": written,
        "known_date": dates["inception_date"],
    }


def _claim(key: str, policy: str, term: str, day: datetime.date, paid: str) -> dict[str, Any]:
    dates = dict.fromkeys(("occurred_date", "reported_date", "known_date", "valued_date"), day)
    sums = {"claim_count": 1, "paid": Decimal(paid), "outstanding": Decimal(0)}
    return {"claim_id": key, "policy_id": policy, "term_id": term, **dates, **sums}


def _change(key: str, term: str, day: datetime.date) -> dict[str, Any]:
    told = {"premium_change": Decimal("-12.34"), "description": "a smaller car"}
    return {"endorsement_id": key, "term_id": term, "effective_date": day, "known_date": day, **told}


BOOK: dict[str, Rows] = {
    "parties": [
        _party("core:1", "王芳", identity_number="11010519491231002X"),
        _party("core:2", "Wang Fang", identity_number="11010519491231002X"),
        _party("core:3", "Li Na"),
        _party("core:4", "Dahua Trading", kind="organisation"),
        _party("core:5", "Zhao Min"),
    ],
    "policies": [
        _policy("P1", "core:1", "motor"),
        _policy("P2", "core:2", "home"),
        _policy("P3", "core:3", "motor"),
        _policy("P4", "core:4", "motor"),
        _policy("P5", "core:5", "home"),
    ],
    "terms": [
        _term("P1-23", "P1", 2023, "1000.00"),
        _term("P1-24", "P1", 2024, "1200.10"),
        _term("P2-24", "P2", 2024, "500.00"),
        _term("P3-24", "P3", 2024, "800.00"),
        _term("P4-24", "P4", 2024, "2000.00"),
        _term("P5-24", "P5", 2024, None),
        {**_term("P3-25", "P3", 2025, "850.00"), "known_date": LATER},
    ],
    "claims": [
        _claim("C1", "P4", "P4-24", datetime.date(2024, 5, 1), "5000.00"),
        _claim("C2", "P5", "P5-24", datetime.date(2024, 6, 1), "300.00"),
        {**_claim("C3", "P4", "P4-24", datetime.date(2024, 7, 1), "9.99"), "known_date": LATER},
    ],
    "insured_objects": [
        {"object_id": "V1", "policy_id": "P1", "kind": "vehicle", "plate": "浙A12345", "known_date": BEFORE},
        {"object_id": "V3", "policy_id": "P3", "kind": "vehicle", "plate": "浙B54321", "known_date": BEFORE},
    ],
    "endorsements": [_change("E1", "P1-24", datetime.date(2024, 4, 1)), _change("E2", "P1-24", LATER)],
    "renewal_offers": [
        {
            "offer_id": "O1",
            "policy_id": "P2",
            "renewal_date": datetime.date(2025, 1, 1),
            "outcome": "declined",
            "decided_date": datetime.date(2024, 12, 1),
            "known_date": datetime.date(2024, 11, 1),
        }
    ],
}


def _account(customer: str, line: str, year: int, premium: str, incurred: str = "0", **more: Any) -> dict[str, Any]:
    """An account with a tenth of the premium for commission and for expenses."""
    earned, paid = Decimal(premium), Decimal(incurred)
    costs = (earned / 10).quantize(Decimal("0.01"))
    return {
        **{"customer_id": customer, "line": line, "channel": "agent", "branch": "HQ/North", "year": year},
        **{"exposure_days": 366 if year == 2024 else 365, "written_premium": earned, "earned_premium": earned},
        **{"claim_count": int(paid > 0), "incurred": paid, "commission": costs, "expenses": costs},
        **{"result": earned - paid - 2 * costs, "unpriced_exposure_days": 0, "unpriced_incurred": Decimal(0)},
        **more,
    }


ACCOUNTS = [
    _account("core:1", "motor", 2023, "1000.00"),
    _account("core:1", "motor", 2024, "1200.10"),
    _account("core:1", "home", 2024, "500.00"),
    _account("core:3", "motor", 2024, "800.00"),
    _account("core:4", "motor", 2024, "2000.00", "5000.00"),
    _account(
        "core:5", "home", 2024, "0.00", "300.00",
        result=Decimal(0), unpriced_exposure_days=366, unpriced_incurred=Decimal("300.00"),
    ),
]  # fmt: skip


def _customer(key: str, name: str, kind: str = "person", parties: int = 1, policies: int = 1) -> dict[str, Any]:
    counts = {"party_count": parties, "policy_count": policies, "policies_in_force": policies}
    since = {
        "lines_in_force": policies,
        "lines": "home,motor" if policies > 1 else "motor",
        "customer_since_date": BEFORE,
    }
    home = {"branch": "HQ/North", "channel": "agent", "next_expiry_date": datetime.date(2025, 1, 1)}
    return {"customer_id": key, "kind": kind, "name": name, **counts, **since, **home}


def _ranked(rows: Rows) -> list[dict[str, Any]]:
    """Customer results from accounts, by plain sums; the first is tier A and the others D."""
    names = ("exposure_days", "earned_premium", "claim_count", "incurred", "commission", "expenses", "result")
    keys = dict.fromkeys(row["customer_id"] for row in rows)
    sums = [
        {"customer_id": key} | {n: sum(r[n] for r in rows if r["customer_id"] == key) for n in names} for key in keys
    ]
    ordered = sorted(sums, key=lambda row: (-row["result"], row["customer_id"]))
    return [{**row, "rank": place, "tier": "A" if place == 1 else "D"} for place, row in enumerate(ordered, start=1)]


def _curve(rows: Rows) -> list[dict[str, Any]]:
    points = []
    for measure in ("earned_premium", "incurred", "result"):
        values = sorted((row[measure] for row in rows), reverse=True)
        whole = sum(values)
        for count in range(1, len(values) + 1):
            amount = sum(values[:count])
            share = float(amount / whole) if whole else None
            points.append({"measure": measure, "customer_share": count / len(values), "customer_count": count})
            points[-1] |= {"amount": amount, "amount_share": share}
    return points


QUALITY = {"branch": "HQ/North", "channel": "agent", "party_count": 5, "identity_share": 0.4, "phone_share": 0.0}
MADE: dict[str, Rows] = {
    "identities": [{"party_id": f"core:{n}", "customer_id": "core:1" if n == 2 else f"core:{n}"} for n in range(1, 6)],
    "identity_reasons": [{"rule": "identity_number", "party_id": "core:2", "joined_party_id": "core:1"}],
    "identity_redirects": [{"former_customer_id": "core:2", "customer_id": "core:1"}],
    "hot_values": [{"rule": "phone", "party_id": "core:4", "record_count": 25}],
    "customers": [
        _customer("core:1", "王芳", parties=2, policies=2),
        _customer("core:3", "Li Na"),
        _customer("core:4", "Dahua Trading", kind="organisation"),
        _customer("core:5", "Zhao Min"),
    ],
    "data_quality": [
        {**QUALITY, "own_phone_share": 0.0, "address_share": 0.0, "birth_share": float("nan"), "score": 10.0}
    ],
}


def _as_table(schema: type[Table], rows: Rows, extra: Mapping[str, Any]) -> pa.Table:
    types = {name: column.datatype.to_pyarrow() for name, column in schema.columns.items()}
    arrays = {name: pa.array([row.get(name) for row in rows], kind) for name, kind in types.items()}
    more = {name: pa.array([value] * len(rows), pa.int64()) for name, value in extra.items()}
    return pa.table({**arrays, **more})


def _write_book(home: Home) -> Batch:
    folder = home.folder / "prepared"
    folder.mkdir()
    for name, rows in BOOK.items():
        pq.write_table(_as_table(SOURCES[name], rows, {"batch_number": 1}), folder / f"{name}.parquet")
    batch = Batch(
        number=1,
        source="core",
        loaded_at="2025-01-02T03:04:05+00:00",
        extract_date="2024-12-31",
        mapping_fingerprint="",
        files=(FileCount("core.csv", "f", 24, 23, 1, 0, 0, "utf-8", ","),),
        tables={name: TableCount(len(rows), 0, 0) for name, rows in BOOK.items()},
        factors={},
        identity_rules=(),
        version="0",
    )
    batches.add(home, batch, folder)
    return batch


def _manifest(assumed: Any, rows: Mapping[str, int]) -> dict[str, Any]:
    stage = {
        "name": "identity",
        "about": "find the customers",
        "rows": dict(rows),
        "seconds": 0.5,
        "peak_memory_mib": 90.0,
    }
    control = {"name": "earned premium", "in_book": "5500.10", "in_accounts": "5500.10", "holds": True}
    return {
        "run": "R000001",
        "as_of": AS_OF.isoformat(),
        "started_at": "2025-01-02T03:05:00+00:00",
        "seconds": 0.5,
        "versions": {"kehu": "0"},
        "batches": [{"batch": "B000001", "source": "core", "loaded_at": "2025-01-02T03:04:05+00:00"}],
        "stages": [stage],
        "controls": [control],
        "parameters": assumed.model_dump(mode="json"),
    }


def make_run(folder: Path, accounts: Rows = ACCOUNTS, customers: Rows = MADE["customers"]) -> RunFolder:
    """Write a home with one finished run of those accounts, and make it current."""
    home = Home(folder)
    folder.mkdir()
    home.parameters.write_text(default_text(), encoding="utf-8")
    batch = _write_book(home)
    work = folder / "work"
    work.mkdir()
    run_folders.link_book(home, [batch], work)
    ranked = _ranked(accounts)
    ranks = {"accounts": accounts, "customer_results": ranked, "concentration": _curve(ranked), "customers": customers}
    for name, rows in {**MADE, **ranks}.items():
        pq.write_table(_as_table(RESULTS[name], rows, {}), work / f"{name}.parquet")
    _write_dossiers(work)
    counts = {name: len(rows) for name, rows in {**MADE, **ranks}.items()}
    run = run_folders.add(home, "R000001", work, _manifest(parse(default_text(), name="kehu.toml"), counts))
    run_folders.make_current(home, run)
    return run


def _write_dossiers(work: Path) -> None:
    """File the book under the customers as a run does."""
    batch, files = batches.batch_in(work / "book" / "000001"), (work / "book" / "000001").glob("*.parquet")
    with open_engine(EngineSettings(memory="1GiB", threads=2)) as engine:
        book = batches.open_book({path.stem: [path] for path in files}, [batch], engine=engine)
        identities, reasons = (engine.read([work / f"{name}.parquet"]) for name in ("identities", "identity_reasons"))
        filed = compile_dossiers(engine=engine, snapshot=book.as_of(AS_OF), identities=identities, reasons=reasons)
        for name, table in filed.items():
            schema = RESULTS[name]
            typed = table.cast(schema.datatypes()).select(*schema.columns)
            engine.write(typed, work / f"{name}.parquet", filed_by=schema.filed_by)


@pytest.fixture(scope="session")
def small_run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """The small run; tests only read it."""
    return make_run(tmp_path_factory.mktemp("small") / "home")


@pytest.fixture
def run_of(tmp_path: Path) -> Callable[..., RunFolder]:
    """Makes a run of other accounts: `run_of(accounts, customers)`."""
    return lambda accounts, customers: make_run(tmp_path / "home", accounts, customers)


@pytest.fixture(scope="session")
def account_of() -> Callable[..., dict[str, Any]]:
    """Makes an account: `account_of(customer, line, year, premium, incurred)`."""
    return _account


@pytest.fixture(scope="session")
def small_home(small_run: RunFolder) -> Path:
    """The home of the small run; tests only read it."""
    return small_run.folder.parents[1]
