"""Sums over customers, group by group: what bounds that are honest about customers rest on.

Reads rows with a customer, a weight and an amount; gives `Sums` by the name of their group.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.statistics.ratios import Sums

ALL = "all"
NOTHING = Sums(0, 0.0, 0.0, 0.0, 0.0, 0.0)


def clustered(rows: ir.Table, *, weight: str, amount: str, by: str | None = None) -> dict[str, Sums]:
    """The sums of each group, or of `all` rows; customers without weight do not count.

    >>> import pyarrow as pa
    >>> from kehu.engines import EngineSettings, open_engine
    >>> rows = pa.table({"customer_id": ["a", "a", "b"], "n": [1.0, 1.0, 2.0], "y": [1.0, 0.0, 2.0]})
    >>> with open_engine(EngineSettings()) as engine:
    ...     clustered(engine.read_arrow(rows), weight="n", amount="y")
    {'all': Sums(clusters=2, weight=4.0, amount=3.0, weights_squared=8.0, products=6.0, amounts_squared=5.0)}
    """
    named = rows.select(
        "customer_id",
        name=ibis.literal(ALL) if by is None else rows[by].cast("string").fill_null("none"),
        n=rows[weight].cast("float64"),
        y=rows[amount].cast("float64"),
    )
    single = named.group_by("name", "customer_id").agg(n=named.n.sum(), y=named.y.sum())
    single = single.filter(single.n > 0)
    summed = single.group_by("name").agg(
        clusters=single.count(),
        weight=single.n.sum(),
        amount=single.y.sum(),
        weights_squared=(single.n * single.n).sum(),
        products=(single.n * single.y).sum(),
        amounts_squared=(single.y * single.y).sum(),
    )
    return {row.pop("name"): Sums(**row) for row in summed.order_by("name").to_pyarrow().to_pylist()}
