"""The forms of signing in: labels of the desk's own, and fields that password stores understand."""

from kehu_desk.access.forms import ChangePasswordForm, SignInForm


def test_signing_in_asks_for_name_and_password_and_says_what_to_do_when_it_is_forgotten():
    form = SignInForm()
    assert [str(field.label) for field in form] == ["User name", "Password"]
    assert "administrator" in str(form["password"].help_text)
    assert "placeholder" not in f"{form['login']}{form['password']}"


def test_browsers_know_which_field_is_which(desk_user):
    form = ChangePasswordForm(user=desk_user("actuary"))
    assert 'autocomplete="username"' in str(SignInForm()["login"])
    assert [field.field.widget.attrs["autocomplete"] for field in form] == [
        "current-password",
        "new-password",
        "new-password",
    ]
