"""How a backtest judges: what came of a group, and whether what was foretold lies within its bounds.

Each line of the table is a group: its weight (years, renewals, customers), what was foretold and what came in all, the
sum of squares, and the answer for one unit of weight.
"""

import pyarrow as pa
import pytest

from kehu.backtesting.comparisons import Comparison
from kehu.backtesting.groups import grouped

GROUPS = """
measure   | weight | foretold |   came |  squares | mean  | lower | upper | within
frequency |    100 |     10.0 |      8 |        8 | 0.080 | 0.035 | 0.158 | yes
frequency |    100 |     10.0 |     20 |       20 | 0.200 | 0.122 | 0.309 | no
frequency |    100 |      2.0 |      0 |        0 | 0.000 | 0.000 | 0.037 | yes
cost      |    100 |    10000 |  12000 |  4000000 | 120.0 | 80.80 | 159.2 | yes
cost      |    100 |    20000 |  12000 |  4000000 | 120.0 | 80.80 | 159.2 | no
renewal   |    100 |     80.0 |     90 |        0 | 0.900 | 0.826 | 0.945 | no
renewal   |     10 |      8.0 |      9 |        0 | 0.900 | 0.596 | 0.982 | yes
value     |    100 |     5000 |      0 | 10000000 | 0.000 | -62.3 | 62.30 | yes
"""
NAMES, *CASES = [[cell.strip() for cell in line.split("|")] for line in GROUPS.strip().splitlines()]


@pytest.mark.parametrize("cells", CASES, ids=lambda cells: " ".join(cells[:4]))
def test_a_group_is_within_its_bounds_or_not(engine, cells):
    case = dict(zip(NAMES, cells, strict=True))
    row = {name: float(case[name]) for name in ("weight", "foretold", "came", "squares")}
    row |= dict.fromkeys(("line", "channel", "grade", "branch", "decile"), "one")
    told = grouped(Comparison(case["measure"], engine.read_arrow(pa.Table.from_pylist([row])), {}))[0]
    assert told["came"] == pytest.approx(float(case["mean"]), abs=5e-4)
    assert [told["lower"], told["upper"]] == pytest.approx(
        [float(case["lower"]), float(case["upper"])], rel=5e-3, abs=5e-4
    )
    assert told["is_outside"] == (case["within"] == "no")
