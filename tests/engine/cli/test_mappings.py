"""The mapping that a command means is found by name, by file, or by the files to load."""

import json

import pytest
import typer

from kehu.cli.mappings import find_mapping
from kehu.stages.intake import MappingError, shipped


def test_the_shipped_mappings_are_listed(kehu):
    rows = json.loads(kehu("mappings", "--json").stdout)
    assert {row["name"] for row in rows} == set(shipped())
    assert "spanish_motor" in kehu("mappings").output


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_mapping_comes_with_the_text_of_its_file(name):
    mapping, text = find_mapping(name, [])
    assert mapping.name == name
    assert f'name = "{name}"' in text


def test_a_mapping_of_ones_own_is_read_from_its_file(tiny):
    mapping, text = find_mapping(str(tiny / "tiny.toml"), [])
    assert (mapping.name, text) == ("tiny", (tiny / "tiny.toml").read_text(encoding="utf-8"))


def test_a_name_that_is_neither_file_nor_mapping_is_refused():
    with pytest.raises(MappingError, match=r"neither a file nor a mapping.*spanish_motor"):
        find_mapping("spanish", [])


def test_a_mapping_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "core.toml").write_bytes('title = "保单"'.encode("gb18030"))
    with pytest.raises(MappingError, match="Save the mapping as UTF-8"):
        find_mapping(str(tmp_path / "core.toml"), [])


def test_a_database_needs_its_mapping_named():
    with pytest.raises(typer.BadParameter, match="database"):
        find_mapping(None, [])
