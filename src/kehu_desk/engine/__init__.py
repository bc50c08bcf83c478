"""The only door to the engine: runs, customers and loads as frozen values, and never a frame.

Nothing else in the desk imports `kehu`; a contract in `pyproject.toml` says so.
"""

from kehu.loads import LoadReport
from kehu.portfolio import (
    CohortYear,
    Curve,
    CurvePoint,
    CustomerPage,
    CustomerReasons,
    Figures,
    GridCell,
    Group,
    Happening,
    Judgement,
    ListBatch,
    Movement,
    OccasionJudged,
    OddsStep,
    PlaceJudged,
    PolicyHeld,
    RenewalJudged,
    RenewalsDue,
    RetentionPoint,
    ScopedPortfolio,
    Step,
    TermHeld,
    TermReasons,
    UnknownCustomerError,
    ValueJudged,
    ValueReason,
)
from kehu.search import KeyBatch, Lookups, lookups
from kehu.stores.batches import Batch
from kehu.stores.rejects import Reject
from kehu.stores.workbooks import Cell, Heading, Sheet
from kehu_desk.engine.customers import customer
from kehu_desk.engine.documents import document_of
from kehu_desk.engine.feed import PublishedBranch, RunFeed, ScopedDocument, open_feed
from kehu_desk.engine.homes import current_label
from kehu_desk.engine.loading import load_files, loaded_batches, mapping_names, read_rejects, withdraw_batch
from kehu_desk.engine.portfolios import portfolio_of
from kehu_desk.engine.refusals import is_refusal
from kehu_desk.engine.running import Control, RunMade, StageRun, last_known_day, made_run, made_runs, start_run, use_run
from kehu_desk.engine.workbooks import MEDIA_TYPE, workbook

__all__ = [
    "MEDIA_TYPE",
    "Batch",
    "Cell",
    "CohortYear",
    "Control",
    "Curve",
    "CurvePoint",
    "CustomerPage",
    "CustomerReasons",
    "Figures",
    "GridCell",
    "Group",
    "Happening",
    "Heading",
    "Judgement",
    "KeyBatch",
    "ListBatch",
    "LoadReport",
    "Lookups",
    "Movement",
    "OccasionJudged",
    "OddsStep",
    "PlaceJudged",
    "PolicyHeld",
    "PublishedBranch",
    "Reject",
    "RenewalJudged",
    "RenewalsDue",
    "RetentionPoint",
    "RunFeed",
    "RunMade",
    "ScopedDocument",
    "ScopedPortfolio",
    "Sheet",
    "StageRun",
    "Step",
    "TermHeld",
    "TermReasons",
    "UnknownCustomerError",
    "ValueJudged",
    "ValueReason",
    "current_label",
    "customer",
    "document_of",
    "is_refusal",
    "last_known_day",
    "load_files",
    "loaded_batches",
    "lookups",
    "made_run",
    "made_runs",
    "mapping_names",
    "open_feed",
    "portfolio_of",
    "read_rejects",
    "start_run",
    "use_run",
    "withdraw_batch",
    "workbook",
]
