"""Mappings: what they must hold, and what they say of files, columns and kinds."""

import pytest

from kehu.stages.intake import MappingError, parse, shipped
from kehu.tables import Kind
from tests.cast import MAPPING, changed

FACTORS = """
[[tables]]
table = "factors_motor"
from = "years"
[tables.declare]
power = { kind = "whole", unit = "hp", about = "Power" }
[tables.columns]
term_id = "policy"
power = "premium"
"""


@pytest.fixture(scope="module")
def mapping():
    return parse(MAPPING, name="core.toml")


def refused(*edits, more=""):
    with pytest.raises(MappingError) as refusal:
        parse(changed(MAPPING, *edits) + more, name="core.toml")
    return str(refusal.value)


def test_the_mappings_that_come_with_kehu_can_be_read():
    assert set(shipped()) == {"spanish_motor", "wisconsin_fund", "simulated"}


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (('from = "years"', 'from = "yers"'), "no file is called 'yers'"),
        (("date = [", "day = ["), "'day' is no kind of column: use one of date, money, number, whole, flag"),
        (('decimal = "."', 'decimal = ";"'), "files 1 (years): decimal"),
        (('match = "years*"', 'match = "years*"\nheading_row = 0'), "heading_row"),
        (('name = "core"', 'name = "my core"'), "core.toml: name: "),
        (("known_date =", "known_dat ="), "known_dat is no column of parties"),
        (("[tables.codes.channel]", "[tables.codes.chanel]"), "chanel is no column of policies"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused_with_its_place(edit, fault):
    assert fault in refused(edit)


def test_a_text_that_is_no_toml_is_refused():
    assert "core.toml: not a TOML file: " in refused(more="[[[")


def test_a_mapping_needs_files_and_tables():
    with pytest.raises(MappingError, match=r"at least one of \[\[files\]\] and one of \[\[tables\]\]"):
        parse('name = "core"\nfiles = []\ntables = []', name="core.toml")


def test_an_identity_rule_names_columns_of_parties():
    assert "plate is no column of parties" in refused(more='[[identity_rules]]\nname = "x"\ncolumns = ["plate"]')


def test_an_identity_rule_holds_for_its_own_source_only():
    (rule,) = parse(MAPPING + '[[identity_rules]]\nname = "x"\ncolumns = ["phone"]', name="m").rules()
    assert (rule.name, rule.columns, rule.source) == ("x", ("phone",), "core")


def test_tables_stand_after_those_they_refer_to(mapping):
    assert mapping.fed_tables() == ("parties", "policies", "terms")


def test_factors_have_the_columns_that_the_mapping_declares():
    schema = parse(MAPPING + FACTORS, name="m").schema_of("factors_motor")
    assert list(schema.columns) == ["term_id", "known_date", "power"]
    assert (schema.columns["power"].kind, schema.columns["power"].unit) == (Kind.WHOLE, "hp")


def test_a_factor_that_is_not_declared_is_no_column():
    assert "power is no column of factors_motor" in refused(more=FACTORS.replace("power = {", "torque = {"))


def test_columns_are_read_as_the_file_lists_them_or_as_they_are_mapped(mapping):
    wanted = {"inception": Kind.DATE, "expiry": Kind.DATE, "cancelled": Kind.DATE, "premium": Kind.MONEY}
    assert mapping.kinds_read("years") == wanted
    assert parse(changed(MAPPING, ('"premium"]', "]")), name="m").kinds_read("years") == wanted


def test_the_headings_are_those_that_expressions_and_kinds_use(mapping):
    held = {"policy", "holder", "line", "channel", "inception", "expiry", "cancelled", "premium"}
    assert mapping.headings_of("years") == held


def test_a_derived_column_is_no_heading():
    text = changed(MAPPING, ("[files.types]", '[files.derived]\ndouble = "premium * 2"\n[files.types]'))
    assert "double" not in parse(text, name="m").headings_of("years")


def test_a_reject_names_the_heading_where_a_column_is_mapped_as_it_is(mapping):
    assert mapping.heading_of("terms", "written_premium") == "premium"
    assert mapping.heading_of("terms", "term_id") == "term_id"


def test_a_file_fits_by_its_name_or_its_path(mapping):
    fits = mapping.file("years").fits
    assert [fits(path) for path in ("years.csv", "2024/years.csv", "years/x.csv", "old_years.csv")] == [
        True,
        True,
        True,
        False,
    ]


def test_the_codes_that_a_mapping_translates_are_known(mapping):
    assert mapping.codes_of("policies", "channel") == ("A", "B")
    assert mapping.codes_of("policies", "line") == ()


@pytest.mark.parametrize("derived", ['premium = "premium * 2"', 'Premium = "2"', 'b = "c"\nc = "1"'])
def test_a_derived_column_has_a_name_of_its_own_and_uses_those_above_it(derived):
    assert "has the name of a column" in refused(("[files.types]", f"[files.derived]\n{derived}\n[files.types]"))
