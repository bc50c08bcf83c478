"""Market development: for each line the groups of customers to win or to avoid, and what each channel brings.

Declares the output tables of the stage `markets`; holds no data.
A group is a rule that people read, such as `kind=person;age=30-39`; of several facts all must hold.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, flag, money, number, text, whole

VERDICTS = ("target", "avoid", "other")


class MarketGroups(Table):
    """A group of customers for a line: what it brought, what is believed of it, and what winning it would bring."""

    key = ("line", "rule")

    line = code("Line of business", required=True)
    rule = text("Facts that tell the group, each `fact=level`, between semicolons", required=True)
    verdict = code("Worth winning, to be avoided, or neither", *VERDICTS, required=True)
    place = whole("Place among those of its verdict, from 1; empty for the others")
    holder_count = whole("Customers of the group who ever held the line", unit="customers")
    earned_premium = money("Premium that they earned in the years that count")
    loss_ratio = number("Claims over it, developed, large ones spread over the line", unit="ratio")
    credibility = number("How far the group's own loss ratio is believed", unit="share")
    believed_loss_ratio = number("The loss ratio leant on the line's as far as its own is not believed", unit="ratio")
    line_loss_ratio = number("Loss ratio of the line", unit="ratio")
    usual_premium = money("Premium of a year of the group's covers in force; of the line's where it has few")
    charges = number("Commission and expenses of the channel to go through, share of premium", unit="share")
    walk_away_price = money("Premium of a year that pays claims, handling and charges, and nothing more")
    technical_price = money("The same with the margin")
    open_count = whole("Customers of the group with cover in force, not of this line", unit="customers")
    goal_count = number("Of them expected to buy the line within a year", unit="customers")
    purchase_probability = number("Goal over open", unit="probability")
    cover_result = money("Result of a year of such a cover at the usual premium")
    expected_result = money("That of all covers to be won")
    channel = code("Channel to go through: the one that costs least, claims and charges together")


class MarketChannels(Table):
    """What a channel brings of a line: claims, commission, new covers."""

    key = ("line", "channel")

    line = code("Line of business", required=True)
    channel = code("Sales channel", required=True)
    earned_premium = money("Premium earned in the years that count")
    loss_ratio = number("Claims over it, developed, large ones spread over the line", unit="ratio")
    credibility = number("How far the channel's own loss ratio is believed", unit="share")
    believed_loss_ratio = number("The loss ratio leant on the line's", unit="ratio")
    commission = number("Commission over premium", unit="share")
    expenses = number("Expenses over premium", unit="share")
    combined_ratio = number("Claims as believed, with handling, commission and expenses, over premium", unit="ratio")
    new_count = whole("Customers who were new to the line in the last year", unit="customers")
    is_best = flag("The lowest combined ratio of those with enough customers")


MARKETS = (MarketGroups, MarketChannels)
