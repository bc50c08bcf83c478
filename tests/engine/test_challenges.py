"""Champion and challenger from end to end: tried, promoted as a recorded act, and obeyed by the next run."""

import dataclasses
import datetime

import pytest

from kehu import challenges, runs
from kehu.challenges import ChallengeError, Choice
from kehu.engines import open_engine
from kehu.stores import promotion_file, run_folders
from kehu.stores.home import HomeError
from kehu.stores.numbered import CHALLENGES
from tests.backtested import AS_OF, UNTIL, make_rated_insurer
from tests.cast import LOADED_AT, SETTINGS, make_home, nothing

pytestmark = pytest.mark.slow
CHOICE = Choice("motor", "frequency", "tables")


def run(home, as_of):
    return runs.run(home, as_of=as_of, started_at=LOADED_AT, settings=SETTINGS, report=nothing)


def challenge(home, *lines, of_run=None):
    return challenges.challenge(home, run=of_run, lines=lines, started_at=LOADED_AT, settings=SETTINGS, report=nothing)


def promote(home, choice=CHOICE, *, label="C000001", by="Wang Fang", reason="as good, and easier to read"):
    return challenges.promote(home, choice, challenge=label, by=by, reason=reason, promoted_at=LOADED_AT)


def recipes(home, label):
    with open_engine(SETTINGS) as engine:
        rows = engine.read([run_folders.find(home, label).table("risk_documents")]).to_pyarrow().to_pylist()
    return {(row["line"], row["model"]): (row["recipe"], row["promoted_by"]) for row in rows}


@pytest.fixture(scope="module")
def insurer(tmp_path_factory):
    """A home with a run and its challenge."""
    home = make_rated_insurer(tmp_path_factory.mktemp("challenged"))
    run(home, AS_OF)
    challenge(home)
    return home


def test_a_challenge_says_what_was_tried_on_which_run(insurer):
    (made,) = CHALLENGES.folders(insurer)
    said = challenges.read(made)
    assert (said.label, said.run, said.as_of) == ("C000001", "R000001", AS_OF)
    assert {(row["line"], row["model"]) for row in said.trials} >= {("motor", "frequency")}
    assert run_folders.current(insurer).label == "R000001"


def test_what_is_promoted_is_what_the_next_run_fits_and_earlier_days_do_not_know(tmp_path):
    home = make_rated_insurer(tmp_path)
    run(home, AS_OF)
    challenge(home, "motor")
    promotion = promote(home)
    assert dataclasses.astuple(CHOICE) == (promotion.line, promotion.model, promotion.recipe)
    run(home, UNTIL)
    run(home, AS_OF - datetime.timedelta(days=1))
    assert recipes(home, "R000001")[("motor", "frequency")] == ("pairs", None)
    assert recipes(home, "R000002")[("motor", "frequency")] == ("tables", "Wang Fang")
    assert recipes(home, "R000002")[("motor", "severity")] == ("pairs", None)
    assert recipes(home, "R000003")[("motor", "frequency")] == ("pairs", None)
    assert (run_folders.find(home, "R000002").folder / "models" / "promotions.toml").is_file()


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            {"choice": Choice("ships", "frequency", "tables")},
            "did not try the frequency model of ships",
        ),
        ({"choice": Choice("motor", "frequency", "magic")}, "did not try the recipe 'magic'. Recipes: base, tables"),
        ({"by": " "}, "needs the name"),
        ({"reason": ""}, "and a reason"),
    ],
)
def test_a_promotion_that_rests_on_nothing_is_refused(insurer, asked, told):
    with pytest.raises(ChallengeError, match=told):
        promote(insurer, **asked)
    assert promotion_file.read_promotions(insurer) == ()


def test_a_challenge_that_is_not_there_is_refused(insurer):
    with pytest.raises(HomeError, match=r"no challenge 'C000009'. There are: C000001"):
        promote(insurer, label="C000009")


def test_a_home_without_a_run_is_refused(tmp_path):
    with pytest.raises(ChallengeError, match="there is no run yet"):
        challenge(make_home(tmp_path / "home"))


def test_a_line_that_is_not_there_leaves_nothing_behind(insurer):
    with pytest.raises(ChallengeError, match="no line 'ships'"):
        challenge(insurer, "ships")
    assert len(CHALLENGES.folders(insurer)) == 1
