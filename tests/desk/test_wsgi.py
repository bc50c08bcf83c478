"""The desk as any server can run it."""

import os

from django.core.handlers.wsgi import WSGIHandler

from kehu_desk.wsgi import desk


def test_it_is_an_application_with_the_settings_that_are_named():
    named = os.environ["DJANGO_SETTINGS_MODULE"]
    assert isinstance(desk(), WSGIHandler)
    assert os.environ["DJANGO_SETTINGS_MODULE"] == named
