"""The customer's own record: Bühlmann's factor with one policy, shared with several, assumed in a small book."""

import ibis
import pyarrow as pa
import pytest

from kehu.assumptions import Record
from kehu.stages.risk.record import FEW, Believed, believe, policies, slowest
from kehu.statistics.credibility.decay import Trial
from kehu.statistics.credibility.gamma_poisson import factor
from kehu.statistics.credibility.strength import Strength
from kehu.statistics.credibility.two_level import Variances
from tests.risk_books import by

ASSUMED = Record(source="made up", prior_strength=2.0)


def told(*rows):
    names = ("customer_id", "policy_id", "years_ago", "observed", "expected")
    return ibis.memtable(pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows]))


def believed(*, shared=0.3, own=0.2, decay=1.0):
    strength = Strength(1 / (shared + own), 0.1, 1.0, 3.0, 9.0)
    return Believed(strength, decay, Variances(shared, own), 500.0, "the book's own")


def records(*rows, **levels):
    return by("policy_id", policies(told=told(*rows), believed=believed(**levels)))


def test_with_one_policy_it_is_the_gamma_poisson_factor():
    row = records(("A", "p", 0, 2.0, 0.5), ("A", "p", 1, 1.0, 0.5))["p"]
    assert row["record_factor"] == pytest.approx(factor(3, 1.0, strength=2.0))


def test_a_claim_of_one_vehicle_counts_less_for_the_others_of_its_fleet():
    found = records(("A", "p", 0, 3.0, 1.0), ("A", "q", 0, 0.0, 1.0), ("B", "r", 0, 0.0, 1.0))
    assert found["p"]["record_factor"] > found["q"]["record_factor"] > found["r"]["record_factor"]


def test_old_claims_fade_with_the_decay():
    found = records(("A", "p", 2, 1.0, 0.1), ("B", "q", 0, 1.0, 0.1), decay=0.5)
    assert (found["p"]["observed"], found["q"]["observed"]) == (0.125, 0.5)
    assert found["p"]["record_factor"] < found["q"]["record_factor"]


def test_a_book_with_few_claims_takes_the_assumed_strength(engine):
    found = believe(told=told(("A", "p", 0, 1.0, 0.5)), engine=engine, parameters=ASSUMED)
    assert (found.strength.strength, found.reason) == (2.0, FEW)


def test_the_slowest_decay_that_is_not_refuted_is_taken():
    known = Strength(1.0, 0.1, 0.8, 1.2, 5.0)
    tried = [Trial(1.0, known, 3.0, {}), Trial(0.9, known, 9.0, {}), Trial(0.8, known, 10.0, {})]
    assert slowest(tried).decay == 0.9
