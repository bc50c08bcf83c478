"""Facts a line each, counted from 1; a mistake is told with its place."""

import pytest
from pydantic import BaseModel

from kehu.stores import numbered_lines
from kehu.stores.home import HomeError


class Fact(BaseModel):
    number: int
    told: str | None = None


def test_what_was_written_is_read_and_no_file_is_no_fact(tmp_path):
    path = tmp_path / "facts.jsonl"
    assert numbered_lines.read(path, Fact) == ()
    made = (Fact(number=1, told="王芳"), Fact(number=2))
    numbered_lines.write(path, made)
    assert numbered_lines.read(path, Fact) == made
    assert path.read_text(encoding="utf-8") == '{"number":1,"told":"王芳"}\n{"number":2}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [('{"number":2}\n', r"line 1: it says number 2"), ("no json\n", "line 1: line: Invalid JSON"), ("{}\n", "number")],
)
def test_a_mistake_is_told_with_file_and_line(tmp_path, text, told):
    path = tmp_path / "facts.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(HomeError, match=rf"facts\.jsonl: .*{told}"):
        numbered_lines.read(path, Fact)
