"""Whatever the model believes, no customer has two dates of birth or two identity numbers."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kehu.engines import EngineSettings, open_engine
from kehu.parameters import Identity, Matching
from kehu.stages.identity import resolve
from kehu.stages.identity.contradictions import are_alike
from tests.matched import national_id, people
from tests.records import BY_NAME_AND_BIRTH, BY_NUMBER, BY_PHONE, customers, rows_of, snapshot

PEOPLE = people(300, numbered_twice=180)
PARAMETERS = Identity(
    rules=(BY_NUMBER, BY_PHONE, BY_NAME_AND_BIRTH),
    matching=Matching(is_on=True, least_records=300, largest_block=50),
)
# Of each person who is drawn there is one more record, with another's date of birth or another number.
LURES = st.lists(
    st.tuples(st.integers(0, 299), st.sampled_from(["birth", "number", "both"])),
    min_size=5,
    max_size=60,
    unique_by=lambda lure: lure[0],
)

# A book is matched in some seconds: the model learns from it anew.
tried = settings(max_examples=8)


def lured(draw, place, kind):
    """A record that agrees with a person's in all but what a person has one of only."""
    row = PEOPLE[2 * place] | {"party_id": f"c-{place:04d}"}
    other = f"{draw.randrange(1920, 1940)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
    if kind == "birth":
        return row | {"birth_date": other, "identity_number": None, "identity_type": None}
    row |= {"identity_number": national_id(draw, other if kind == "both" else row["birth_date"])}
    return row | ({"birth_date": other} if kind == "both" else {})


@pytest.mark.slow
@tried
@given(lures=LURES, seed=st.integers(0, 10**6))
def test_a_contradiction_is_never_joined(lures, seed):
    draw = random.Random(seed)
    rows = [*PEOPLE, *(lured(draw, place, kind) for place, kind in lures)]
    draw.shuffle(rows)
    with open_engine(EngineSettings(memory="1GiB", threads=1)) as engine:
        found = resolve(engine=engine, snapshot=snapshot(parties=rows), parameters=PARAMETERS, former=None)
        ids = customers(found)
        assert "model" in {row["rule"] for row in rows_of(found.reasons)}
    said = {}
    for row in rows:
        births, numbers = said.setdefault(ids[row["party_id"]], (set(), set()))
        births |= {row["birth_date"]} - {None}
        numbers |= {row["identity_number"]} - {None}
    for births, numbers in said.values():
        assert len(numbers) <= 1
        assert all(are_alike(one, other) for one in births for other in births)
