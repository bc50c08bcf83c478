"""The concentration curve says in a sentence what is true, whatever the sign of the whole."""

from decimal import Decimal

from kehu.portfolio import Curve, CurvePoint, concentration_sentence, curves


def _curve(*values, measure="result"):
    """The curve of some customers' amounts, the largest first."""
    whole, points = sum(values), []
    for count in range(1, len(values) + 1):
        amount = Decimal(sum(values[:count]))
        points.append(CurvePoint(count / len(values), count, amount, float(amount / whole) if whole else None))
    return Curve(measure, tuple(points))


def test_a_run_has_a_curve_of_result_premium_and_claims(small_run, engine):
    drawn = curves(small_run, engine=engine)
    assert [curve.measure for curve in drawn] == ["result", "earned_premium", "incurred"]
    assert [curve.whole for curve in drawn] == [Decimal("-599.92"), Decimal("5500.10"), Decimal("5300.00")]


def test_a_few_customers_bring_most_of_the_result():
    assert concentration_sentence(_curve(71, 20, 5, 3, 1)) == "The best 20% of customers bring 71% of the result."


def test_losers_eat_what_the_best_bring():
    told = concentration_sentence(_curve(200, 50, 0, -50, -100))
    assert told == "The best 20% of customers bring 200% of the result; all the others together lose 100."


def test_a_losing_book_is_told_in_amounts():
    told = concentration_sentence(_curve(100, 0, 0, -500, -1000))
    assert told == "The best 20% of customers bring a result of 100; the whole book loses 1,400."


def test_a_book_without_claims_says_so():
    told = concentration_sentence(_curve(0, 0, 0, 0, 0, measure="incurred"))
    assert told == "The largest 20% of customers cause no claims: there are none."


def test_a_handful_of_customers_is_counted_out():
    points = (CurvePoint(0.2, 1, Decimal(60), 0.6), CurvePoint(1.0, 3, Decimal(100), 1.0))
    assert concentration_sentence(Curve("result", points)) == "The best 1 of 3 customers bring 60% of the result."


def test_a_single_customer_is_called_the_only_one():
    assert concentration_sentence(_curve(10)) == "The only customer brings 100% of the result."


def test_a_book_without_customers_has_nothing_to_share_out():
    assert concentration_sentence(_curve()) == "There are no customers, so there is no result to share out."


def test_a_share_is_read_at_the_last_point_that_it_covers():
    curve = _curve(5, 4, 3, 2, 1)
    assert (curve.at(0.5).customer_count, curve.at(1.0).customer_count, curve.at(0.01).customer_count) == (2, 5, 1)


def test_an_undefined_share_is_none_and_not_a_number(run_of, account_of, engine):
    run = run_of([account_of("core:1", "motor", 2024, "100.00")], [])
    claims = curves(run, engine=engine)[2]
    assert claims.points[-1].amount_share is None
