"""How names, identity numbers, telephone numbers and addresses are written: one way for each, as expressions.

Reads columns as the sources wrote them; gives expressions that are empty (null) where nothing true was written.
Stages that compare or judge parties share these, so that both see one number in `138-0013 8000` and `+8613800138000`.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.tables import check_digits

FULL_WIDTH = "".join(map(chr, range(0xFF01, 0xFF5F))) + "\u3000"
HALF_WIDTH = "".join(map(chr, range(0x21, 0x7F))) + " "
PUNCTUATION = r"\s!-/:-@\[-`{-~·—–"
PLACEHOLDERS = (
    *("无", "無", "没有", "沒有", "暂无", "暫無", "未知", "不详", "不詳", "未提供", "测试", "測試"),
    *("NA", "N/A", r"N\.A\.", "NULL", "NONE", "NIL", "NAN", "UNKNOWN", "NOT KNOWN", "TEST"),
)
NOTHING = f"^([{PUNCTUATION}]*|{'|'.join(PLACEHOLDERS)})$"
ONE_DIGIT_REPEATED = "^(0+|" + "|".join(f"{digit}{{5,}}" for digit in "123456789X") + ")$"

# National numbers of other places are told from the mainland's by their form and check digit together.
ELSEWHERE = {
    "taiwan_id": check_digits.is_taiwan_id,
    "hong_kong_id": check_digits.is_hong_kong_id,
    "spanish_id": check_digits.is_spanish_id,
}

MAINLAND_MOBILE = "^1[3-9][0-9]{9}$"
LANDLINE = "^0[1-9][0-9]{7,10}$"
# GA 36: a province's character, a letter of its town, five signs without I and O, the last of which may say what kind
# of vehicle it is; of new energy six, with a letter of its kind first, or last on large vehicles.
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PLATES = (
    f"[{PROVINCES}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{{4}}[A-HJ-NP-Z0-9挂学警港澳]",
    f"[{PROVINCES}][A-HJ-NP-Z]([A-HJK][A-HJ-NP-Z0-9][0-9]{{4}}|[0-9]{{5}}[A-HJK])",
    *("[A-Z]{3}[0-9]{4}", "[A-Z0-9]{2}[0-9]{4}", "[0-9]{4}[A-Z0-9]{2}"),  # Taiwan
    *("[A-Z]{2}[0-9]{1,4}", "M[A-Z][0-9]{4}"),  # Hong Kong, Macau
    *("[0-9]{4}[BCDFGHJ-NPRSTV-Z]{3}", "[A-Z]{1,2}[0-9]{4}[A-Z]{1,2}"),  # Spain since 2000, and before
)
INTERNATIONAL = "^(1[2-9][0-9]{9}|[2-9][0-9]{7,14})$"


def half_width(written: ir.StringValue) -> ir.StringValue:
    """Text with full-width letters, digits and punctuation made half-width.

    >>> half_width(ibis.literal("Ａ（１）")).to_pyarrow().as_py()
    'A(1)'
    """
    # Looking for a full-width character first is ten times as quick as translating text that has none.
    return ibis.ifelse(written.re_search("[！-～\u3000]"), written.translate(FULL_WIDTH, HALF_WIDTH), written)


def words(written: ir.StringValue) -> ir.StringValue:
    """A name or an address: half-width capitals, single spaces, none after a Chinese character.

    >>> words(ibis.literal(" 张\u3000三 ")).to_pyarrow().as_py()
    '张三'
    """
    spaced = half_width(written).upper().re_replace(r"\s+", " ").strip()
    return _filled(spaced.re_replace("([一-鿿]) ", r"\1"))


def number(written: ir.StringValue) -> ir.StringValue:
    """An identity number in half-width capitals without spaces and punctuation; empty for one such as 000000.

    >>> number(ibis.literal("110105-19491231-002x")).to_pyarrow().as_py()
    '11010519491231002X'
    """
    return _numbered(half_width(written).upper().re_replace(f"[{PUNCTUATION}]", ""))


def identified(parties: ir.Table) -> ir.Table:
    """Parties with three more columns: `true_number`, `true_type` and `has_true_identity`.

    `true_number` is the identity number in one way of writing, those of 15 digits as 18. `true_type` is what the
    source says that it is, or else what its form says, or empty; a national number or a company code of Taiwan, Hong
    Kong or Spain is named so. `has_true_identity` says that the number is there and, where its type has a check digit,
    that the digit is right.

    >>> columns = {"identity_type": "string", "identity_number": "string"}
    >>> parties = ibis.memtable([(None, "11010519491231002x"), ("other", "E-1")], schema=columns)
    >>> identified(parties).order_by("true_number").true_type.to_pyarrow().to_pylist()
    ['national_id', 'other']
    """
    numbered = _step(parties.mutate(true_number=number(parties.identity_number)))
    longer = check_digits.lengthened(numbered.true_number)
    is_national = numbered.identity_type == "national_id"
    lengthened = _step(numbered.mutate(true_number=ibis.ifelse(is_national, longer, numbered.true_number)))
    is_untold = lengthened.identity_type.isnull()
    by_form = ibis.cases(
        (check_digits.looks_like_national_id(lengthened.true_number), "national_id"),
        (check_digits.looks_like_company_code(lengthened.true_number), "company_code"),
    )
    may_be_national = is_untold | (lengthened.identity_type == "national_id")
    may_be_company = lengthened.identity_type == "company_code"
    elsewhere = ibis.cases(
        *((may_be_national & holds(lengthened.true_number), name) for name, holds in ELSEWHERE.items()),
        (may_be_company & check_digits.is_taiwan_company(lengthened.true_number), "taiwan_company"),
    )
    typed = _step(lengthened.mutate(true_type=elsewhere.coalesce(lengthened.identity_type).coalesce(by_form)))
    is_true = ibis.cases(
        (typed.true_type == "national_id", check_digits.is_national_id(typed.true_number)),
        (typed.true_type == "company_code", check_digits.is_company_code(typed.true_number)),
        else_=typed.true_number.notnull(),
    )
    return typed.mutate(has_true_identity=is_true.coalesce(False))


def birth_in_number(rows: ir.Table) -> ir.StringValue:
    """The date of birth that a true mainland number holds, as 2024-12-31; `rows` are as `identified` gives them.

    >>> columns = {"identity_type": "string", "identity_number": "string"}
    >>> rows = identified(ibis.memtable([(None, "11010519491231002x")], schema=columns))
    >>> birth_in_number(rows).to_pyarrow().to_pylist()
    ['1949-12-31']
    """
    digits = rows.true_number.substr(6, 8)
    date = digits.substr(0, 4).concat("-", digits.substr(4, 2), "-", digits.substr(6, 2))
    return ibis.ifelse((rows.true_type == "national_id") & rows.has_true_identity, date, ibis.null("string"))


def phone(written: ir.StringValue) -> ir.StringValue:
    """A telephone number as digits, as one dials it at home in the mainland, Hong Kong, Taiwan or Spain.

    Numbers of other countries begin with their code, without the leading 00.

    >>> [phone(ibis.literal(one)).to_pyarrow().as_py() for one in ("+86 138-0013 8000", "+886 912 345 678")]
    ['13800138000', '0912345678']
    """
    digits = half_width(written).re_replace("[^0-9]", "")
    mobile = digits.re_replace("^(0|86|0086)(1[3-9][0-9]{9})$", r"\2")
    landline = mobile.re_replace("^(00)?86([1-9][0-9]{8,10})$", r"0\2")
    taiwan = landline.re_replace("^(00)?886([2-9][0-9]{7,8})$", r"0\2")
    others = taiwan.re_replace("^(00)?(852([2-9][0-9]{7})|34([6-9][0-9]{8}))$", r"\3\4")
    return _numbered(others.re_replace("^00([1-9])", r"\1"))


def is_possible_phone(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a number written by `phone` is a mainland mobile, a landline with area code, or an international one.

    >>> is_possible_phone(ibis.literal("1380013800")).to_pyarrow().as_py()  # a digit is missing
    False
    """
    possible = number.re_search(MAINLAND_MOBILE) | number.re_search(LANDLINE) | number.re_search(INTERNATIONAL)
    return possible.coalesce(False)


