"""The file of promotions only grows, keeps what people wrote, and tells its mistakes."""

import pytest

from kehu.stores.home import HomeError
from kehu.stores.promotion_file import FOLDER, PROMOTIONS, add_promotion, copy_promotions, read_promotions
from tests.cast import make_home
from tests.engine.stages.risk.test_models import promoted


@pytest.fixture
def home(tmp_path):
    return make_home(tmp_path / "home")


def test_without_a_file_nothing_is_promoted(home, tmp_path):
    assert read_promotions(home) == ()
    copy_promotions(home, tmp_path / "run")


def test_promotions_stand_in_the_order_made(home):
    for promotion in (promoted("boosted"), promoted("tables", by="李娜")):
        add_promotion(home, promotion)
    assert read_promotions(home) == (promoted("boosted"), promoted("tables", by="李娜"))


def test_what_people_wrote_into_the_file_stays(home):
    add_promotion(home, promoted("boosted"))
    path = home.folder / FOLDER / PROMOTIONS
    path.write_text(path.read_text() + "# agreed by the committee in March\n")
    add_promotion(home, promoted("tables"))
    assert "# agreed by the committee in March" in path.read_text()
    assert len(read_promotions(home)) == 2


def test_a_run_keeps_a_copy(home, tmp_path):
    add_promotion(home, promoted("boosted"))
    (tmp_path / "run" / FOLDER).mkdir(parents=True)
    copy_promotions(home, tmp_path / "run")
    assert "boosted" in (tmp_path / "run" / FOLDER / PROMOTIONS).read_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [("[[promotions]\n", "not a TOML file"), ('[[promotions]]\nline = "home"\n', "promotions.0.model")],
)
def test_a_mistake_in_the_file_is_told_and_nothing_is_written(home, text, told):
    (home.folder / FOLDER).mkdir()
    (home.folder / FOLDER / PROMOTIONS).write_text(text)
    for act in (lambda: read_promotions(home), lambda: add_promotion(home, promoted("boosted"))):
        with pytest.raises(HomeError, match=told):
            act()
    assert (home.folder / FOLDER / PROMOTIONS).read_text() == text
