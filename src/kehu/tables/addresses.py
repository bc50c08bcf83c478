"""Postal addresses in parts: province, town, district, and what follows from the street on.

Reads addresses as the sources wrote them, in simplified or traditional characters; gives expressions that are empty
(null) where the part is not written. An address of another country has no province and town that are known here: all of
it counts as the street.
"""

from __future__ import annotations

import ibis.expr.types as ir

from kehu.tables import writing

PROVINCE = "[^0-9省区區市]{2,7}(?:省|自治区|自治區)"
TOWN = "[^0-9市縣]{2}縣|[^0-9市区區县縣]{2,6}市(?:市辖区)?|[^0-9省市]{2,10}(?:自治州|地区|地區|盟)"
# A district ends before any street; a compound, a campus or a works (小区, 校区, 厂区) is part of the street.
DISTRICT = (
    "(?:[^0-9路街道巷弄号號区區县縣旗市]{0,5}[^0-9路街道巷弄号號区區县縣旗市小社园園校厂廠景]"
    "(?:新区|新區|区|區|县|縣|旗|市)|市[中北南]区|[^0-9路街道区區县縣]{2,7}自治(?:县|縣|旗))"
)
AREA = f"^(?P<province>{PROVINCE})?(?P<town>{TOWN})?(?P<district>{DISTRICT})?"
PARTS = {"province": 1, "town": 2, "district": 3}


def province(written: ir.StringValue) -> ir.StringValue:
    """The province or autonomous region; empty where the address begins later.

    >>> import ibis
    >>> province(ibis.literal("湖北省武汉市江汉区和平路1号")).to_pyarrow().as_py()
    '湖北省'
    """
    return _part(written, "province")


def town(written: ir.StringValue) -> ir.StringValue:
    """The town, prefecture or, in Taiwan, county; empty where none is written.

    >>> import ibis
    >>> town(ibis.literal("湖北省武汉市江汉区和平路1号")).to_pyarrow().as_py()
    '武汉市'
    """
    return _part(written, "town")


def district(written: ir.StringValue) -> ir.StringValue:
    """The district, county or county town; empty where none is written.

    >>> import ibis
    >>> [district(ibis.literal(one)).to_pyarrow().as_py() for one in ("湖北省武汉市江汉区和平路1号", "和平路1号小区")]
    ['江汉区', None]
    """
    return _part(written, "district")


def street(written: ir.StringValue) -> ir.StringValue:
    """The address from the street on; empty where nothing is left.

    >>> import ibis
    >>> street(ibis.literal("湖北省武汉市江汉区和平路1号")).to_pyarrow().as_py()
    '和平路1号'
    """
    return writing.words(written).re_replace(AREA, "").nullif("")


def region(written: ir.StringValue) -> ir.StringValue:
    """Province and town in one.

    >>> import ibis
    >>> region(ibis.literal("湖北省武汉市江汉区和平路1号")).to_pyarrow().as_py()
    '湖北省武汉市'
    """
    return province(written).fill_null("").concat(town(written).fill_null("")).nullif("")


def within_town(written: ir.StringValue) -> ir.StringValue:
    """District and street: what tells a place within its town, where two districts can have a street of one name.

    >>> import ibis
    >>> within_town(ibis.literal("湖北省武汉市江汉区和平路1号")).to_pyarrow().as_py()
    '江汉区和平路1号'
    """
    return district(written).fill_null("").concat(street(written).fill_null("")).nullif("")


def _part(written: ir.StringValue, name: str) -> ir.StringValue:
    return writing.words(written).re_extract(AREA, PARTS[name]).nullif("")
