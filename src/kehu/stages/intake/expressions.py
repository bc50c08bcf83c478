"""Expressions in mappings: one scalar value in SQL over the columns of one file.

Gives `parse_scalar` and `columns_in`, and `select` to evaluate several at once; runs nothing itself.
SQL, because the people who write mappings know it and sqlglot reads it; a query, a table or a function
that reaches outside the row's own file is refused, so a mapping can compute but not look around.
"""

from __future__ import annotations

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

DIALECT = "duckdb"
FORBIDDEN = (exp.Query, exp.Command, exp.DDL, exp.DML, exp.Table, exp.UDTF, exp.Star)
OUTSIDE = ("read_", "glob", "getenv", "query", "pragma_", "current_setting", "parquet_", "sniff_", "which_secret")


class ExpressionError(ValueError):
    """An expression that is not one scalar value; the message says what is wrong with it."""


def parse_scalar(expression: str) -> exp.Expression:
    """The tree of a scalar expression.

    Raises ExpressionError where the text is no expression, or reaches outside the row's own file.

    >>> sorted(columns_in("concat(ID, '/', Year)"))
    ['ID', 'Year']
    """
    try:
        statements = sqlglot.parse(f"SELECT {expression} AS value", read=DIALECT)
    except SqlglotError as error:
        raise ExpressionError(f"{expression!r} is no SQL expression ({_first_line(error)})") from None
    tree = statements[0]
    if len(statements) != 1 or not isinstance(tree, exp.Select) or len(tree.expressions) != 1 or _clauses(tree):
        raise ExpressionError(f"{expression!r} is not one value: write a single SQL expression, without clauses")
    value: exp.Expression = tree.expressions[0].this
    _refuse_outside(value, expression)
    return value


def columns_in(expression: str) -> set[str]:
    """The columns that an expression reads."""
    return {column.name for column in parse_scalar(expression).find_all(exp.Column)}


def bare_column(expression: str) -> str | None:
    """The column's name where the expression is nothing but one column."""
    tree = parse_scalar(expression)
    return tree.name if isinstance(tree, exp.Column) else None


def select(columns: Mapping[str, str], *, source: str, where: str | None) -> str:
    """The query that evaluates named expressions over a table called `source`."""
    values = [exp.alias_(parse_scalar(text), name, quoted=True) for name, text in columns.items()]
    query = exp.select(*values).from_(exp.to_table(source))
    if where:
        query = query.where(parse_scalar(where))
    return query.sql(dialect=DIALECT)


def extend(derived: Mapping[str, str], *, source: str) -> str:
    """The query that adds named expressions to the columns of `source`; each may use those before it."""
    query = exp.select("*").from_(exp.to_table(source))
    for place, (name, text) in enumerate(derived.items()):
        value = exp.alias_(parse_scalar(text), name, quoted=True)
        query = exp.select("*", value).from_(query.subquery(f"step_{place}"))
    return query.sql(dialect=DIALECT)


def _clauses(tree: exp.Select) -> bool:
    return any(value for name, value in tree.args.items() if name not in {"expressions", "kind"})


def _refuse_outside(value: exp.Expression, expression: str) -> None:
    for node in value.walk():
        if isinstance(node, FORBIDDEN) and not isinstance(node.parent, exp.Count):
            raise ExpressionError(f"{expression!r} is a query: only the columns of its own file may be used")
        if isinstance(node, exp.Func) and node.sql_name().lower().startswith(OUTSIDE):
            raise ExpressionError(f"{expression!r} reaches outside its file")
        if isinstance(node, exp.Anonymous) and node.name.lower().startswith(OUTSIDE):
            raise ExpressionError(f"{expression!r} reaches outside its file: {node.name} is not allowed")


def _first_line(error: SqlglotError) -> str:
    return str(error).splitlines()[0]
