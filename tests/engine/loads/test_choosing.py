"""The mapping that is meant is found by name, by file, or by the files to load."""

import pytest

from kehu.loads import find_mapping
from kehu.stages.intake import MappingError, shipped


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_mapping_comes_with_the_text_of_its_file(name):
    mapping, text = find_mapping(name, [])
    assert mapping.name == name
    assert f'name = "{name}"' in text


def test_a_mapping_of_ones_own_is_read_from_its_file(tmp_path):
    _, text = find_mapping("spanish_motor", [])
    (tmp_path / "own.toml").write_text(text, encoding="utf-8")
    mapping, read = find_mapping(str(tmp_path / "own.toml"), [])
    assert (mapping.name, read) == ("spanish_motor", text)


def test_a_name_that_is_neither_file_nor_mapping_is_refused():
    with pytest.raises(MappingError, match=r"neither a file nor a mapping.*spanish_motor"):
        find_mapping("spanish", [])


def test_a_mapping_in_another_encoding_is_refused(tmp_path):
    (tmp_path / "core.toml").write_bytes('title = "保单"'.encode("gb18030"))
    with pytest.raises(MappingError, match="Save the mapping as UTF-8"):
        find_mapping(str(tmp_path / "core.toml"), [])
