"""Rows of a line with their claims beside, and samples that take policies whole."""

import ibis
import pyarrow as pa

from kehu.stages.risk.lines import PARTS, claims_by_term, part_of, sampled


def rows(policies, terms_each=3):
    keys = [f"P{number}" for number in range(policies) for _ in range(terms_each)]
    return ibis.memtable(pa.table({"policy_id": keys}))


def test_claims_of_a_term_are_summed_and_lone_ones_left_out():
    table = pa.table(
        {
            "term_id": ["t", "t", None],
            "claim_count": [1, 2, 1],
            "capped_incurred": [10.0, 20.0, 5.0],
            "developed_incurred": [10.0, 30.0, 5.0],
        }
    )
    assert claims_by_term(ibis.memtable(table)).to_pyarrow().to_pylist() == [
        {"term_id": "t", "claim_count": 3.0, "capped_incurred": 30.0, "developed_incurred": 40.0}
    ]


def test_a_small_line_is_taken_whole():
    assert sampled(rows(10), most=30).count().to_pyarrow().as_py() == 30


def test_a_sample_takes_policies_whole_and_about_as_many_as_asked():
    found = sampled(rows(2000), most=1500)
    counts = found.group_by("policy_id").agg(terms=found.count()).to_pyarrow()["terms"].to_pylist()
    assert set(counts) == {3}
    assert 400 < len(counts) < 600


def test_a_part_hangs_on_the_key_alone():
    parts = [part_of(ibis.literal("P1")).to_pyarrow().as_py() for _ in range(2)]
    assert parts[0] == parts[1]
    assert 0 <= parts[0] < PARTS
