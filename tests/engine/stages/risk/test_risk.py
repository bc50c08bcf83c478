"""The basis of a risk model, from a small book: everything fits together and adds up."""

import pytest

from kehu.parameters import default_text, parse
from kehu.stages.risk import prepare
from tests.risk_books import TERM, owners, seen

CLAIM = {"term_id": "T1", "occurred_date": "2024-05-01", "reported_date": "2024-05-02", "known_date": "2024-05-02"}
CLAIM |= {"paid": 100, "valued_date": "2024-06-01"}


@pytest.fixture(scope="module")
def basis(engine):
    lone = CLAIM | {"claim_id": "C2", "term_id": None}
    book = seen(terms=[TERM], claims=[CLAIM, lone])
    assumed = parse(default_text(), name="default")
    return prepare(engine=engine, snapshot=book, identities=owners(), parameters=assumed)


def test_every_term_has_its_developed_exposure(basis):
    (row,) = basis.exposure.to_pyarrow().to_pylist()
    assert 0 < row["developed_exposure"] <= row["exposure_years"] == 366 / 365


def test_every_claim_has_its_developed_and_capped_amount(basis):
    rows = basis.claims.to_pyarrow().to_pylist()
    assert [(row["developed_incurred"], row["capped_incurred"]) for row in rows] == [(10000, 10000)] * 2


def test_what_is_modelled_and_what_is_apart_is_the_book(basis):
    assert [(control.name, control.modelled, control.apart) for control in basis.controls] == [
        ("claim_count", 1, 1),
        ("covered_days", 366, 0),
        ("incurred", 10000, 10000),
    ]
    assert all(control.holds for control in basis.controls)
