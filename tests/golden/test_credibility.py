"""Credibility on Hachemeister's data, against the figures that the R package actuar prints for them.

Bodily injury in five states over twelve quarters (Hachemeister 1975): mean claim amounts and numbers of claims.
States 1 and 3 are one cohort, 2, 4 and 5 the other; the figures are those of the vignette "Credibility theory features
of actuar" (Dutang, Goulet, Milhaud, Pigeon) for `cm(~cohort + cohort:state, …, method = "iterative")`.
"""

import numpy as np
import pytest

from kehu.statistics.credibility.buhlmann_straub import Segments, estimates, structure

AMOUNTS = """
    1738 1642 1794 2051 2079 2234 2032 2035 2115 2262 2267 2517
    1364 1408 1597 1444 1342 1675 1470 1448 1464 1831 1612 1471
    1759 1685 1479 1763 1674 2103 1502 1622 1828 2155 2233 2059
    1223 1146 1010 1257 1426 1532 1953 1123 1343 1243 1762 1306
    1456 1499 1609 1741 1482 1572 1606 1735 1607 1573 1613 1690"""
CLAIMS = """
    7861 9251 8706 8575 7917 8263 9456 8003 7365 7832 7849 9077
    1622 1742 1523 1515 1622 1602 1964 1515 1527 1748 1654 1861
    1147 1357 1329 1204  998 1077 1277 1218  896 1003 1108 1121
     407  396  348  341  315  328  352  331  287  384  321  342
    2902 3172 3046 3068 2693 2910 3275 2697 2663 3017 3242 3425"""
COHORTS = np.array([0, 1, 0, 1, 1])


@pytest.fixture(scope="module")
def states():
    amount, weight = (np.array(text.split(), dtype=float).reshape(5, 12) for text in (AMOUNTS, CLAIMS))
    mean = (amount * weight).sum(axis=1) / weight.sum(axis=1)
    spread = (weight * (amount - mean[:, None]) ** 2).sum(axis=1)
    return Segments(weight.sum(axis=1), mean, spread, np.full(5, 12.0), COHORTS)


def test_the_data_are_the_published_ones(states):
    assert states.weight.tolist() == [100155, 19895, 13735, 4152, 36110]
    assert states.mean.round().tolist() == [2061, 1511, 1806, 1353, 1600]


def test_the_structure_is_the_published_one(states):
    found = structure(states)
    assert round(found.mean) == 1746
    assert round(found.between_groups) == 88981
    assert round(found.between_segments) == 10952
    assert round(found.within) == 139120026


def test_the_premiums_are_the_published_ones(states):
    found = estimates(states, structure=structure(states))
    assert found.group_credibility.round(4).tolist() == [0.9196, 0.9284]
    assert found.group_estimate.round().tolist() == [1949, 1543]
    assert found.segment_credibility.round(4).tolist() == [0.8874, 0.6103, 0.5195, 0.2463, 0.7398]
    assert found.segment_estimate.round().tolist() == [2048, 1524, 1875, 1497, 1585]
