"""The app teaches text columns how texts begin."""

from django.db.models import CharField

from kehu_desk.published.beginning import Begins


def test_text_columns_know_the_lookup():
    assert CharField().get_lookup("begins") is Begins
