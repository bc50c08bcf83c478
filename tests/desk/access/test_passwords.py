"""Passwords that are given: easy to read, hard to guess, short of life."""

import datetime
import re

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from kehu_desk.access.passwords import temporary_end, temporary_password


def test_a_given_password_has_four_groups_without_letters_that_look_alike():
    assert re.fullmatch(r"([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}", temporary_password())


def test_no_two_given_passwords_are_the_same():
    assert len({temporary_password() for _ in range(500)}) == 500


def test_a_given_password_is_one_that_the_desk_would_take():
    validate_password(temporary_password())


def test_a_short_password_is_refused_in_words():
    with pytest.raises(ValidationError, match="too short: it needs at least 12 characters"):
        validate_password("short")


def test_a_given_password_lives_for_a_week():
    assert temporary_end() - timezone.now() > datetime.timedelta(days=6, hours=23)
