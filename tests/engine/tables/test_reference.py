"""The reference says of a table what the class says."""

import ibis.expr.types as ir

from kehu.tables import RESULTS, SOURCES, Table, reference
from kehu.tables.schema import code, date, money, rule


class Sales(Table):
    """Something sold.

    More words that the reference leaves out.
    """

    key = ("shop", "sold_date")

    shop = code("Where", "north", "south", required=True, refers_to="shops")
    sold_date = date("When", required=True)
    price = money("What was paid", least=0, known="sold_date", personal=True)

    @rule(on="price", advice="Give a price.")
    def has_a_price(row: ir.Table) -> ir.BooleanValue:
        """A sale has a price."""
        return row.price.notnull()


def test_a_table_is_told_with_its_key_columns_and_rules():
    told = reference.of_table(Sales)
    assert told.startswith("### `sales`\n\nSomething sold.\n\nKey: `shop`, `sold_date`.\n")
    assert "| `shop` | code |  | yes | Where. One of `north`, `south`. Refers to `shops` |" in told
    assert "| `price` | money | currency |  | What was paid. At least 0. Known from `sold_date`. Personal |" in told
    assert "| `has_a_price` | `price` | A sale has a price. | Give a price. |" in told
    assert "More words" not in told


def test_a_table_without_rules_has_no_table_of_rules():
    assert "What to do" not in reference.of_table(RESULTS["customers"])


def test_every_table_of_the_catalogue_is_in_the_reference():
    told = reference.markdown()
    missing = [name for name in [*SOURCES, *RESULTS, "factors"] if f"### `{name}`\n" not in told]
    assert not missing
