"""What a run says, as figures that people read: overviews, breakdowns, curves, customers, pages and workbook sheets.

Frozen values cross from here to the command line and to the desk, and never a frame.
"""

from kehu.portfolio.curves import Curve, CurvePoint, concentration_sentence, curves
from kehu.portfolio.customers import RankedCustomer, Tier, best_customers, ranked_customers, tiers, worst_customers
from kehu.portfolio.evidence import HotValue, IdentitySummary, Quality, RuleCount, data_quality, identity_summary
from kehu.portfolio.figures import Breakdown, Figures, Group, breakdown, total
from kehu.portfolio.overview import Overview, overview
from kehu.portfolio.pages import (
    AccountYear,
    ClaimMade,
    CustomerPage,
    ObjectInsured,
    PartyRecord,
    PolicyHeld,
    Reason,
    TermChange,
    TermHeld,
    UnknownCustomerError,
    customer_page,
)
from kehu.portfolio.sheets import sheets

__all__ = [
    "AccountYear",
    "Breakdown",
    "ClaimMade",
    "Curve",
    "CurvePoint",
    "CustomerPage",
    "Figures",
    "Group",
    "HotValue",
    "IdentitySummary",
    "ObjectInsured",
    "Overview",
    "PartyRecord",
    "PolicyHeld",
    "Quality",
    "RankedCustomer",
    "Reason",
    "RuleCount",
    "TermChange",
    "TermHeld",
    "Tier",
    "UnknownCustomerError",
    "best_customers",
    "breakdown",
    "concentration_sentence",
    "curves",
    "customer_page",
    "data_quality",
    "identity_summary",
    "overview",
    "ranked_customers",
    "sheets",
    "tiers",
    "total",
    "worst_customers",
]
