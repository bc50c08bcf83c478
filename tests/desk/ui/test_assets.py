"""What browsers load is copied from the packages, and the icons become one file."""

import pytest

from kehu_desk.ui import assets
from kehu_desk.ui.icons import ICONS

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" width="24">\n  <path d="M5 12h14" />\n</svg>\n'


@pytest.fixture
def packages(tmp_path):
    for source in assets.FILES:
        (tmp_path / source).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / source).write_text("code //# sourceMappingURL=code.js.map\n")
    icons = tmp_path / "@tabler/icons/icons/outline"
    icons.mkdir(parents=True)
    for name in ICONS:
        (icons / f"{name}.svg").write_text(DRAWING)
    return tmp_path


def test_files_are_copied_without_the_names_of_maps_that_are_not_there(packages, tmp_path):
    assets.copy(packages, to=tmp_path / "vendor")
    assert (tmp_path / "vendor" / "htmx.min.js").read_text() == "code \n"


def test_every_icon_stands_in_the_sprite_once(packages, tmp_path):
    assets.copy(packages, to=tmp_path / "vendor")
    sprite = (tmp_path / "vendor" / "icons.svg").read_text()
    assert all(sprite.count(f'id="{name}"') == 1 for name in ICONS)


def test_a_package_that_is_missing_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match="tabler"):
        assets.copy(tmp_path, to=tmp_path / "vendor")
