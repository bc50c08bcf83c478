"""The catalogue: every table there is, by name, in the order in which a load checks them.

Gives `SOURCES` (what comes in) and `RESULTS` (what a run writes); reads nothing.
The order of `SOURCES` is one in which every table follows those it refers to.
"""

from __future__ import annotations

from collections.abc import Mapping

from kehu.tables.claims import ClaimMovements, Claims
from kehu.tables.decisions import DECISIONS
from kehu.tables.dossiers import DOSSIERS
from kehu.tables.facts import CustomerFacts
from kehu.tables.markets import MARKETS
from kehu.tables.matches import MATCHES
from kehu.tables.parties import Parties, Producers
from kehu.tables.policies import InsuredObjects, Policies, PolicyRoles
from kehu.tables.relations import Interactions, Referrals, Services, Surveys
from kehu.tables.results import (
    Accounts,
    Concentration,
    CustomerFields,
    CustomerResults,
    Customers,
    DataQuality,
    HotValues,
    Identities,
    IdentityFounders,
    IdentityReasons,
    IdentityRedirects,
)
from kehu.tables.risks import RISKS
from kehu.tables.schema import Table
from kehu.tables.service import SERVICE
from kehu.tables.staying import (
    CustomerRenewals,
    PriceResponses,
    RenewalOccasions,
    RetentionCurves,
    RetentionModels,
)
from kehu.tables.terms import FACTORS, Endorsements, Factors, RenewalOffers, Terms
from kehu.tables.values import SEGMENTS, VALUES


def _by_name(*tables: type[Table]) -> Mapping[str, type[Table]]:
    return {table.table_name: table for table in tables}


SOURCES = _by_name(
    Producers,
    Parties,
    Policies,
    PolicyRoles,
    InsuredObjects,
    Terms,
    Endorsements,
    RenewalOffers,
    Claims,
    ClaimMovements,
    Interactions,
    Services,
    Surveys,
    Referrals,
)

RESULTS = _by_name(
    Identities,
    IdentityFounders,
    IdentityReasons,
    IdentityRedirects,
    HotValues,
    *MATCHES,
    CustomerFields,
    Customers,
    Accounts,
    CustomerResults,
    Concentration,
    DataQuality,
    RenewalOccasions,
    CustomerRenewals,
    RetentionModels,
    PriceResponses,
    RetentionCurves,
    *DOSSIERS.values(),
    *RISKS,
    *VALUES,
    *SEGMENTS,
    *DECISIONS,
    *SERVICE,
    *MARKETS,
    CustomerFacts,
)


def is_factors(name: str) -> bool:
    """Whether a table name is that of a line's rating factors.

    >>> is_factors("factors_motor"), is_factors("terms")
    (True, False)
    """
    return name.startswith(FACTORS)


def source_order(name: str) -> int:
    """Place of a source table in the order of checking; factor tables stand with terms.

    >>> sorted(["claims", "factors_motor", "parties"], key=source_order)
    ['parties', 'factors_motor', 'claims']
    """
    names = list(SOURCES)
    return names.index(Terms.table_name) if is_factors(name) else names.index(name)


__all__ = ["RESULTS", "SOURCES", "Factors", "is_factors", "source_order"]