def has_true_vin(number: ir.StringValue) -> ir.BooleanValue:
    """Whether a chassis number, written by `number`, can be one; makers of China and North America add a check digit.

    >>> numbers = ("LSVAA49J132047371", "LSVAA49J032047371", "WVWZZZ1JZXW000001")
    >>> [has_true_vin(ibis.literal(one)).to_pyarrow().as_py() for one in numbers]
    [True, False, True]
    """
    is_checked = number.re_search("^[L1-5]")
    return ibis.ifelse(is_checked, check_digits.is_vin(number), number.re_search(check_digits.VIN)).coalesce(False)


def plate(written: ir.StringValue) -> ir.StringValue:
    """A registration plate in half-width capitals without points and spaces; empty where none is written.

    >>> plate(ibis.literal("粤b·12345")).to_pyarrow().as_py()
    '粤B12345'
    """
    return number(half_width(written).re_replace("[•・．]", ""))


def is_possible_plate(plate: ir.StringValue) -> ir.BooleanValue:
    """Whether a plate, written by `plate`, has a form that the mainland, Taiwan, Hong Kong, Macau or Spain gives out.

    >>> plates = ("粤B12345", "粤BD12345", "粤B1234I", "1234BCD", "ABC1234")
    >>> [is_possible_plate(ibis.literal(one)).to_pyarrow().as_py() for one in plates]
    [True, True, False, True, True]
    """
    return plate.re_search(f"^({'|'.join(PLATES)})$").coalesce(False)


def email(written: ir.StringValue) -> ir.StringValue:
    """A mail address in half-width small letters; empty where it is none.

    >>> email(ibis.literal(" Wang@Example.CN")).to_pyarrow().as_py()
    'wang@example.cn'
    """
    address = half_width(written).strip().lower()
    return ibis.ifelse(address.contains("@"), address, ibis.null("string"))


def _filled(text: ir.StringValue) -> ir.StringValue:
    """Text in capitals, empty where it only says that there is none."""
    return text.re_replace(NOTHING, "").nullif("")


def _numbered(number: ir.StringValue) -> ir.StringValue:
    """A number, empty where it is a placeholder such as 000000."""
    return _filled(number.re_replace(ONE_DIGIT_REPEATED, ""))


def _step(table: ir.Table) -> ir.Table:
    """A table whose columns are computed before they are used.

    Without the step, each use of a column becomes a copy of its expression, and copies of copies grow without bound.
    """
    return table.view()
