"""The dossiers (客户档案): what is known of each customer, filed under the customer.

Declares a table `dossier_…` for every table of the book that reaches a customer, with the customer's id; holds no
data. They say nothing that the book does not say: they are the book in another order, in which one customer's rows lie
together.
"""

from __future__ import annotations

from kehu.tables.claims import Claims
from kehu.tables.parties import Parties
from kehu.tables.policies import InsuredObjects, Policies
from kehu.tables.relations import Interactions, Referrals, Services, Surveys
from kehu.tables.results import IdentityReasons
from kehu.tables.schema import Table, extend, text
from kehu.tables.terms import Endorsements, RenewalOffers, Terms

DOSSIER = "dossier_"
FILED = (
    *(Parties, IdentityReasons, Policies, InsuredObjects, Terms, Endorsements, RenewalOffers, Claims),
    *(Interactions, Services, Surveys, Referrals),
)


def filed(base: type[Table]) -> type[Table]:
    """The table of a dossier: the columns of the book's table, and the customer.

    >>> filed(Claims).table_name, filed(Claims).filed_by
    ('dossier_claims', 'customer_id')
    """
    owner = text("The customer", required=True, refers_to="customers")
    about = f"Rows of `{base.table_name}` as known on the run's date, filed under the customer."
    name = DOSSIER + base.table_name
    return extend(base, name=name, columns={"customer_id": owner}, about=about, filed_by="customer_id")


DOSSIERS = {base.table_name: filed(base) for base in FILED}
