"""What came of decisions, as rows, for tests of pages, and a home in which a monitoring and a replay keep them."""

from kehu.backtesting import Effects
from kehu.stores.home import write_json
from kehu.stores.numbered import MONITORS, write_rows
from kehu.tables.backtests import BacktestGroups, BacktestScores, MixDrifts, ModelAdvice
from kehu.tables.effects import BookMovements, HeldOutEffects, KeptQualities, ListOutcomes, PriceOutcomes


def filled(table, **figures):
    """A row of a table; what a test leaves out is empty."""
    return dict.fromkeys(table.columns) | figures


LIST = filled(
    ListOutcomes, list="keep", renewal_count=100, decided_count=80, carried_out_share=0.5, renewed_share=0.75,
    renewed_foretold=0.8, loss_ratio=0.9, loss_ratio_levelled=0.6, loss_ratio_lower=0.4, loss_ratio_upper=0.8,
    loss_ratio_foretold=0.55, result=120.0, result_lower=-10.0, result_upper=250.0,
)  # fmt: skip
PRICE = filled(
    PriceOutcomes, place=1, most_change=-0.15, decided_count=40, renewed_share=0.9, renewed_lower=0.8,
    renewed_upper=0.95, renewed_foretold=0.85,
)  # fmt: skip
HELD = filled(
    HeldOutEffects, measure="renewal", line="all", customer_count=700, held_out_customers=80, decided=0.75,
    held_out=0.7, effect=0.05, lower=-0.04, upper=0.14, is_sure=False, for_half=320,
)  # fmt: skip
KEPT = filled(
    KeptQualities, quality="good", decided_count=50, renewed_count=40, renewed_share=0.8, loss_ratio=0.5, result=300.0,
    result_lower=100.0, result_upper=500.0, result_foretold=280.0, point_result=150.0,
)  # fmt: skip
MOVED = (
    filled(BookMovements, movement="left", grade="E", customer_count=10, premium_before=1000.0, expected_before=1200.0,
           premium_after=0.0, kept_before=0.0, kept_after=0.0, kept_expected=0.0, earned_premium=0.0, incurred=0.0,
           levelled=0.0, levelled_squared=0.0),
    filled(BookMovements, movement="stayed", grade="A", customer_count=90, premium_before=9000.0,
           expected_before=4800.0, premium_after=10000.0, kept_before=8000.0, kept_after=10000.0, kept_expected=4000.0,
           earned_premium=9000.0, incurred=4500.0, levelled=4500.0, levelled_squared=9e6),
    filled(BookMovements, movement="came", grade="none", customer_count=20, premium_before=0.0, expected_before=0.0,
           premium_after=1000.0, kept_before=0.0, kept_after=0.0, kept_expected=0.0, earned_premium=1000.0,
           incurred=1500.0, levelled=1500.0, levelled_squared=9e6),
)  # fmt: skip
CAME = Effects([LIST], [PRICE], [HELD], [KEPT], list(MOVED))


def keep_replay(home, label="T000001", came=CAME):
    """A backtest in the home that keeps them; without `came` one of before effects were told."""
    folder = home.folder / "backtests" / label
    folder.mkdir(parents=True)
    write_rows(folder, BacktestScores, [])
    write_rows(folder, BacktestGroups, [])
    if came:
        came.write(folder)
    write_json(folder / "manifest.json", {"as_of": "2022-12-31", "until": "2023-12-31"})


def keep_monitoring(home, came=CAME):
    """A monitoring in the home that keeps them."""
    with home.writing(MONITORS.place) as work:
        folder = work / MONITORS.next_label(home)
        folder.mkdir()
        for table in (ModelAdvice, MixDrifts, BacktestScores, BacktestGroups):
            write_rows(folder, table, [])
        if came:
            came.write(folder)
        manifest = {"before": "R000001", "now": "R000002", "as_of": "2023-12-31", "until": "2024-12-31"}
        MONITORS.add(home, folder, manifest)
