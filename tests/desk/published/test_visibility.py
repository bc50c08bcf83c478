"""A branch sees itself and what lies below it, and nothing else."""

import pytest

from kehu_desk.published.visibility import scope_of, visible

BRANCHES = ["", "HQ", "HQ/N", "HQ/N/1", "HQ/N-2", "HQ/S"]


@pytest.fixture
def run(published):
    return published([{"branch": branch, "name": branch or "nobody's"} for branch in BRANCHES])


@pytest.mark.parametrize(
    ("branch", "seen"),
    [
        ("", {"nobody's", "HQ", "HQ/N", "HQ/N/1", "HQ/N-2", "HQ/S"}),
        ("HQ", {"HQ", "HQ/N", "HQ/N/1", "HQ/N-2", "HQ/S"}),
        ("HQ/N", {"HQ/N", "HQ/N/1"}),
        ("HQ/N/1", {"HQ/N/1"}),
        ("HQ/Nowhere", set()),
        ("Q", set()),
    ],
)
def test_a_scope_holds_its_customers(run, branch, seen):
    scope = scope_of(run, branch)
    assert set(visible(scope).values_list("name", flat=True)) == seen
    assert scope.customer_count == len(seen)


def test_another_run_is_out_of_sight(run, published):
    later = published([{"branch": "HQ", "name": "new"}], label="R000002")
    assert [one.name for one in visible(scope_of(later, ""))] == ["new"]


def test_a_scope_knows_which_branches_it_holds(run):
    north = scope_of(run, "HQ/N")
    assert [branch for branch in BRANCHES if north.holds(branch)] == ["HQ/N", "HQ/N/1"]
    assert scope_of(run, "").is_whole
