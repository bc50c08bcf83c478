"""Exports of the core systems: dialects, and nothing that the extract's day did not know."""

import numpy as np
import pyarrow.compute as pc
import pytest

from kehu.simulation.core_exports import CoreExport
from kehu.simulation.headings import dialects


@pytest.fixture(params=[0, 1])
def export(request, world, block):
    return CoreExport(world, block, dialects()[request.param])


def test_every_file_of_the_system_has_rows(export):
    tables = dict(export.tables())
    assert set(tables) == {export.dialect.path(file) for file in export.dialect.files.values()}
    assert all(table.num_rows for table in tables.values())


def test_keys_stand_once(export):
    for path, table in export.tables():
        if "关系人" not in path:
            assert len(pc.unique(table.column(0))) == table.num_rows, path


def test_references_are_to_rows_that_are_there(export):
    tables = {path.rpartition("/")[2].removesuffix(".csv"): table for path, table in export.tables()}
    files = export.dialect.files
    for child, place, parent in (("policies", 1, "parties"), ("terms", 1, "policies"), ("movements", 1, "claims")):
        known = set(tables[files[parent]].column(0).to_pylist())
        assert set(tables[files[child]].column(place).to_pylist()) <= known


def test_later_values_are_blank(world, block):
    export = CoreExport(world, block, dialects()[0])
    day = np.datetime64(world.cutoff, "D").astype(str)
    for columns in (export.claims()[5], export.terms()[5], export.offers()[6], export.movements()[4]):
        assert pc.max(columns.drop_null()).as_py() < day


def test_the_other_core_groups_thousands(world, block):
    sums = CoreExport(world, block, dialects()[1]).terms()[9]
    assert pc.all(pc.match_substring_regex(sums, r"^\d{1,3}(,\d{3})*\.00$")).as_py()


def test_subsidiaries_name_a_parent_of_their_group(world, block):
    export = CoreExport(world, block, dialects()[1])
    parents = export.parties()[11].drop_null()
    assert len(parents)
    assert set(parents.to_pylist()) <= set(export.parties()[0].to_pylist())
