"""The filters of the lists offer the four lists and the lines that there are."""

from kehu_desk.renewals.forms import ListFilters


def test_only_lines_that_there_are_can_be_chosen():
    assert ListFilters({"line": "motor"}, lines=("motor",)).is_valid()
    assert not ListFilters({"line": "home"}, lines=("motor",)).is_valid()
    assert [value for value, _ in ListFilters({}, lines=()).fields["list"].choices] == [
        "pursue", "keep", "reprice", "decline",
    ]  # fmt: skip
