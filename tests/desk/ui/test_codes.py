import tomllib

import pytest
from django.utils import translation

from kehu.portfolio.timeline import KINDS
from kehu_desk.ui import codes


@pytest.fixture(scope="module")
def mapped(root):
    """Codes that the mappings of the project give, by kind."""
    found = {}
    for path in (root / "src" / "kehu" / "mappings").glob("*.toml"):
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["tables"]:
            for column, names in table.get("codes", {}).items():
                found.setdefault(column, set()).update(names.values())
    return found


@pytest.mark.parametrize("kind", ["line", "channel", "gender", "outcome", "medium", "direction", "role"])
def test_every_code_of_the_mappings_has_a_name(mapped, kind):
    assert mapped[kind] <= set(codes.NAMES[kind])


def test_every_kind_of_happening_has_a_name():
    assert set(KINDS) == set(codes.NAMES["event"])


def test_an_unknown_code_is_shown_as_written():
    assert codes.code_name("drone_hull", "line") == "drone_hull"
    assert codes.code_name("x", "no such kind") == "x"
    assert codes.code_name(None, "line") == codes.code_name("", "line") == ""


def test_several_codes_are_named_from_a_list_or_a_text():
    named = codes.code_names(",motor,drone_hull,", "line")
    assert named == codes.code_names(["motor", "drone_hull"], "line") == "Motor, drone_hull"


def test_a_name_follows_the_language_in_which_it_is_read():
    with translation.override("zh-hans"):
        chinese = codes.code_name("motor_compulsory", "line")
    assert chinese in ("交强险", "Compulsory motor")
    assert codes.code_name("motor_compulsory", "line") == "Compulsory motor"


def test_a_form_offers_every_code_of_a_kind():
    assert ("broker", "Broker") in [(code, str(name)) for code, name in codes.choices("channel")]
