"""How complete and how true the parties' data are, by branch and channel.

Reads `parties`, `policies` and `insured_objects`; writes `data_quality`.
Counts records, not customers: the score is of those who write the data, and a number that many records share
says more of the seller than of the customer.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from kehu.parameters import Quality
from kehu.tables import Snapshot, writing
from kehu.tables.results import DataQuality

OF_VEHICLES = ("vin_share", "plate_share")
SHARES = ("identity_share", "phone_share", "own_phone_share", "address_share", "birth_share", *OF_VEHICLES)


def measure(*, snapshot: Snapshot, parameters: Quality) -> ir.Table:
    """One row for each branch and channel that has a policy, with the columns of `DataQuality`.

    The score is the mean of the shares in points (0 to 100); where no person has a policy, without `birth_share`, and
    where no vehicle is insured, without `vin_share` and `plate_share`.
    """
    judged = _judged(snapshot["parties"], parties_for_each_phone=parameters.parties_for_each_phone)
    holders = snapshot["policies"].select("branch", "channel", "party_id").distinct()
    records = holders.inner_join(judged, "party_id")
    shares = records.group_by("branch", "channel").agg(
        party_count=records.count(),
        identity_share=_share(records.has_true_identity),
        phone_share=_share(records.has_phone),
        own_phone_share=_share(records.has_own_phone),
        address_share=_share(records.has_address),
        birth_share=records.has_birth_date.cast("float64").mean(where=records.is_person),
    )
    shares = shares.left_join(_vehicles(snapshot), ["branch", "channel"]).drop("branch_right", "channel_right")
    return shares.mutate(score=_score(shares)).cast(DataQuality.datatypes()).select(*DataQuality.columns)


def _judged(parties: ir.Table, *, parties_for_each_phone: int) -> ir.Table:
    """What is there and true on each party record, as yes or no."""
    identified = writing.identified(parties)
    records = identified.select(
        "party_id",
        "has_true_identity",
        number=writing.phone(identified.phone),
        has_address=writing.words(identified.address).notnull(),
        has_birth_date=identified.birth_date.notnull(),
        is_person=identified.kind == "person",
    )
    givers = records.group_by("number").agg(giver_count=records.count())
    shared = givers.filter(givers.giver_count > parties_for_each_phone)
    joined = records.left_join(shared, "number")
    has_phone = writing.is_possible_phone(joined.number)
    return joined.mutate(has_phone=has_phone, has_own_phone=has_phone & joined.giver_count.isnull())


def _vehicles(snapshot: Snapshot) -> ir.Table:
    """The shares of insured vehicles with a chassis number and a plate that can be one, by branch and channel."""
    objects = snapshot["insured_objects"]
    vehicles = objects.filter(objects.kind == "vehicle").select(
        "policy_id", vin=writing.number(objects.vin), plate=writing.plate(objects.plate)
    )
    sold = vehicles.inner_join(snapshot["policies"].select("policy_id", "branch", "channel"), "policy_id")
    judged = (writing.has_true_vin(sold.vin), writing.is_possible_plate(sold.plate))
    shares = {name: _share(holds) for name, holds in zip(OF_VEHICLES, judged, strict=True)}
    return sold.group_by("branch", "channel").agg(**shares)


def _share(holds: ir.BooleanValue) -> ir.FloatingValue:
    return holds.cast("float64").mean()


def _score(shares: ir.Table) -> ir.FloatingValue:
    """Mean of the shares that there are, in points."""
    present = [shares[share].notnull().cast("float64") for share in SHARES]
    points = [shares[share].fill_null(0.0) for share in SHARES]
    return 100 * sum(points, start=ibis.literal(0.0)) / sum(present, start=ibis.literal(0.0))
