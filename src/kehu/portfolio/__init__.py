"""What a run says, as figures that people read: overviews, breakdowns, curves, customers, pages and workbook sheets.

Frozen values cross from here to the command line and to the desk, and never a frame.
"""

from kehu.portfolio.counts import Counts
from kehu.portfolio.curves import Curve, CurvePoint, concentration_sentence, curves
from kehu.portfolio.customers import RankedCustomer, Tier, best_customers, ranked_customers, tiers, worst_customers
from kehu.portfolio.evidence import HotValue, IdentitySummary, Quality, RuleCount, data_quality, identity_summary
from kehu.portfolio.figures import Breakdown, Figures, Group, breakdown, total
from kehu.portfolio.grids import CohortYear, GridCell, Movement, RetentionPoint
from kehu.portfolio.holdings import (
    AccountYear,
    ClaimMade,
    ContactHad,
    FieldHeld,
    ObjectInsured,
    OfferMade,
    PartyRecord,
    PolicyHeld,
    Reason,
    ReferralGiven,
    ServiceGiven,
    SurveyAnswered,
    TermChange,
    TermHeld,
)
from kehu.portfolio.households import HouseholdMember, SharedRisk
from kehu.portfolio.judgements import (
    Judgement,
    NextAction,
    OccasionJudged,
    OddsStep,
    OfferJudged,
    PlaceJudged,
    RenewalJudged,
    ServiceJudged,
    ValueJudged,
    ValueReason,
)
from kehu.portfolio.listings import ListBatch, branch_counts, listed_customers
from kehu.portfolio.overview import Overview, overview
from kehu.portfolio.pages import CustomerPage, UnknownCustomerError, customer_page, party_records
from kehu.portfolio.reasons import CustomerReasons, PerilPart, Step, TermReasons, explain
from kehu.portfolio.renewals import RenewalsDue
from kehu.portfolio.scopes import ScopedPortfolio, scoped_portfolios
from kehu.portfolio.shared_values import SharedValue, shared_values
from kehu.portfolio.sheets import sheets
from kehu.portfolio.timeline import Happening

__all__ = [
    "AccountYear",
    "Breakdown",
    "ClaimMade",
    "CohortYear",
    "ContactHad",
    "Counts",
    "Curve",
    "CurvePoint",
    "CustomerPage",
    "CustomerReasons",
    "FieldHeld",
    "Figures",
    "GridCell",
    "Group",
    "Happening",
    "HotValue",
    "HouseholdMember",
    "IdentitySummary",
    "Judgement",
    "ListBatch",
    "Movement",
    "NextAction",
    "ObjectInsured",
    "OccasionJudged",
    "OddsStep",
    "OfferJudged",
    "OfferMade",
    "Overview",
    "PartyRecord",
    "PerilPart",
    "PlaceJudged",
    "PolicyHeld",
    "Quality",
    "RankedCustomer",
    "Reason",
    "ReferralGiven",
    "RenewalJudged",
    "RenewalsDue",
    "RetentionPoint",
    "RuleCount",
    "ScopedPortfolio",
    "ServiceGiven",
    "ServiceJudged",
    "SharedRisk",
    "SharedValue",
    "Step",
    "SurveyAnswered",
    "TermChange",
    "TermHeld",
    "TermReasons",
    "Tier",
    "UnknownCustomerError",
    "ValueJudged",
    "ValueReason",
    "best_customers",
    "branch_counts",
    "breakdown",
    "concentration_sentence",
    "curves",
    "customer_page",
    "data_quality",
    "explain",
    "identity_summary",
    "listed_customers",
    "overview",
    "party_records",
    "ranked_customers",
    "scoped_portfolios",
    "shared_values",
    "sheets",
    "tiers",
    "total",
    "worst_customers",
]
