"""The perils of a line as a run knows them, and their models."""

import pytest

from kehu.modelling import UnknownModelError, peril_model_of, perils_of


def test_perils_of_a_line_stand_with_the_most_frequent_first(run):
    told = [(each.peril, each.claim_count, each.modelled_as) for each in perils_of(run, "motor")]
    assert told == [("碰撞", 15, "碰撞"), ("盗抢", 10, "other")]


def test_a_peril_without_models_says_why(run):
    (only,) = perils_of(run, "home")
    assert (only.modelled_as, only.reason) == ("", "the line's only peril: its models are the line's")


def test_a_line_that_nobody_knows_has_no_perils(run):
    assert perils_of(run, "pets") == ()


def test_a_run_of_an_earlier_release_has_no_perils(run):
    run.table("peril_risks").unlink()
    run.table("peril_documents").unlink()
    assert perils_of(run, "motor") == ()
    with pytest.raises(UnknownModelError, match="of 碰撞 in motor"):
        peril_model_of(run, "motor", "碰撞", "frequency")


def test_a_peril_s_model_is_read_but_not_edited(run):
    told = peril_model_of(run, "motor", "other", "severity")
    assert (told.peril, told.total, told.skill, told.may_be_edited) == ("other", 15.0, None, False)
    assert told.tables[0].factors == ("age",)
