"""Groups made pair by pair: what was said first holds."""

import numpy as np

from kehu.statistics.linkage import Contradiction
from kehu.statistics.parting import Parting


def test_nodes_that_were_parted_are_never_joined():
    groups = Parting(3)
    assert groups.part(0, 2)
    assert groups.join(0, 1) is None
    assert groups.join(1, 2) == "parted"
    assert [groups.find(node) for node in range(3)] == [0, 0, 2]


def test_a_parting_follows_the_groups_as_they_grow():
    groups = Parting(4)
    groups.part(2, 3)
    groups.join(0, 2)
    groups.join(1, 3)
    assert groups.parted() == [(0, 1)]
    assert groups.join(0, 1) == "parted"


def test_what_is_one_already_cannot_be_parted():
    groups = Parting(2)
    groups.join(0, 1)
    assert not groups.part(0, 1)
    assert groups.parted() == []


def test_groups_that_contradict_each_other_are_joined_only_by_a_sure_join():
    groups = Parting(3, [Contradiction(np.array([7, -1, 8]))])
    assert groups.join(0, 1) is None
    assert groups.join(1, 2) == "contradicted"
    assert groups.join(1, 2, is_sure=True) is None
    assert groups.find(2) == 0
