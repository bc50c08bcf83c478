"""The traps of the Spanish motor book, each shown on a few rows: what becomes of them in Kehu's tables.

The book's rows are policy years; some of its columns tell the future, and some of its rows are no cover at all.
"""

import datetime
from decimal import Decimal
from importlib import resources

import pytest

from kehu.stages.intake import shipped
from tests.cast import load_into, make_home, rows_of, write_files

pytestmark = pytest.mark.slow

MAPPING = resources.files("kehu").joinpath("mappings/spanish_motor.toml").read_text(encoding="utf-8")
STUDY_END = datetime.date(2018, 12, 31)
SNAPSHOTS = {
    *("Seniority", "Policies_in_force", "Max_policies", "Max_products", "Lapse", "N_claims_history"),
    "R_Claims_history",
}
USUAL = {
    **dict.fromkeys(SNAPSHOTS, "9"),
    **{"Date_birth": "15/04/1956", "Date_driving_licence": "20/03/1976", "Distribution_channel": "0"},
    **{"Date_lapse": "", "Payment": "0", "Premium": "200.50", "Cost_claims_year": "0", "N_claims_year": "0"},
    **{"Type_risk": "3", "Area": "0", "Second_driver": "0", "Year_matriculation": "2004", "Power": "80"},
    **{"Cylinder_capacity": "599", "Value_vehicle": "7068", "N_doors": "5", "Type_fuel": "P", "Length": "NA"},
    "Weight": "190",
}
# One contract a line: what it shows, as (contract, start, renewal, next renewal) and what differs from the usual.
YEARS = [
    ("kept", "05/11/2015", "05/11/2015", "05/11/2016", {"Date_lapse": "05/11/2017"}),
    ("kept", "05/11/2015", "05/11/2016", "05/11/2017", {"Date_lapse": "05/11/2017"}),
    ("kept", "05/11/2015", "05/11/2017", "05/11/2018", {"Date_lapse": "05/11/2017", "Premium": "240.75"}),
    ("cancelled", "01/03/2016", "01/03/2016", "01/03/2017", {"Date_lapse": "01/09/2016"}),
    ("cancelled", "01/03/2016", "01/03/2017", "01/03/2018", {"Date_lapse": "01/09/2016"}),
    ("claimed", "01/06/2018", "01/06/2018", "01/06/2019", {"Cost_claims_year": "99.99", "N_claims_year": "2"}),
    (
        *("odd", "01/02/2016", "01/02/2017", "01/02/2018"),
        {"Date_lapse": "01/02/2017", "Cost_claims_year": "12.34", "N_claims_year": "1", "Date_birth": "01/01/1970"},
    ),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A home with the rows above."""
    folder = tmp_path_factory.mktemp("spain")
    dates = ("ID", "Date_start_contract", "Date_last_renewal", "Date_next_renewal")
    rows = [{**USUAL, **dict(zip(dates, year[:4], strict=True)), **year[4]} for year in YEARS]
    text = "\n".join(";".join(line) for line in [list(rows[0]), *([row[name] for name in rows[0]] for row in rows)])
    made = make_home(folder / "home")
    load_into(made, write_files(folder / "files", {"motor.csv": text + "\n"}), mapping=MAPPING, day=STUDY_END)
    return made


def test_columns_that_tell_the_end_of_the_study_are_not_read():
    assert not SNAPSHOTS & shipped()["spanish_motor"].headings_of("policy_years")


def test_a_declined_offer_is_an_offer_and_never_cover(home):
    terms = [row["term_id"] for row in rows_of(home, "terms", as_of=STUDY_END)]
    offers = {row["offer_id"]: row for row in rows_of(home, "renewal_offers", as_of=STUDY_END)}
    assert "es:kept/20171105" not in terms
    assert offers["es:kept/20171105"]["outcome"] == "declined"
    assert offers["es:kept/20171105"]["offered_premium"] == Decimal("240.75")
    assert offers["es:kept/20171105"]["expiring_premium"] == Decimal("200.50")


def test_the_outcome_of_an_offer_is_not_known_before_its_day(home):
    before = [row["offer_id"] for row in rows_of(home, "renewal_offers", as_of=datetime.date(2017, 11, 4))]
    assert before == ["es:cancelled/20170301", "es:kept/20161105", "es:odd/20170201"]


def test_a_lapse_within_the_period_cancels_it_from_the_day_it_is_known(home):
    (seen,) = [row for row in rows_of(home, "terms", as_of=STUDY_END) if row["policy_id"] == "es:cancelled"]
    (before,) = [
        row for row in rows_of(home, "terms", as_of=datetime.date(2016, 8, 31)) if row["policy_id"] == "es:cancelled"
    ]
    assert seen["cancellation_date"] == datetime.date(2016, 9, 1)
    assert before["cancellation_date"] is None


def test_an_offer_after_the_contract_ended_was_withdrawn(home):
    offers = {row["offer_id"]: row["outcome"] for row in rows_of(home, "renewal_offers", as_of=STUDY_END)}
    assert offers["es:cancelled/20170301"] == "withdrawn"


def test_claims_are_known_when_the_period_is_over_or_the_study_is(home):
    claims = {row["claim_id"]: row for row in rows_of(home, "claims", as_of=STUDY_END)}
    assert claims["es:claimed/20180601"]["known_date"] == STUDY_END
    assert "es:claimed/20180601" not in [
        row["claim_id"] for row in rows_of(home, "claims", as_of=datetime.date(2018, 12, 30))
    ]


def test_a_claim_on_a_declined_offer_stays_on_the_policy_and_is_tied_to_no_term(home):
    claims = {row["claim_id"]: row for row in rows_of(home, "claims", as_of=STUDY_END)}
    assert claims["es:odd/20170201"]["term_id"] is None
    assert claims["es:odd/20170201"]["paid"] == Decimal("12.34")


def test_every_euro_of_the_file_is_on_a_term_or_an_offer_not_taken(home):
    written = sum(row["written_premium"] for row in rows_of(home, "terms", as_of=STUDY_END))
    offered = sum(
        row["offered_premium"]
        for row in rows_of(home, "renewal_offers", as_of=STUDY_END)
        if row["outcome"] != "accepted"
    )
    assert written + offered == 6 * Decimal("200.50") + Decimal("240.75")
