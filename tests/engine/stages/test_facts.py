"""Everything known of a customer stands in one row, as of the run's date."""

import datetime

import ibis
import pyarrow as pa
import pytest

from kehu.stages.facts import gather
from kehu.tables import RESULTS
from kehu.tables.facts import CustomerFacts

DAY = datetime.date(2023, 12, 31)
READ = ("customers", "customer_results", "accounts", "customer_risks", "customer_renewals", "customer_values")
READ += ("customer_segments", "dossier_parties", "dossier_claims", "dossier_interactions", "dossier_services")
READ += ("dossier_surveys",)


def day(text):
    return datetime.date.fromisoformat(text)


ROWS = {
    "customers": [
        {"customer_id": "C1", "kind": "person", "lines": "home,motor", "customer_since_date": day("2020-01-01")},
        {"customer_id": "C2", "lines": None},
    ],
    "customer_results": [{"customer_id": "C1", "earned_premium": "100.00", "incurred": "25.00", "tier": "B"}],
    "accounts": [
        {"customer_id": "C1", "line": line, "channel": "agent", "branch": "HQ", "year": year, "result": "10.00"}
        for line, year in (("home", 2023), ("motor", 2023), ("motor", 2022))
    ],
    "customer_risks": [{"customer_id": "C1", "grade": "A", "adequacy": 0.9}],
    "customer_renewals": [
        {"customer_id": "C1", "line": line, "renewal_probability": share}
        for line, share in (("all", 0.8), ("home", 0.2))
    ],
    "customer_values": [{"customer_id": "C1", "future_value": "50.00", "tier": "B"}],
    "customer_segments": [
        {"customer_id": "C1", "tier": "B", "strategy": "keep", "former_tier": "C", "is_newcomer": False},
        {"customer_id": "C2", "tier": "none"},
    ],
    "dossier_parties": [
        {"party_id": "P1", "customer_id": "C1", "known_date": day("2020-01-01"), "region": "East", "phone": "139"},
        {"party_id": "P2", "customer_id": "C1", "known_date": day("2023-01-01"), "region": "West"}
        | {"birth_date": day("1980-06-01")},
    ],
    "dossier_claims": [
        {"claim_id": "K1", "customer_id": "C1", "occurred_date": day("2023-05-01"), "closed_date": day("2023-06-01")},
        {"claim_id": "K2", "customer_id": "C1", "occurred_date": day("2023-04-01")},
    ],
    "dossier_interactions": [
        {"interaction_id": str(number), "customer_id": "C1", "occurred_date": day(text)}
        for number, text in enumerate(("2023-12-31", "2023-01-01", "2022-12-31"))
    ],
    "dossier_services": [
        {"service_id": "S1", "customer_id": "C1", "given_date": day("2023-03-01"), "is_held_out": False},
        {"service_id": "S2", "customer_id": "C1", "given_date": day("2023-09-01"), "is_held_out": True},
    ],
    "dossier_surveys": [
        {"survey_id": "V1", "customer_id": "C1", "answered_date": day("2023-02-01"), "score": 9.0},
        {"survey_id": "V2", "customer_id": "C1", "answered_date": day("2023-11-01"), "score": 6.0},
        {"survey_id": "V3", "customer_id": "C1", "answered_date": None, "score": None},
    ],
}


def table(name):
    kinds = RESULTS[name].datatypes()
    types = {column: pa.string() if kind.is_decimal() else kind.to_pyarrow() for column, kind in kinds.items()}
    arrays = {column: pa.array([row.get(column) for row in ROWS[name]], kind) for column, kind in types.items()}
    return ibis.memtable(pa.table(arrays)).cast(kinds)


@pytest.fixture(scope="module")
def rows():
    found = gather(results={name: table(name) for name in READ}, as_of=DAY).to_pyarrow()
    assert found.column_names == list(CustomerFacts.columns)
    return {row["customer_id"]: row for row in found.to_pylist()}


def test_every_customer_has_one_row(rows):
    assert sorted(rows) == ["C1", "C2"]


def test_a_person_is_what_the_newest_record_says(rows):
    one = rows["C1"]
    assert (one["age_years"], one["region"], one["has_phone"], one["customer_years"]) == (43, "West", True, 3)


def test_lines_stand_between_commas_and_nothing_is_not_a_line(rows):
    assert (rows["C1"]["lines"], rows["C2"]["lines"]) == (",home,motor,", ",,")


def test_the_account_tells_all_and_the_year_of_the_run(rows):
    one = rows["C1"]
    assert (one["loss_ratio"], one["result_tier"], float(one["year_result"])) == (0.25, "B", 20.0)


def test_renewal_is_that_of_all_lines_together(rows):
    assert rows["C1"]["renewal_probability"] == 0.8


def test_a_tier_that_is_none_is_not_known(rows):
    assert (rows["C1"]["value_tier"], rows["C1"]["former_tier"], rows["C2"]["value_tier"]) == ("B", "C", None)


def test_contacts_services_claims_and_surveys_are_the_last_and_those_of_a_year(rows):
    one = rows["C1"]
    assert (one["contacts_last_year"], one["last_contact_date"]) == (2, DAY)
    assert (one["services_last_year"], one["last_service_date"]) == (1, day("2023-03-01"))
    assert (one["open_claims"], one["last_claim_date"]) == (1, day("2023-05-01"))
    assert one["last_survey_score"] == 6.0


def test_what_never_was_is_none_and_not_unknown(rows):
    two = rows["C2"]
    assert (two["contacts_last_year"], two["services_last_year"], two["open_claims"]) == (0, 0, 0)
    assert (two["last_contact_date"], two["grade"], two["future_value"]) == (None, None, None)
