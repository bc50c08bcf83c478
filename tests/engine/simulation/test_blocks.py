"""Blocks: the same whatever was drawn before, with keys that no other block has."""

import numpy as np

from kehu.simulation.blocks import draw_block


def _draw(world, number):
    return draw_block(world=world, number=number, first_serial=1 + number * 200, size=200)


def test_a_block_does_not_depend_on_those_before_it(world):
    alone = _draw(world, 3)
    after_others = [_draw(world, number) for number in (0, 3)][1]
    assert alone.keys.terms.equals(after_others.keys.terms)
    assert alone.texts.name.equals(after_others.texts.name)
    assert np.array_equal(alone.history.terms.premium, after_others.history.terms.premium)


def test_blocks_never_share_a_key(world):
    one, two = _draw(world, 1), _draw(world, 2)
    for name in ("records", "policies", "terms", "claims"):
        keys = [*getattr(one.keys, name).to_pylist(), *getattr(two.keys, name).to_pylist()]
        assert len(keys) == len(set(keys)), name


def test_blocks_never_share_an_identity_number(world):
    numbers = [number for place in range(4) for number in _draw(world, place).texts.identity.to_pylist()]
    assert len(numbers) == len(set(numbers))


def test_every_policy_has_its_holders_record(block):
    assert (block.records.customer[block.holder] == block.policies.customer).all()
