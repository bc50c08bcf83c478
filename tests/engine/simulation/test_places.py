"""Places and producers: codes that are known, a producer for every city and channel."""

import numpy as np
from stdnum.cn import ric

from kehu.simulation.columns import NEVER
from kehu.simulation.model import CHANNELS
from kehu.simulation.places import assign, read_places

PLACES = read_places()


def test_every_district_code_is_that_of_its_district():
    for code, name in zip(PLACES.codes.tolist(), PLACES.districts.to_pylist(), strict=True):
        assert name in ric.get_birth_place(f"{code}202301010022")["county"]


def test_a_branch_path_goes_from_the_company_down():
    assert "总公司/广东分公司/广州中心支公司/天河支公司" in PLACES.branches.to_pylist()
    assert "总公司/北京分公司/朝阳支公司" in PLACES.branches.to_pylist()


def test_every_city_and_channel_has_producers(world):
    cells = world.producers.city * len(CHANNELS) + world.producers.channel
    assert np.bincount(cells).min() >= 2


def test_customers_get_a_producer_of_their_city_and_channel(world, random):
    city, channel = np.array([0, 5, 27]), np.array([1, 3, 0])
    chosen = assign(world.producers, city=city, channel=channel, random=random)
    assert world.producers.city[chosen].tolist() == city.tolist()
    assert world.producers.channel[chosen].tolist() == channel.tolist()


def test_producers_leave_after_they_joined(world):
    staff = world.producers
    assert (staff.left > staff.joined).all()
    assert 0.1 < (staff.left < NEVER).mean() < 0.8
