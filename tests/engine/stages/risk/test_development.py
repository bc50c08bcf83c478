"""Patterns by line, what is done with them, and that they know nothing from later."""

import datetime
import itertools

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.drawn_insurer import draw_insurer
from kehu.parameters import Development
from kehu.stages.risk.development import develop, with_developed_amounts, with_developed_exposure
from kehu.stages.risk.exposure import exposure
from kehu.stages.risk.losses import claims_known
from kehu.tables import SOURCES, Book, Versions
from tests.engine.stages.risk.test_triangles import claim, moved
from tests.ledgers import rows_of
from tests.risk_books import by, seen

PARAMETERS = Development(claims_each_period=1, claims_for_own=2, source="made up")
# Of the claims told so far, half were told in the month in which they occurred and half in the next.
HALVES = [claim(f"C{n}", 3, 3 - n % 2) for n in range(8)] + [claim("C8", 0, 0)]
MONTH = 30.4375


def pattern(claims=HALVES, movements=(), policies=({},), parameters=PARAMETERS):
    book = seen(claims=claims, claim_movements=movements, policies=policies)
    return develop(snapshot=book, parameters=parameters)


def shares(found, measure="count", line="motor"):
    rows = found.filter((found.measure == measure) & (found.line == line)).order_by("age_months")
    return rows.to_pyarrow().to_pylist()


def test_half_of_the_claims_are_told_in_their_first_month():
    first, second, *others = shares(pattern())
    assert [first["share_developed"], second["share_developed"]] == pytest.approx([0.5, 1.0])
    assert [first["factor_to_ultimate"], first["months_developed"], second["months_developed"]] == [2.0, 0.5, 1.5]
    assert (first["claims"], first["credibility"], first["is_own"], first["reason"]) == (9, 1.0, True, "own claims")
    assert len(others) == 118 and all(row["share_developed"] == 1 for row in others)


def test_a_line_of_few_claims_leans_on_the_whole_book():
    policies = [{"policy_id": "P1"}, {"policy_id": "P2", "line": "home"}]
    home = claim("H1", 2, 2, policy_id="P2")
    found = pattern([*HALVES, home], policies=policies, parameters=PARAMETERS.model_copy(update={"claims_for_own": 4}))
    (row, *_), (motor, *_) = shares(found, line="home"), shares(found)
    book = 5 / 9  # of the claims that have seen a second month
    assert row["share_developed"] == pytest.approx(0.5 * 1 + 0.5 * book)
    assert (row["credibility"], row["is_own"], row["reason"]) == (0.5, False, "own claims and the whole book's")
    assert motor["share_developed"] == pytest.approx(0.5)


def test_a_line_without_claims_has_the_pattern_of_the_book():
    policies = [{"policy_id": "P1"}, {"policy_id": "P2", "line": "home"}]
    (row, *_) = shares(pattern(policies=policies), line="home")
    assert (row["share_developed"], row["credibility"], row["claims"]) == (0.5, 0.0, 0)


def test_a_book_without_claims_is_developed():
    rows = rows_of(pattern([]))
    assert {(row["share_developed"], row["reason"]) for row in rows if row["measure"] == "count"} == {
        (1.0, "no claims to tell from")
    }


def test_amounts_without_a_history_follow_the_counts():
    first = shares(pattern(), "amount")[0]
    assert (first["share_developed"], first["reason"]) == (0.5, "no history of amounts")


def test_amounts_follow_their_own_history_as_far_as_it_tells():
    claims = [claim(f"C{n}", 3, 3) for n in range(4)]
    moves = [moved(f"C{n}", 3, outstanding=50) for n in range(4)] + [moved(f"C{n}", 2, paid=50) for n in range(4)]
    paid = [row | {"paid": 50, "outstanding": 50, "valued_date": None} for row in claims]
    for full, share in ((4, 0.5), (16, 0.75), (40_000, 0.995)):
        assumed = PARAMETERS.model_copy(update={"claims_for_own_amounts": full})
        assert shares(pattern(paid, moves, parameters=assumed), "amount")[0]["share_developed"] == pytest.approx(share)


@pytest.fixture(scope="module")
def halves(engine):
    return engine.keep(pattern())


