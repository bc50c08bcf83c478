"""Customer ids that stay: each customer keeps the id that an earlier run gave, and a new one gets its own.

Reads members (place, party_id, first_place: the first record of the same customer) and the ids of the run before;
gives the id of every customer and the way from ids no longer given to those that live.
An id follows its first record, so neither new records nor the order of files moves it; one once given is never
given to another customer. An id that went with a merger comes back with its first record when people undo it.
"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from kehu.engines import Engine
from kehu.stages.identity.learning import Learnt
from kehu.statistics import codes

LETTER = "C"
CHARACTERS = 11
DIGEST = 16
GIVEN = f"^{LETTER}[0-9A-HJKMNP-TV-Z]{{{CHARACTERS}}}$"


@dataclass(frozen=True)
class Former:
    """What an earlier run gave: `identities`, `redirects` and `founders` (customer_id, party_id; none of old runs).

    `learnt` is what its model learnt, where it was on.
    """

    identities: ir.Table
    redirects: ir.Table
    founders: ir.Table | None = None
    learnt: Learnt | None = None


def customer_ids(*, engine: Engine, members: ir.Table, successors: ir.Table, former: Former | None) -> ir.Table:
    """The id of each customer, as (first_place, customer_id): the one it had before, or a new one."""
    is_kept = successors.former_customer_id == successors.customer_id
    kept = successors.filter(is_kept).select("first_place", "customer_id")
    founders = members.filter(members.place == members.first_place).anti_join(kept, "first_place")
    return ibis.union(kept, new_ids(engine=engine, founders=founders, former=former))


def successors(*, members: ir.Table, former: Former | None) -> ir.Table:
    """Who carries on each former id, as (former_customer_id, first_place, customer_id).

    An id belongs to the customer of the record that it was made for, or else of its first record still there; of
    several such ids a customer keeps the one whose record comes first, and carries on the others. That may be one that
    went earlier: `first_party_id` says with which record. An id without a record left has no successor.
    """
    if former is None:
        nobody = members.filter(ibis.literal(False))
        return nobody.select(
            former_customer_id="party_id",
            first_place="first_place",
            customer_id="party_id",
            first_party_id="party_id",
        )
    seen = members.inner_join(former.identities.select("party_id", former_customer_id="customer_id"), "party_id")
    founded = _founded(seen, former)
    # The record that an id was made for is its head also where the customer has taken in an earlier one.
    rank = ibis.struct({"late": ~founded.is_founder, "place": founded.place})
    heads = founded.group_by("former_customer_id").agg(
        head=founded.place.argmin(rank),
        first_place=founded.first_place.argmin(rank),
        first_party_id=founded.party_id.argmin(rank),
    )
    columns = ("former_customer_id", "head", "first_place", "first_party_id")
    candidates = ibis.union(heads.select(*columns), _gone(members, former).select(*columns))
    kept = candidates.group_by("first_place").agg(customer_id=candidates.former_customer_id.argmin(candidates["head"]))
    carried = candidates.inner_join(kept, "first_place")
    lives = carried.former_customer_id == carried.customer_id
    was_living = carried.former_customer_id.isin(heads.former_customer_id)
    return carried.filter(lives | was_living).select(
        "former_customer_id", "first_place", "customer_id", "first_party_id"
    )


def _founded(seen: ir.Table, former: Former) -> ir.Table:
    """Records of the run before with `is_founder`: whether the id of their customer was made for them."""
    if former.founders is None:
        return seen.mutate(is_founder=ibis.literal(False))
    founders = former.founders.select("party_id", founded_id="customer_id")
    beside = seen.left_join(founders, "party_id").drop("party_id_right")
    return beside.mutate(is_founder=(beside.founded_id == beside.former_customer_id).fill_null(False))


def founders(*, members: ir.Table, ids: ir.Table, successors: ir.Table) -> ir.Table:
    """The record that each customer's id was made for, as (customer_id, party_id)."""
    kept = successors.filter(successors.former_customer_id == successors.customer_id)
    held = kept.select("customer_id", party_id="first_party_id")
    new = ids.anti_join(held, "customer_id").inner_join(members, "first_place")
    return ibis.union(held, new.filter(new.place == new.first_place).select("customer_id", "party_id"))


def _gone(members: ir.Table, former: Former) -> ir.Table:
    """Ids that went earlier and whose record is still there, as heads of the customers that have it."""
    gone = former.redirects.select("former_customer_id", first_party_id="first_party_id")
    back = gone.inner_join(members, gone.first_party_id == members.party_id)
    return back.mutate(head=back.place)


def redirects(*, successors: ir.Table, former: Former | None) -> ir.Table:
    """Every id that is no longer given, with the living id that carries it on; no redirect points to a redirect."""
    moved = successors.filter(successors.former_customer_id != successors.customer_id)
    moved = moved.select("former_customer_id", "customer_id", "first_party_id")
    if former is None:
        return moved
    earlier = former.redirects.select("former_customer_id", "first_party_id", target="customer_id")
    earlier = earlier.anti_join(successors, "former_customer_id")
    living = successors.select(target="former_customer_id", customer_id="customer_id")
    carried = earlier.inner_join(living, "target")
    return ibis.union(moved, carried.select("former_customer_id", "customer_id", "first_party_id"))


def new_ids(*, engine: Engine, founders: ir.Table, former: Former | None) -> ir.Table:
    """New ids for the customers of these first records (place, party_id), as (first_place, customer_id).

    An id is written from the digest of its first record's key, so that it is the same in every run of the same book.
    """
    digest = founders.party_id.hexdigest("md5").substr(0, DIGEST)
    drawn = founders.select("place", digest=digest).order_by("place").to_pyarrow()
    digests = _bytes(drawn["digest"], width=DIGEST)
    new = codes.draw(codes.as_numbers(digests), taken=_taken(former), characters=CHARACTERS)
    ids = _texts(np.char.add(LETTER.encode(), codes.written(new, characters=CHARACTERS)))
    return engine.read_arrow(pa.table({"first_place": drawn["place"], "customer_id": ids}))


def _taken(former: Former | None) -> codes.Numbers:
    """The codes of all ids ever given."""
    if former is None:
        return np.empty(0, dtype=np.uint64)
    living = former.identities.select("customer_id")
    gone = former.redirects.select(customer_id="former_customer_id")
    given = ibis.union(living, gone, distinct=True).filter(lambda row: row.customer_id.re_search(GIVEN))
    texts = given.select(code=given.customer_id.substr(len(LETTER), CHARACTERS)).to_pyarrow()["code"]
    return codes.read(_bytes(texts, width=CHARACTERS), characters=CHARACTERS)


def _bytes(column: pa.ChunkedArray, *, width: int) -> codes.Texts:
    """A column of texts of one width as an array of bytes, without a Python object for each."""
    whole = pa.chunked_array(column, type=pa.string()).combine_chunks()
    fixed = whole.cast(pa.binary()).cast(pa.binary(width))
    return np.frombuffer(fixed.buffers()[1], dtype=f"S{width}", count=len(fixed), offset=0)


def _texts(values: codes.Texts) -> pa.Array:
    """An array of bytes of one width as a column of texts."""
    fixed = pa.binary(values.dtype.itemsize)
    return pa.FixedSizeBinaryArray.from_buffers(fixed, len(values), [None, pa.py_buffer(values)]).cast(pa.string())
