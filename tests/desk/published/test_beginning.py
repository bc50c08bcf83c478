"""The lookup `begins`: the same answer on every database, whatever its language."""

import pytest

from kehu_desk.published.models import SearchKey

KEYS = ["wang", "wangfang", "wanh", "waN", "王", "王芳", "王小明", "望", "z", "a%", "a_b", "a\U0010fffe"]


@pytest.fixture
def keys(db):
    SearchKey.objects.bulk_create(
        SearchKey(run_id=1, key=key, place=place, branch_number=0) for place, key in enumerate(KEYS, start=1)
    )


@pytest.mark.parametrize("text", ["wang", "王", "王小", "a%", "a_", "a", "nobody"])
def test_it_finds_what_begins_so_and_nothing_else(keys, text):
    found = SearchKey.objects.filter(run_id=1, key__begins=text).values_list("key", flat=True)
    assert sorted(found) == sorted(key for key in KEYS if key.startswith(text))
