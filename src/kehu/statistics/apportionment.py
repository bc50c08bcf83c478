"""Shares of amounts, exact in whole cents.

Reads and gives expressions: `in_cents` and `from_cents` lead from money to cents and back, `apportion` takes a share.
A share is rounded once, from the beginning of the whole; what falls to a stretch is the difference of two such
shares, so that the stretches of a whole add up to it to the cent, however it is cut.
"""

from __future__ import annotations

import ibis.expr.datatypes as dt
import ibis.expr.types as ir

MONEY = dt.Decimal(18, 2)
MILLION = 1_000_000


def in_cents(amount: ir.NumericValue) -> ir.IntegerValue:
    """Money as whole cents; exact up to 2**51 cents, and empty where there is no amount.

    By way of a double, because engines multiply a decimal in twice its width, at several times the cost.

    >>> import ibis
    >>> in_cents(ibis.literal(1.15)).to_pyarrow().as_py()
    115
    """
    return (amount.cast("float64") * 100).round().cast("int64")


def from_cents(cents: ir.IntegerValue) -> ir.DecimalValue:
    """Whole cents as money; exact up to 2**51 cents.

    >>> import ibis
    >>> from_cents(ibis.literal(115)).to_pyarrow().as_py()
    Decimal('1.15')
    """
    return (cents / 100).cast(MONEY)


def total(column: ir.IntegerColumn) -> ir.IntegerScalar:
    """Sum of whole numbers, as a whole number of the usual width; exact up to 2**53.

    Engines widen a sum to a type that files know only as a floating-point number, and Ibis does not see it.

    >>> import ibis
    >>> days = ibis.memtable({"days": [365, 366]}, schema={"days": "int64"}).days
    >>> total(days).to_pyarrow()
    <pyarrow.Int64Scalar: 731>
    """
    return column.sum().cast("float64").cast("int64")


def apportion(amount: ir.IntegerValue, *, part: ir.IntegerValue, whole: ir.IntegerValue | int) -> ir.IntegerValue:
    """`amount` × `part` / `whole`, rounded to a whole number, halves away from zero.

    Rounding is the same on both sides of zero, so that a change and its reversal cancel on every day.
    The size of the answer is ⌊n / m⌋ with n = 2·|amount|·part + whole and m = 2·whole. Engines share no division of
    whole numbers, but they share the remainder: n less its remainder is a multiple of m, and dividing that by m in
    doubles misses a whole number by less than a half. So the answer is exact up to 2**51, and an n of more than 63
    bits is an error, never a wrong sum.

    >>> import ibis
    >>> [apportion(ibis.literal(cents), part=ibis.literal(1), whole=2).to_pyarrow().as_py() for cents in (25, -25)]
    [13, -13]
    """
    twofold = amount.abs() * part * 2 + whole
    return ((twofold - twofold % (whole * 2)) / (whole * 2)).round() * amount.sign()
