"""A branch lies in itself, in those above it, and in the whole company."""

from kehu.portfolio.trees import scopes_of


def test_a_branch_lies_in_every_branch_above_it():
    assert scopes_of("HQ/N/1") == ["", "HQ", "HQ/N", "HQ/N/1"]


def test_no_branch_lies_in_the_whole_company_only():
    assert scopes_of("") == [""]
