"""`python -m kehu_desk administrator`: a way in when nobody can sign in."""

from io import StringIO

from django.core.management import call_command

from kehu_desk.access.models import User


def test_it_makes_an_administrator_and_prints_the_password(db):
    said = StringIO()
    call_command("administrator", "wang", stdout=said)
    password = said.getvalue().split("Password:")[1].split()[0]
    user = User.objects.get(username="wang")
    assert user.role == "administrator"
    assert user.check_password(password)
