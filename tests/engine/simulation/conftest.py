"""A small simulated insurer, made once for all tests: its world, one block of it, and its files.

The sizes are small enough for a second or two, and large enough for every file to have rows.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kehu.simulation import Summary, simulate
from kehu.simulation.blocks import Block, draw_block
from kehu.simulation.world import World, make_world

CUSTOMERS = 1_500


def ignore(title: str, done: int, total: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def world() -> World:
    return make_world(customers=CUSTOMERS, years=5, seed=11, first_year=2020)


@pytest.fixture(scope="session")
def block(world: World) -> Block:
    return draw_block(world=world, number=0, first_serial=1, size=CUSTOMERS)


@pytest.fixture(scope="session")
def insurer(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    folder = tmp_path_factory.mktemp("insurer")
    return simulate(folder=folder, customers=CUSTOMERS, years=5, seed=11, first_year=2020, progress=ignore)


@pytest.fixture
def random() -> np.random.Generator:
    return np.random.default_rng(5)


@pytest.fixture(scope="session")
def exports(insurer: Summary) -> Path:
    return insurer.folder / "exports"


@pytest.fixture(scope="session")
def truth(insurer: Summary) -> Path:
    return insurer.folder / "truth"
