"""The entries of a mapping: what each refuses, and which files belong to it."""

import pytest
from pydantic import ValidationError

from kehu.stages.intake.entries import DeclaredColumn, Feed, MatchRule, SourceFile
from kehu.tables import Kind


def test_a_file_belongs_by_its_name_or_by_its_path_below_the_folder():
    entry = SourceFile(name="terms", match="*motor/terms*.csv")
    assert entry.fits("core/motor/terms-2024.csv")
    assert not entry.fits("core/fire/terms-2024.csv")
    assert SourceFile(name="terms", match="terms*.csv").fits("deep/down/terms.csv")


def test_a_file_lists_its_columns_by_kind():
    entry = SourceFile(name="terms", types={"date": ("From",), "money": ("Premium",)})
    assert entry.kinds() == {"From": Kind.DATE, "Premium": Kind.MONEY}


def test_a_kind_that_is_none_is_refused_with_those_there_are():
    with pytest.raises(ValidationError, match="'euro' is no kind of column: use one of date, money"):
        SourceFile(name="terms", types={"euro": ("Premium",)})
    with pytest.raises(ValidationError, match="use one of"):
        DeclaredColumn(kind="colour")


def test_a_feed_that_lacks_a_required_column_is_refused():
    with pytest.raises(ValidationError, match="table producers needs kind"):
        Feed.model_validate({"table": "producers", "from": "staff", "columns": {"producer_id": "Code"}})


def test_a_feed_declares_the_factors_of_its_line():
    feed = Feed.model_validate(
        {
            "table": "factors_motor",
            "from": "cars",
            "declare": {"power": {"kind": "whole", "unit": "kW"}},
            "columns": {"term_id": "Term", "power": "Power"},
        }
    )
    assert feed.schema_class().columns["power"].unit == "kW"


def test_a_rule_of_identity_names_columns_of_parties():
    with pytest.raises(ValidationError, match="plate is no column of parties"):
        MatchRule(name="plate", columns=("plate",))
