"""What service changed: drawn insurers whose truth is known."""

import numpy as np
import pytest

from kehu.stages import effects
from tests.ledgers import table
from tests.serviced import book
from tests.worths import listed


def measured(engine, *, served, held_out, stays=0.0, seed=1, unserved=0, picked=False):
    """Effects on a drawn book of one-year terms, of which those served stay by so much more of log odds.

    With `picked`, the unserved are of customers with earlier claims, who leave more readily.
    """
    draw = np.random.default_rng(seed)
    arms = ["served"] * served + ["held_out"] * held_out + ["none"] * unserved
    policies, parties, terms, services, owners = [], [], [], [], []
    for place, arm in enumerate(arms):
        odds = 0.5 + (stays if arm == "served" else 0.0) - (1.0 if picked and arm == "none" else 0.0)
        stay = draw.random() < 1 / (1 + np.exp(-odds))
        owners.append({"party_id": f"p{place}", "customer_id": f"C{place}"})
        parties.append({"party_id": f"p{place}"})
        policies.append({"policy_id": f"P{place}", "party_id": f"p{place}", "first_inception_date": "2022-01-01"})
        for year in (2022, 2023)[: 1 + stay]:
            terms.append({"term_id": f"P{place}/{year}", "policy_id": f"P{place}", "inception_date": f"{year}-01-01",
                          "expiry_date": f"{year + 1}-01-01", "written_premium": 365})  # fmt: skip
        if arm != "none":
            row = {"service_id": f"S{place}", "party_id": f"p{place}", "given_date": "2022-06-01", "kind": "检测"}
            services.append(row | {"is_held_out": arm == "held_out"})
    seen = book(policies=policies, parties=parties, terms=terms, services=services)
    made = effects.measure(
        engine=engine, snapshot=seen, identities=table("identities", owners), grace_days=30, names={"检测": "check"}
    )
    return {(row["measure"], row["basis"]): row for row in listed(made["service_effects"])}


def test_a_true_effect_lies_within_its_bounds(engine):
    row = measured(engine, served=1500, held_out=1500, stays=0.8, seed=3)["renewal", "held_out"]
    assert (row["kind"], row["line"]) == ("check", "motor")
    assert row["lower"] < 0.8 < row["upper"]
    assert row["is_sure"]
    assert row["served"] > row["other"]
    assert (row["served_count"], row["other_count"]) == (1500, 1500)


def test_no_effect_is_not_told_from_chance(engine):
    row = measured(engine, served=300, held_out=100)["renewal", "held_out"]
    assert row["lower"] < 0 < row["upper"]
    assert not row["is_sure"]


def test_without_a_hold_out_only_the_matched_are_compared(engine):
    rows = measured(engine, served=200, held_out=0, unserved=200)
    assert {basis for _measure, basis in rows} == {"matched"}
    assert rows["renewal", "matched"]["covered_share"] == pytest.approx(1.0)


def test_the_held_out_are_no_unserved_customers(engine):
    rows = measured(engine, served=50, held_out=50, unserved=50)
    assert rows["renewal", "matched"]["other_count"] == 50


def test_without_services_nothing_is_measured(engine):
    assert measured(engine, served=0, held_out=0, unserved=20) == {}
