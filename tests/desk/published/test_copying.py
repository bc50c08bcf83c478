"""Rows arrive as they were given, in any number of batches."""

import pytest
from django.db import IntegrityError, transaction

from kehu_desk.published.copying import copy_rows
from kehu_desk.published.models import SearchKey

COLUMNS = ("run_id", "key", "place", "branch_number")


def test_rows_of_all_batches_arrive(db):
    batches = [[(1, "王\t芳", 1, 0), (1, 'a"b\\', 2, 0)], [], [(1, "", 3, 5)]]
    assert copy_rows("published_searchkey", COLUMNS, batches) == 3
    found = SearchKey.objects.order_by("place").values_list("key", "branch_number")
    assert list(found) == [("王\t芳", 0), ('a"b\\', 0), ("", 5)]


def test_nothing_to_copy_copies_nothing(db):
    assert copy_rows("published_searchkey", COLUMNS, []) == 0


def test_a_row_that_the_table_refuses_refuses_all(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_rows("published_searchkey", COLUMNS, [[(1, "a", 1, 0)], [(1, None, 2, 0)]])
    assert not SearchKey.objects.exists()
