"""The forms offer what there is, and say what is wrong."""

from kehu_desk.runs.forms import JudgeForm, LoadForm, ReturnForm, RunForm


def test_the_mappings_of_kehu_and_of_the_home_are_offered(home, mapping):
    choices = dict(LoadForm().fields["mapping"].choices)
    assert {"", "spanish_motor", mapping} <= set(choices)


def test_a_run_is_offered_as_of_the_last_day_that_the_book_knows(loaded, home):
    assert str(RunForm().fields["as_of"].initial) == "2023-01-01"


def test_an_empty_book_offers_no_day(home):
    assert RunForm().fields["as_of"].initial is None


def test_the_current_run_is_none_to_go_back_to(published):
    published([], label="R000001")
    assert not ReturnForm({"label": "R000001"}).is_valid()
    published([], label="R000002")
    assert ReturnForm({"label": "R000001"}).is_valid()


def test_a_backtest_needs_its_day_and_a_challenge_none():
    assert "as_of" in JudgeForm({"kind": "backtest"}).errors
    assert JudgeForm({"kind": "challenge"}).is_valid()
    assert "kind" in JudgeForm({"kind": "horoscope"}).errors
