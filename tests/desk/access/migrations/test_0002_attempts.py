"""The table of attempts: made by migrating, and shared by all who count in it."""

from django.core.cache import cache
from django.db import connection


def test_attempts_are_counted_in_the_database(db):
    assert "access_attempts" in connection.introspection.table_names()
    cache.set("attempts", 3)
    assert cache.incr("attempts") == 4
