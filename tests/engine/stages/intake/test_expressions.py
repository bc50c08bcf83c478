"""Expressions of a mapping: what is one value, and what is refused."""

import pytest

from kehu.stages.intake.expressions import ExpressionError, bare_column, columns_in, extend, parse_scalar, select


@pytest.mark.parametrize(
    "expression",
    [
        "premium",
        '"保单号"',
        "CASE WHEN kind = 'A' THEN 1 ELSE 2 END",
        "lag(premium) OVER (PARTITION BY policy ORDER BY inception)",
        "count(*) OVER (PARTITION BY policy)",
        "'es:' || id || '/' || strftime(inception, '%Y%m%d')",
        "try_cast(amount AS DOUBLE)",
    ],
)
def test_one_value_over_the_columns_of_a_row_is_taken(expression):
    assert parse_scalar(expression).sql(dialect="duckdb")


@pytest.mark.parametrize(
    ("expression", "fault"),
    [
        ("(SELECT 1)", "is a query"),
        ("EXISTS (SELECT 1)", "is a query"),
        ("a IN (SELECT b FROM c)", "is a query"),
        ("1 FROM other", "without clauses"),
        ("a, b", "is not one value"),
        ("1; DROP TABLE book", "no SQL expression"),
        ("*", "is a query"),
        ("concat(a", "no SQL expression"),
        ("", "is not one value"),
        ("getenv('SECRET')", "outside its file"),
        ("read_text('secrets.txt')", "outside its file"),
        ("glob('*')", "outside its file"),
        ("current_setting('temp_directory')", "outside its file"),
    ],
)
def test_what_is_no_value_or_reaches_outside_is_refused(expression, fault):
    with pytest.raises(ExpressionError, match=fault):
        parse_scalar(expression)


def test_an_expression_says_which_columns_it_reads():
    assert columns_in("CASE WHEN a > 1 THEN \"b c\" ELSE 'd' END") == {"a", "b c"}


@pytest.mark.parametrize(("expression", "column"), [("a", "a"), ('"a b"', "a b"), ("a + 1", None), ("'a'", None)])
def test_a_bare_column_is_told_from_a_computation(expression, column):
    assert bare_column(expression) == column


def test_a_selection_evaluates_named_expressions_where_a_condition_holds():
    query = select({"double": "n * 2"}, source="rows", where="n > 1")
    assert query == 'SELECT n * 2 AS "double" FROM rows WHERE n > 1'


def test_a_derived_column_may_use_those_before_it():
    query = extend({"next": "n + 1", "after": "next + 1"}, source="rows")
    assert query == (
        'SELECT *, next + 1 AS "after" FROM (SELECT *, n + 1 AS "next" FROM (SELECT * FROM rows) AS step_0) AS step_1'
    )
