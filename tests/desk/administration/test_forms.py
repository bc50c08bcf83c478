"""What an administrator types about a person: branches in one spelling, and no way to open all customers unseen."""

import pytest

from kehu_desk.administration.forms import NewUserForm, TrailForm, UserForm, UsersForm, normalised

PERSON = {"username": "li", "name": "李娜", "role": "salesperson", "reach": "branch", "branch": "HQ/North"}


@pytest.fixture
def run(published):
    return published([{"branch": "HQ/North"}])


def new(run, **more):
    return NewUserForm(PERSON | more, run=run)


@pytest.mark.parametrize("typed", ["HQ/North", " HQ / North/", "/HQ//North", "ＨＱ／North"])
def test_a_branch_is_kept_in_one_spelling(run, typed):
    form = new(run, branch=typed)
    assert form.is_valid(), form.errors
    assert form.person["branch"] == "HQ/North"


def test_whether_one_sees_a_branch_or_all_must_be_said(run):
    assert "reach" in new(run, reach="").errors
    assert "branch" in new(run, branch="").errors
    assert "branch" in new(run, branch=" / ").errors


def test_who_sees_the_whole_company_has_no_branch(run):
    form = new(run, reach="whole")
    assert form.is_valid()
    assert form.person["branch"] == ""


def test_a_branch_that_the_run_does_not_have_is_refused_in_words(run):
    assert new(run, branch="HQ/Nroth").errors["branch"] == ["The current run has no branch “HQ/Nroth”."]


def test_an_administrator_stands_at_no_branch(run):
    assert "whole company" in new(run, role="administrator").errors["reach"][0]
    assert new(run, role="administrator", reach="whole").is_valid()


def test_before_the_first_run_any_branch_will_do(db):
    assert new(None, branch="HQ/East").is_valid()


def test_a_user_keeps_a_branch_that_the_run_has_lost(run, desk_user):
    user = desk_user("salesperson", branch="HQ/Closed")
    form = UserForm(PERSON | {"branch": "HQ/Closed", "is_active": "on"}, instance=user, run=run, is_own=False)
    assert form.is_valid(), form.errors
    assert form.changes == {"name": "李娜"}


def test_a_name_that_is_taken_is_refused(run, desk_user):
    desk_user("actuary", username="LI")
    assert new(run).errors["__all__"] == ["This user name is taken."]


def test_on_the_own_page_the_access_cannot_be_changed(run, desk_user):
    user = desk_user("administrator")
    form = UserForm(PERSON, instance=user, run=run, is_own=True)
    assert form.is_valid(), form.errors
    assert form.changes == {"name": "李娜"}


def test_filters_that_cannot_be_read_filter_nothing(db):
    assert TrailForm({"first_day": "yesterday", "act": "dance"}).asked == TrailForm({}).asked
    assert UsersForm({"role": "king"}).asked == UsersForm({}).asked


def test_a_path_of_blanks_is_no_branch():
    assert normalised(" ／ / ") == ""
