"""Published figures of the French motor third-party benchmark, and ours beside them.

Wüthrich and Merz, "Statistical Foundations of Actuarial Learning" (2023), chapters 5 and 7: mean Poisson deviance × 100
a policy on their test rows, 25.445 for the mean alone, 24.146 for GLM1, 24.102 for GLM3; the best published, a deep
Credibility Transformer, has 23.577 (Richman, Scognamiglio, Wüthrich 2024). `benchmarks.frequency` restates ours.
"""

import glum
import numpy as np
import pyarrow.parquet as pq
import pytest

from benchmarks.rating_data import Asked, read
from kehu.statistics.rating.cells import summed
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.fitting import fit
from kehu.statistics.rating.judging import deviances
from kehu.statistics.rating.model import predicted
from kehu.statistics.rating.pairs import screened, with_pairs

pytestmark = [pytest.mark.realdata, pytest.mark.slow]

POISSON = Family("poisson")
ASKED = Asked(count="ClaimNb", exposure="Exposure", split="split", amount="ClaimTotal", factors=None, seed=1)


@pytest.fixture(scope="module")
def data(engine, books):
    return read(engine, engine.read([books / "fr_mtpl2_wm.parquet"]), ASKED)


def judged(mean, test):
    return 100 * deviances(POISSON, observed=test.total / test.weight, mean=mean, weight=test.weight).mean()


def test_the_split_is_the_published_one(data):
    assert (len(data.learn), len(data.test)) == (610_206, 67_801)
    assert data.learn.total.sum() + data.test.total.sum() == 26_383
    assert int(data.is_unseen.sum()) == 43_875


def test_the_mean_alone_has_the_published_deviance(data):
    flat = np.full(len(data.test), data.learn.total.sum() / data.learn.weight.sum())
    assert judged(flat, data.test) == pytest.approx(25.445, abs=5e-4)


def published_glm(rows, *, with_interactions):
    """The columns of their GLM1, or of GLM3: ages as a polynomial, and two of its terms times the bonus."""
    bonus, age = np.minimum(rows["BonusMalus"].to_numpy(), 150), rows["DrivAge"].to_numpy().astype(float)
    columns = [np.array([ord(area) for area in rows["Area"].to_pylist()]), bonus, np.log(rows["Density"].to_numpy())]
    classes = [np.minimum(rows["VehPower"].to_numpy(), 9), np.digitize(rows["VehAge"].to_numpy(), [6, 13])]
    classes += [np.array(rows[name].to_pylist()) for name in ("VehBrand", "VehGas", "Region")]
    if with_interactions:
        columns += [age, np.log(age), age**2, age**3, age**4, bonus * age, bonus * age**2]
    else:
        classes.append(np.digitize(age, [21, 26, 31, 41, 51, 71]))
    columns += [each == level for each in classes for level in np.unique(each)[1:]]
    plain = np.column_stack(columns).astype(float)
    return (plain - plain.mean(axis=0)) / plain.std(axis=0)


@pytest.mark.parametrize(("with_interactions", "columns", "published"), [(False, 48, 24.146), (True, 49, 24.102)])
def test_their_own_glms_have_their_published_deviances(data, books, with_interactions, columns, published):
    rows = pq.read_table(books / "fr_mtpl2_wm.parquet")
    design = published_glm(rows, with_interactions=with_interactions)
    learns = np.array(rows["split"].to_pylist()) == "learn"
    years, claims = rows["Exposure"].to_numpy(), rows["ClaimNb"].to_numpy()
    model = glum.GeneralizedLinearRegressor(family="poisson", alpha=0, gradient_tol=1e-8)
    model.fit(design[learns], (claims / years)[learns], sample_weight=years[learns])
    assert design.shape[1] == columns
    assert judged(model.predict(design[~learns]), data.test) == pytest.approx(published, abs=1e-3)


def test_a_key_is_no_factor_and_neither_is_an_outcome(data):
    assert list(data.left_out) == ["IDpol"]
    assert len(data.learn.binnings) == 9


def test_main_tables_beat_every_published_glm_and_pairs_the_best_network(data):
    cells = summed(data.learn)
    mains = fit(cells, POISSON)
    assert judged(predicted(mains, data.test), data.test) < 23.67
    pairs = [each.factors for each in screened(mains, cells, at_most=25)]
    model = with_pairs(mains, cells, pairs)
    assert judged(predicted(model, data.test), data.test) < 23.577