def counted(halves, *spans, line="motor"):
    """Developed exposure of terms of one day's exposure a day, that lie between two ages each."""
    cover = {"first_age_days": [first for first, _ in spans], "last_age_days": [last for _, last in spans]}
    rows = ibis.memtable(pa.table({"line": [line] * len(spans), "place": range(len(spans)), **cover}))
    rows = rows.mutate(covered_days=rows.first_age_days - rows.last_age_days)
    rows = rows.mutate(exposure_years=rows.covered_days / 365)
    developed = with_developed_exposure(exposure=rows, pattern=halves).order_by("place").to_pyarrow()
    return [years * 365 for years in developed["developed_exposure"].to_pylist()]


def test_exposure_counts_for_what_is_seen_of_it(halves):
    month = MONTH
    spans = [(month, 0), (2 * month, month), (2 * month, 0), (month / 2, 0), (1000 * month, 0), (5.0, 5.0)]
    expected = [0.5, 1.0, 1.5, 0.25, 999.5, 0.0]
    assert counted(halves, *spans) == pytest.approx([months * month for months in expected])


def test_exposure_of_a_line_without_a_pattern_counts_whole(halves):
    assert counted(halves, (90, 10), line="elsewhere") == pytest.approx([80])


@pytest.mark.slow
@given(ages=st.lists(st.integers(0, 5000), min_size=2, max_size=6, unique=True))
def test_pieces_of_a_term_count_for_what_the_whole_counts(halves, ages):
    ordered = sorted(ages, reverse=True)
    whole, *pieces = counted(halves, (ordered[0], ordered[-1]), *itertools.pairwise(ordered))
    assert sum(pieces) == pytest.approx(whole)


def test_a_known_claim_grows_by_what_amounts_grow_more_than_counts():
    claims = [claim(f"C{n}", 3, 3) for n in range(4)] + [claim("C9", 0, 0)]
    moves = [moved(f"C{n}", 3, outstanding=50) for n in range(4)] + [moved(f"C{n}", 2, paid=50) for n in range(4)]
    amounts = {"paid": 100, "outstanding": 0}
    book = seen(claims=[row | amounts for row in claims], claim_movements=moves)
    assumed = PARAMETERS.model_copy(update={"claims_for_own_amounts": 1, "least_history": 0.5})
    found = develop(snapshot=book, parameters=assumed)
    grown = by("claim_id", with_developed_amounts(claims=claims_known(snapshot=book), pattern=found))
    assert [grown[key]["developed_incurred"] for key in ("C0", "C9")] == pytest.approx([10000, 20000])
    assert (grown["C9"]["count_factor"], grown["C9"]["amount_factor"]) == (1.0, 2.0)


AS_OF = datetime.date(2022, 5, 17)


@pytest.fixture(scope="module")
def drawn(engine):
    return draw_insurer(engine, customers=1_500, years=5, seed=11)


def cut(book):
    """The book with every row gone that became known after the date, and every value."""
    return Book({name: _cut(name, versions) for name, versions in book.versions.items()})


def _cut(name, versions):
    rows = versions.rows.filter(versions.rows.known_date <= AS_OF)
    hidden = {
        column: ibis.ifelse(rows[when] <= AS_OF, rows[column], ibis.null(rows[column].type()))
        for column, when in SOURCES[name].late_columns().items()
    }
    return Versions(rows.mutate(**hidden), SOURCES[name], has_updates=False)


def are_alike(one, other):
    """Whether two rows are the same but for the last bits of their numbers."""
    pairs = ((value, other[name]) for name, value in one.items())
    return all(a == (pytest.approx(b, rel=1e-12) if isinstance(b, float) else b) for a, b in pairs)


@pytest.mark.slow
def test_nothing_that_became_known_later_changes_a_pattern_an_exposure_or_a_claim(drawn):
    answers = []
    for book in (drawn.book, cut(drawn.book)):
        snapshot = book.as_of(AS_OF)
        found = develop(snapshot=snapshot, parameters=Development(source="made up"))
        covered = exposure(snapshot=snapshot, identities=drawn.identities)
        answers.append(
            (
                rows_of(found),
                rows_of(with_developed_exposure(exposure=covered, pattern=found)),
                rows_of(with_developed_amounts(claims=claims_known(snapshot=snapshot), pattern=found)),
            )
        )
    for whole, known in zip(*answers, strict=True):  # sums may differ in their last bit: threads add in any order
        assert len(whole) == len(known) > 100
        assert all(map(are_alike, whole, known))
