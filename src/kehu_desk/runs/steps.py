"""The names of what the engine reports: the steps of its work and the totals that a run checks.

Gives `step_name` and `total_name`; what is not known here, such as a step that names a file, is shown as reported.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

STEPS: Mapping[str, Any] = {
    "Checking every row": _("checking every row"),
    "Writing the batch": _("writing the batch"),
    "Find the customers behind the party records": _("finding the customers behind the records"),
    "Choose what is held for true of each customer": _("choosing what is held for true of each customer"),
    "Describe each customer": _("describing each customer"),
    "Settle every customer's account by line, channel, branch and year": _("settling every account"),
    "Rank the customers and draw the concentration of profit": _("ranking the customers"),
    "Find the customers who belong together": _("finding who belongs together"),
    "Find the risks that members of a household share": _("finding the risks that households share"),
    "Gather what people are asked about who is who": _("gathering what people are asked about who is who"),
    "Judge who stays": _("judging who stays"),
    "Fit the models of risk, score every term, grade the customers": _("fitting the models of risk, grading customers"),
    "Work out what each customer is worth from now on": _("working out what each customer is worth"),
    "Place the customers in the grid of risk and value": _("placing customers in the grid of risk and value"),
    "Decide next year's book: one offer for each renewal": _("deciding the renewals to come"),
    "Measure what service changed": _("measuring what service changed"),
    "Plan the next service of each customer": _("planning the next service of each customer"),
    "Follow what was decided": _("following what was decided"),
    "Find the groups of customers to win, and those to avoid": _("finding the groups of customers to win"),
    "File everything known under its customer": _("filing everything under its customer"),
    "Gather what segments are built from": _("gathering the facts of each customer"),
    "Score the data by branch and channel": _("scoring the data"),
    "Check the accounts against the book": _("checking the accounts against the book"),
    "Compare with what came": _("comparing with what came"),
    "Compare the mix of the business": _("comparing the mix of the business"),
    "keys": _("making the search keys"),
    "branches": _("copying the branches"),
    "customers": _("copying the customers"),
    "search": _("copying the search keys"),
    "portfolio": _("copying the portfolios"),
}


def step_name(step: str) -> str:
    """The name of a step in the reader's language."""
    return str(STEPS.get(step, step))


TOTALS: Mapping[str, Any] = {
    "exposure_days": _("Days of cover"),
    "written_premium": _("Written premium"),
    "earned_premium": _("Earned premium"),
    "commission": _("Commission"),
    "expenses": _("Expenses"),
    "unpriced_exposure_days": _("Days of cover without a known premium"),
    "claim_count": _("Number of claims"),
    "incurred": _("Incurred claims"),
    "unpriced_incurred": _("Claims without a known premium"),
    "result": _("Result"),
}


def total_name(total: str) -> str:
    """The name of a total that a run checks."""
    return str(TOTALS.get(total, total.replace("_", " ")))
