"""What a challenge says: how each recipe for a model did on the folds that none had seen.

Declares the tables that a challenge keeps; holds no data.
"""

from __future__ import annotations

from kehu.tables.risks import RECIPES
from kehu.tables.schema import Table, code, number, text, whole

VERDICTS = ("champion", "better", "alike", "worse")


class ModelTrials(Table):
    """A recipe for the model of a line beside the champion, on the same folds."""

    key = ("line", "model", "recipe")

    line = code("Line of business", required=True)
    model = code("What is modelled", "frequency", "severity", required=True)
    recipe = code("How the tables come to be", *RECIPES, required=True)
    verdict = code("The champion itself, or how this one did beside it", *VERDICTS, required=True)
    deviance = number("Total deviance on the folds held back", unit="deviance")
    skill = number("1 − deviance / deviance of one mean for all", unit="share")
    deviance_change = number("Deviance less the champion's: below 0 is better", unit="deviance")
    standard_error = number("Standard error of that change, cell by cell paired", unit="deviance")
    folds = whole("Folds held back, one after the other", unit="folds")
    better_folds = whole("Folds on which it did better than the champion", unit="folds")
    gini = number("Gini coefficient of what happened by its order", unit="−1 to 1")
    ratio = number("What happened over what it foretold", unit="ratio")
    table_count = whole("Tables of the model when fitted to all", unit="tables")
    level_count = whole("Levels with cover or claims in those tables", unit="levels")


class TrialBands(Table):
    """What a recipe foretold of each tenth of the book, by the height of its predictions, and what happened."""

    key = ("line", "model", "recipe", "band")

    line = code("Line of business", required=True)
    model = code("What is modelled", "frequency", "severity", required=True)
    recipe = text("How the tables come to be", required=True)
    band = whole("The tenth, from the lowest predictions on", unit="tenth", required=True)
    weight = number("Years of cover, or claims", unit="years or claims")
    expected = number("Total foretold", unit="claims or currency")
    observed = number("Total that happened", unit="claims or currency")
    lower = number("Lower bound of what happens where the prediction is right, 95 %", unit="claims or currency")
    upper = number("Upper bound of it", unit="claims or currency")
