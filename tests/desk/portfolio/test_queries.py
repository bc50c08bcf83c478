"""A portfolio comes back from the desk's database as the engine gave it, to the cent."""

from kehu_desk.portfolio.queries import is_within, scoped_portfolio


def test_a_portfolio_is_read_back_exactly(published_portfolios, portfolios):
    for scope, portfolio in portfolios.items():
        assert scoped_portfolio(published_portfolios, scope) == portfolio


def test_a_scope_without_customers_has_none(published_portfolios):
    assert scoped_portfolio(published_portfolios, "HQ/East") is None


def test_a_name_that_only_begins_alike_is_another_branch():
    assert not is_within("HQ/North-2", "HQ/North")
    assert is_within("HQ/North/2", "HQ/North")
    assert is_within("anything", "")
