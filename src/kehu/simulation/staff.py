"""The people who sell, as the personnel system lists them: one workbook for the whole insurer.

Reads the world; gives the tables of the workbook's sheets. A producer is known from the day of joining.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from kehu.simulation.columns import Ints
from kehu.simulation.parties import producers_phones
from kehu.simulation.texts import dates, join, only, padded, pick
from kehu.simulation.world import World

WORKBOOK = "公共/机构与业务员.xlsx"
KINDS = ["员工", "个人代理人", "经纪公司", "车商"]


def producer_keys(producer: Ints) -> pa.Array:
    """Keys of producers, the same in all systems."""
    return join(pick(["Y"], producer * 0), padded(producer + 1, 6))


def sheets(world: World) -> dict[str, pa.Table]:
    """The workbook's sheets: producers and branches."""
    return {"业务员": _producers(world), "机构": _branches(world)}


def _producers(world: World) -> pa.Table:
    staff, names = world.producers, world.names
    rows = np.arange(len(staff))
    era = rows * 0 + 3
    given = names.given[rows % 2, era, staff.given]
    first_district = np.searchsorted(world.places.city_of, staff.city)
    branch = pick(world.places.branches, first_district)
    number = join(pick(["第"], rows * 0), pa.array(staff.team + 1).cast(pa.string()), pick(["团队"], rows * 0))
    return pa.table(
        {
            "工号": producer_keys(rows),
            "姓名": join(pick(names.simplified, names.surnames[staff.surname]), pick(names.simplified, given)),
            "类别": pick(KINDS, staff.channel),
            "机构": pa.compute.replace_substring_regex(branch, r"/[^/]*$", ""),
            "团队": number,
            "执业证号": join(pick(["0200"], rows * 0), padded(rows + 1, 12)),
            "手机": producers_phones(rows),
            "上级工号": only(staff.leader != rows, producer_keys(staff.leader)),
            "入职日期": dates(staff.joined, style="dashes"),
            "离职日期": dates(staff.left, style="dashes", before=world.cutoff),
        }
    )


def _branches(world: World) -> pa.Table:
    places = world.places
    return pa.table(
        {
            "机构": places.branches,
            "地区": join(pick(places.provinces, places.city_of), pick(places.cities, places.city_of), places.districts),
            "行政区划代码": pa.array(places.codes).cast(pa.string()),
        }
    )
