"""Channels: claims and charges together, and the one to go through."""

import datetime

import pytest

from kehu.stages.markets.channels import best, channels
from tests.marketed import assumed, lived

AS_OF = datetime.date(2024, 12, 31)


def found(engine):
    rows = []
    for place, (channel, claims, commission) in enumerate((("agent", 500.0, 200.0), ("direct", 520.0, 0.0))):
        rows += [
            {"customer_id": f"{channel}{n}", "year": year, "channel": channel, "claims": claims + place,
             "commission": commission} for n in range(3) for year in (2023, 2024)[n > 0:]
        ]  # fmt: skip
    return channels(lived(engine, *rows), lambda *_: (0.1, 0.05), claims_for_full=1.0, as_of=AS_OF)


def test_a_channel_costs_its_claims_and_its_charges(engine):
    told = {one.channel: one for one in found(engine)}
    agent = told["agent"]
    assert (agent.commission, agent.expenses) == (pytest.approx(0.2), pytest.approx(0.05))
    assert agent.combined == pytest.approx(agent.believed * 1.1 + 0.25)
    assert agent.new == 2


def test_the_channel_to_go_through_costs_least_and_brings_enough(engine):
    assert best(found(engine), parameters=assumed())["motor"].channel == "direct"
    assert best(found(engine), parameters=assumed(least_new=3)) == {}
