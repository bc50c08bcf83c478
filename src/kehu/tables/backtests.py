"""What a backtest says: what was foretold beside what came, by group, and how good each contender was.

Declares the two tables that a backtest keeps beside the run of the past, and the two that monitoring adds; holds no
data.
They have one shape for claims, cost, renewal and value, so that one page, one sheet and one reader serve all four.
"""

from __future__ import annotations

from kehu.tables.schema import Table, code, flag, number, text, whole

MEASURES = ("frequency", "cost", "renewal", "value")
GROUPINGS = ("all", "decile", "line", "channel", "grade", "branch")


class BacktestGroups(Table):
    """What was foretold of a group and what came of it, for each unit of weight: a year of cover, a case."""

    key = ("measure", "grouping", "name")

    measure = code("What is compared", *MEASURES, required=True)
    grouping = code("By what the rows are put together; deciles from the lowest score", *GROUPINGS, required=True)
    name = text("The group", required=True)
    weight = number("Years of cover as far as their claims are told; renewals decided; customers", unit="weight")
    foretold = number("Mean foretold", unit="for each weight")
    came = number("Mean that came", unit="for each weight")
    lower = number("Lower bound of the mean behind what came, 95 %", unit="for each weight")
    upper = number("Upper bound of it", unit="for each weight")
    ratio = number("What came over what was foretold; empty where nothing was foretold, and for value", unit="ratio")
    is_outside = flag("What was foretold lies outside the bounds")


class BacktestScores(Table):
    """How good each contender was, the model and the plain rules that it has to beat."""

    key = ("measure", "line", "contender")

    measure = code("What is compared", *MEASURES, required=True)
    line = code("Line of business, `all`, or for value `several`", required=True)
    contender = text("The model or the plain rule", required=True)
    weight = number("Weight that the score rests on", unit="weight")
    deviance = number(
        "Mean deviance: Poisson, Tweedie 1.5, binomial; for value the mean squared error", unit="deviance"
    )
    skill = number("1 − deviance / deviance of the plain rule that the measure names first", unit="share")
    skill_error = number("Standard error of the skill, row by row paired", unit="share")
    gini = number("Gini coefficient of claims or cost by the contender's order", unit="−1 to 1")
    auc = number("Area under the curve of renewals", unit="0 to 1")
    log_loss = number("Mean log loss of renewals", unit="nats")
    rank_correlation = number("Rank correlation with what the accounts gained", unit="−1 to 1")
    top_decile_hits = number("Share of the best tenth by the contender that is in the best tenth", unit="share")


class MixDrifts(Table):
    """How the mix of the terms in force moved between two runs."""

    key = ("line", "fact")

    line = code("Line of business, or `all`", required=True)
    fact = code("What tells the terms apart; amounts by the tenths of the earlier run", required=True)
    terms_before = whole("Terms in force in the earlier run", unit="terms")
    terms_now = whole("Terms in force in the later run", unit="terms")
    stability_index = number("Population stability index: over 0.25 the mix is another one", unit="index")
    by_chance = number("What the index exceeds in one case of twenty if nothing moved", unit="index")
    level = text("The level whose share moved most")
    share_before = number("Its share in the earlier run", unit="share")
    share_now = number("Its share in the later run", unit="share")


class ModelAdvice(Table):
    """What to do about the model of a measure and line."""

    key = ("measure", "line")

    measure = code("What the model foretells", *MEASURES, required=True)
    line = code("Line of business, or `all`", required=True)
    advice = code("Keep the model, watch it, set its level, or fit it again", "keep", "watch", "level", "fit")
    reason = code("Why", "holds", "mix", "outside", "worse_than_plain")
    ratio = number("What came over what was foretold", unit="ratio")
    is_outside = flag("What was foretold lies outside the bounds of what came")
    gini = number("Gini coefficient of the model's order; of renewals 2 × AUC − 1", unit="−1 to 1")
    skill = number("Skill against the plain rule", unit="share")
    skill_error = number("Its standard error", unit="share")
    stability_index = number("Index of the fact that moved most, beyond chance", unit="index")
    fact = code("That fact")
