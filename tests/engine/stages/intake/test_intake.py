"""A whole intake: good rows to the tables, bad rows back, one source row never half taken."""

import ibis
import pyarrow as pa
import pytest

from kehu.stages.intake import parse, take_in
from kehu.stages.intake.records import ORIGIN
from tests.cast import EXTRACTED, HEADING, MAPPING, changed, year

CHOSEN = (
    ('table = "terms"\nfrom = "years"', 'table = "terms"\nfrom = "years"\nwhere = "premium > 0"'),
    ('table = "parties"\nfrom = "years"', 'table = "parties"\nfrom = "years"\nwhere = "premium > 0"'),
    ('table = "policies"\nfrom = "years"', 'table = "policies"\nfrom = "years"\nwhere = "premium > 0"'),
)


@pytest.fixture
def intake(engine):
    """Takes in lines of the file of policy years."""

    def taken(*rows, mapping=MAPPING):
        cells = [row.split(",") for row in rows]
        texts = {name: [row[place] for row in cells] for place, name in enumerate(HEADING.split(","))}
        sources = {"years": ibis.memtable(pa.table({ORIGIN: list(range(2, len(rows) + 2)), **texts}))}
        read = parse(mapping, name="m")
        return take_in(sources=sources, mapping=read, present={}, extract_date=EXTRACTED, engine=engine)

    return taken


def origins(table):
    return sorted(table[ORIGIN].to_pyarrow().to_pylist())


def test_one_bad_value_takes_back_the_whole_row_and_what_hangs_on_it(intake):
    made = intake(year("P1"), year("P2", expiry="2020-01-01"))
    assert origins(made.rejected) == [3]
    assert {name: change.inserted for name, change in made.changes.items()} == {"parties": 1, "policies": 1, "terms": 1}


def test_two_years_of_one_policy_are_one_party_one_policy_and_two_terms(intake):
    made = intake(year("P1"), year("P1", inception="2023-01-01", expiry="2024-01-01"))
    assert {name: change.inserted for name, change in made.changes.items()} == {"parties": 1, "policies": 1, "terms": 2}
    (policy,) = made.changes["policies"].rows.to_pyarrow().to_pylist()
    assert policy["known_date"].year == 2023


def test_a_row_that_feeds_nothing_is_accepted_and_counted_as_unused(intake):
    made = intake(year("P1"), year("P2", premium="0"), mapping=changed(MAPPING, *CHOSEN))
    assert (origins(made.rejected), origins(made.unused)) == ([], [3])
