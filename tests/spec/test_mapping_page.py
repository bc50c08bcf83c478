"""The example of the page on mappings: it loads as the page says, row for row."""

import datetime
import re
from decimal import Decimal

import pytest

from kehu.stages.intake import parse
from kehu.stages.intake.entries import KINDS, Feed, SourceFile
from kehu.stages.intake.expressions import OUTSIDE
from kehu.stages.intake.mapping import Mapping
from tests.cast import load_into, make_home, rejects_of, rows_of, write_files


@pytest.fixture(scope="module")
def page(root):
    return (root / "docs" / "mappings.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(page):
    """The mapping of the page."""
    return re.search(r"```toml\n(.*?)```", page, re.DOTALL)[1]


@pytest.fixture(scope="module")
def loaded(page, example, tmp_path_factory):
    """The home and the report after the page's files were loaded through its mapping."""
    files = dict(re.findall(r"`([\w-]+\.csv)`:\n\n```csv\n(.*?)```", page, re.DOTALL))
    folder = tmp_path_factory.mktemp("page")
    home = make_home(folder / "home")
    report = load_into(home, write_files(folder / "files", files), mapping=example)
    return home, report


def test_the_rows_that_the_page_names_are_rejected(loaded):
    _, report = loaded
    told = [(line["file"], line["row"], line["column"], line["value"]) for line in rejects_of(report)]
    assert (report.read, report.accepted) == (7, 4)
    assert told == [
        ("claims-2024.csv", "3", "policy_id", "ag:9"),
        ("policies-2024.csv", "4", "Begin", "31/02/2024"),
        ("policies-2024.csv", "6", "Channel", "X"),
    ]


def test_a_quotation_is_a_policy_without_a_term(loaded):
    home, _ = loaded
    assert [row["policy_id"] for row in rows_of(home, "policies")] == ["ag:1", "ag:2", "ag:4"]
    assert [row["term_id"] for row in rows_of(home, "terms")] == ["ag:1/2024", "ag:2/2024"]


def test_a_cancellation_is_known_from_its_day(loaded):
    home, _ = loaded
    days = (datetime.date(2024, 9, 30), datetime.date(2024, 10, 1))
    cancelled = [rows_of(home, "terms", as_of=day)[1]["cancellation_date"] for day in days]
    assert cancelled == [None, days[1]]


def test_amounts_and_factors_are_read_as_the_file_writes_them(loaded):
    home, _ = loaded
    assert [row["written_premium"] for row in rows_of(home, "terms")] == [Decimal("1222.50"), Decimal(310)]
    assert [(row["power"], row["is_garaged"]) for row in rows_of(home, "factors_motor")] == [(90, True), (75, False)]


def test_a_holder_without_a_birth_date_is_an_organisation(loaded):
    home, _ = loaded
    assert [row["kind"] for row in rows_of(home, "parties")] == ["person", "organisation", "person"]


def test_every_word_of_the_format_is_explained(page, example):
    words = {field.alias or word for model in (Mapping, SourceFile, Feed) for word, field in model.model_fields.items()}
    assert [word for word in sorted(words | set(KINDS)) if not re.search(rf"`[^`]*\b{word}\b[^`]*`", page)] == []
    assert parse(example, name="agency.toml").name == "agency"


def test_functions_that_the_page_says_are_refused_are(page):
    named = re.search(r"reaches outside the file, such as (.*?)\. A mapping", page, re.DOTALL)[1]
    assert all(name.startswith(OUTSIDE) for name in re.findall(r"`(\w+)`", named))
