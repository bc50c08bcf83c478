"""What publishing reads of a run: branches numbered in the order of their tree."""

from hypothesis import given
from hypothesis import strategies as st

from kehu_desk.engine.feed import numbered

paths = st.lists(st.sampled_from(["HQ", "North", "North-2", "a"]), max_size=4).map("/".join)


def test_a_branch_without_customers_of_its_own_counts_those_below():
    (head, north) = numbered({"HQ/North": 2})
    assert (head.path, head.customer_count) == ("HQ", 2)
    assert (north.path, north.customer_count) == ("HQ/North", 2)


def test_customers_without_a_branch_belong_to_none():
    assert numbered({"": 3}) == ()


def test_a_longer_name_is_not_below_a_shorter_one():
    branches = {branch.path: branch for branch in numbered({"HQ/A": 1, "HQ/A-2": 1})}
    assert branches["HQ/A"].last_number == branches["HQ/A"].number


@given(st.dictionaries(paths, st.integers(1, 9), max_size=12))
def test_the_numbers_from_first_to_last_are_a_branch_with_all_below_it(counts):
    branches = numbered(counts)
    for branch in branches:
        within = {other.path for other in branches if branch.number <= other.number <= branch.last_number}
        assert within == {o.path for o in branches if o.path == branch.path or o.path.startswith(f"{branch.path}/")}


@given(st.dictionaries(paths, st.integers(1, 9), max_size=12))
def test_a_branch_counts_its_own_customers_and_those_below(counts):
    for branch in numbered(counts):
        below = [n for path, n in counts.items() if path == branch.path or path.startswith(f"{branch.path}/")]
        assert branch.customer_count == sum(below)
