"""Marks of vehicles: both covers share them, no two vehicles do."""

import re

import numpy as np

from kehu.simulation.vehicles import marks

PLATE = re.compile(r"^[一-鿿][A-Z][0-9A-HJ-NP-Z]{5,6}$")


def _marks(world, block):
    motor = block.policies.take(np.flatnonzero(block.policies.line < 2))
    plates, chassis = (column.to_pylist() for column in marks(world=world, block=block, policies=motor))
    return motor, plates, chassis


def test_plates_look_like_plates(world, block):
    _, plates, _ = _marks(world, block)
    assert all(PLATE.match(plate) for plate in plates)


def test_new_energy_plates_have_six_signs_after_the_city(world, block):
    motor, plates, _ = _marks(world, block)
    assert [len(plate) == 8 for plate in plates] == motor.second.tolist()


def test_every_vehicle_has_marks_of_its_own(world, block):
    motor, plates, chassis = _marks(world, block)
    vehicles = len(set(motor.thing))
    assert len(set(plates)) == len(set(chassis)) == vehicles
    assert len({*zip(motor.thing, plates, chassis, strict=True)}) == vehicles
