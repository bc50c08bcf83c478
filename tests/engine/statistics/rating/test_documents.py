"""Documents of models: exact both ways, readable, and TOML."""

import tomllib

import numpy as np
import pytest
import tomlkit

from kehu.statistics.rating.bins import Binning
from kehu.statistics.rating.documents import as_document, example, from_document
from kehu.statistics.rating.edits import edited
from kehu.statistics.rating.families import Family
from kehu.statistics.rating.model import RatingModel, RatingTable

ABOUT = {"fitted_on": "claims 2019–2023", "as_of": "2024-01-01", "checks": {"deviance": 0.1 + 0.2}}


@pytest.fixture
def model():
    """A model with a pair, odd fractions, and an edit."""
    rng = np.random.default_rng(4)
    age = Binning("age", "numeric", cuts=(17.3, 30), monotone="down")
    kind = Binning("kind", "codes", groups=(("中", "B"),))
    tables = [
        RatingTable((age,), *rng.lognormal(size=(4, 4))),
        RatingTable((age, kind), *rng.lognormal(size=(4, 4, 3))),
    ]
    made = RatingModel(Family("tweedie", 1.6), 1 / 3, tuple(tables), about=ABOUT)
    return edited(made, ["age", "kind"], ["≥ 30", "other"], 1.25, by="Li Na", reason="few cases")


def test_a_model_is_read_back_to_the_last_bit(model):
    written = as_document(model)
    again = from_document(tomllib.loads(tomlkit.dumps(written)))
    assert as_document(again) == written
    assert again.edits == model.edits
    for left, right in zip(model.tables, again.tables, strict=True):
        assert left.binnings == right.binnings
        assert all(
            (getattr(left, n) == getattr(right, n)).all() for n in ("relativities", "lower", "upper", "exposure")
        )


def test_the_order_is_always_the_same(model):
    assert tomlkit.dumps(as_document(model)) == tomlkit.dumps(as_document(from_document(as_document(model))))


def test_a_level_is_a_line_that_one_can_read():
    document = as_document(example())
    assert document["tables"][0]["levels"][1] == {
        "level": "≤ 29", "relativity": 2.0, "lower": 1.8, "upper": 2.2, "exposure": 100.0
    }  # fmt: skip


@pytest.mark.parametrize("spoilt", ["level", "count"])
def test_a_document_whose_levels_are_not_its_bins_is_refused(spoilt):
    document = as_document(example())
    levels = document["tables"][0]["levels"]
    if spoilt == "level":
        levels[1]["level"] = "young"
    else:
        levels.pop()
    with pytest.raises(ValueError, match="age"):
        from_document(document)
