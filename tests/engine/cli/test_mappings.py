"""The mappings that come with Kehu are listed."""

import json

from kehu.stages.intake import shipped


def test_the_shipped_mappings_are_listed(kehu):
    rows = json.loads(kehu("mappings", "--json").stdout)
    assert {row["name"] for row in rows} == set(shipped())
    assert "spanish_motor" in kehu("mappings").output


def test_a_database_needs_its_mapping_named(kehu, home):
    told = kehu("load", "--database", "sqlite:///none.db", "--home", home)
    assert told.exit_code == 2
    assert "does not tell which mapping fits" in told.stderr
