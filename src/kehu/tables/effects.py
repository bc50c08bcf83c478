"""What came of the decisions of a run: by list, by price, by hold-out, by quality, and of the whole book.

Declares the tables that a replay or a monitoring keeps beside what it says of the models; holds no data.
What came is told as far as the later day knows it: claims carried to their ultimate, premium earned as far as its
claims are told. Where chance would drown what is measured, large claims are spread over their line: each is cut at the
cap of the run's model and raised by what the run adds for large claims. Bounds are those of 95 cases in 100, over
customers, and wide where there are few.
"""

from __future__ import annotations

from kehu.tables.decisions import LISTS
from kehu.tables.schema import Table, code, flag, number, text, whole

ARMS = ("renewal", "loss_ratio", "result")
QUALITIES = ("all", "good", "poor")
MOVEMENTS = ("left", "stayed", "came")


class ListOutcomes(Table):
    """What came of the renewals of a list."""

    key = ("list",)

    list = code("Which list they stood on", *LISTS, required=True)
    renewal_count = whole("Renewals on the list", unit="renewals")
    decided_count = whole("Of them decided by the later day", unit="renewals")
    carried_out_share = number(
        "Of those decided, offered what the list said, or left without an offer where it declined"
    )
    renewed_share = number("Of those decided, renewed", unit="share")
    renewed_lower = number("Lower bound of it", unit="share")
    renewed_upper = number("Upper bound of it", unit="share")
    renewed_foretold = number("What the run foretold of them, at the price really offered", unit="share")
    earned_premium = number("Premium earned by those that renewed, as far as its claims are told", unit="currency")
    loss_ratio = number("Claims over premium of those that renewed, within a year of the renewal", unit="ratio")
    loss_ratio_levelled = number("The same with large claims spread over the line: less moved by chance", unit="ratio")
    loss_ratio_lower = number("Lower bound of it", unit="ratio")
    loss_ratio_upper = number("Upper bound of it", unit="ratio")
    loss_ratio_foretold = number("Expected claims over the same premium", unit="ratio")
    result = number(
        "Premium less claims (large ones spread) and charges, for a renewal decided", unit="currency for each renewal"
    )
    result_lower = number("Lower bound of it", unit="currency for each renewal")
    result_upper = number("Upper bound of it", unit="currency for each renewal")


class PriceOutcomes(Table):
    """Renewal by the change of price that was really offered. Prices were not drawn: what is seen proves no cause."""

    key = ("place",)

    place = whole("Place of the class, from the largest cut to the largest rise", required=True)
    least_change = number("Least change of the price; empty for the first class", unit="share")
    most_change = number("Most change of it; empty for the last class", unit="share")
    decided_count = whole("Renewals decided", unit="renewals")
    renewed_share = number("Of them renewed", unit="share")
    renewed_lower = number("Lower bound of it", unit="share")
    renewed_upper = number("Upper bound of it", unit="share")
    renewed_foretold = number("What the run foretold of them, at that price", unit="share")


class HeldOutEffects(Table):
    """What deciding changed: all who were decided about beside those held out at random."""

    key = ("measure", "line")

    measure = code(
        "Share renewed; claims over premium, and result of a renewal decided, large claims spread", *ARMS, required=True
    )
    line = code("Line of business, or `all`", required=True)
    decided_count = whole("Renewals decided of those who were decided about", unit="renewals")
    held_out_count = whole("Renewals decided of those held out", unit="renewals")
    customer_count = whole("Customers of those who were decided about", unit="customers")
    held_out_customers = whole("Customers held out", unit="customers")
    decided = number("The measure of those who were decided about", unit="share, ratio or currency")
    held_out = number("The measure of those held out", unit="share, ratio or currency")
    effect = number("The first less the second", unit="share, ratio or currency")
    lower = number("Lower bound of the effect", unit="share, ratio or currency")
    upper = number("Upper bound of it", unit="share, ratio or currency")
    is_sure = flag("Both bounds lie on one side of 0, and each group has 30 customers")
    for_half = whole(
        "Customers held out with whom the bounds would be half as far apart, the same share held out", unit="customers"
    )


class KeptQualities(Table):
    """What those brought who stayed, by what the run thought of them: keeping all beside keeping the good."""

    key = ("quality",)

    quality = code("Worth something at the unchanged price, or not, as the run saw it", *QUALITIES, required=True)
    decided_count = whole("Renewals decided", unit="renewals")
    renewed_count = whole("Of them renewed", unit="renewals")
    renewed_share = number("Share renewed", unit="share")
    loss_ratio = number("Claims over premium of those that renewed", unit="ratio")
    result = number(
        "Premium less claims (large ones spread) and charges, for one that renewed", unit="currency for each renewal"
    )
    result_lower = number("Lower bound of it", unit="currency for each renewal")
    result_upper = number("Upper bound of it", unit="currency for each renewal")
    result_foretold = number("What the run expected of it", unit="currency for each renewal")
    point_result = number("What one more point of renewal would have brought in that year", unit="currency")
    point_lower = number("Lower bound of it", unit="currency")
    point_upper = number("Upper bound of it", unit="currency")


class BookMovements(Table):
    """Who left, who stayed and who came, by grade, with premium and claims before and after."""

    key = ("movement", "grade")

    movement = code("In the book on the first day only, on both, on the later day only", *MOVEMENTS, required=True)
    grade = text("Risk grade: of the first day, and of the later run for those who came; `none` without one")
    customer_count = whole("Customers", unit="customers")
    premium_before = number("Premium of a year, covers in force on the first day", unit="currency a year")
    expected_before = number("Claims expected of a year of them", unit="currency a year")
    premium_after = number("Premium of a year, covers in force on the later day", unit="currency a year")
    kept_before = number("Premium before of the covers in force on both days", unit="currency a year")
    kept_after = number("Premium after of the same covers", unit="currency a year")
    kept_expected = number("Claims expected before of the same covers", unit="currency a year")
    earned_premium = number("Premium earned since, as far as its claims are told", unit="currency")
    incurred = number("Claims since, carried to their ultimate", unit="currency")
    levelled = number("The same with large claims spread over their line", unit="currency")
    levelled_squared = number("Sum of the squares of those claims", unit="currency squared")
