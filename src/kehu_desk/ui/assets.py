"""What pages load in the browser, copied from the installed npm packages.

Reads `node_modules`; writes `ui/static/vendor`: Tabler's styles, htmx, ECharts, one sprite of the icons that are used,
and the licences. Run at set-up as `python -m kehu_desk.ui.assets FOLDER`; nothing of it is kept in the repository.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from kehu_desk.ui.icons import ICONS

VENDOR = Path(__file__).parent / "static" / "vendor"
FILES = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.min.css",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "echarts/dist/echarts.min.js": "echarts.min.js",
}
LICENCES = {
    "@tabler/core/LICENSE": "tabler.LICENSE",
    "@tabler/icons/LICENSE": "tabler-icons.LICENSE",
    "htmx.org/LICENSE": "htmx.LICENSE",
    "echarts/LICENSE": "echarts.LICENSE",
    "echarts/NOTICE": "echarts.NOTICE",
}
SOURCE_MAPS = re.compile(r"/\*# sourceMappingURL=.*?\*/|//# sourceMappingURL=\S+")
FRAME = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')


def main() -> None:
    """Copy from the folder named."""
    copy(Path(sys.argv[1] if len(sys.argv) > 1 else "node_modules"), to=VENDOR)


def copy(packages: Path, *, to: Path) -> None:
    """Copy the files of the packages, and make the sprite.

    Raises FileNotFoundError where a package is not installed.
    """
    to.mkdir(parents=True, exist_ok=True)
    for source, name in FILES.items():
        text = (packages / source).read_text(encoding="utf-8")
        (to / name).write_text(SOURCE_MAPS.sub("", text), encoding="utf-8")
    for source, name in LICENCES.items():
        if (packages / source).is_file():
            shutil.copyfile(packages / source, to / name)
    icons = packages / "@tabler/icons/icons/outline"
    drawn = [symbol(name, (icons / f"{name}.svg").read_text(encoding="utf-8")) for name in ICONS]
    sprite = f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(drawn)}</svg>'
    (to / "icons.svg").write_text(sprite, encoding="utf-8")


def symbol(name: str, drawing: str) -> str:
    """An icon's drawing as a part of the sprite.

    >>> symbol("minus", '<svg width="24"><path d="M5 12h14" /></svg>')[:38]
    '<symbol id="minus" viewBox="0 0 24 24"'
    """
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", drawing, flags=re.DOTALL)
    lines = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
    return f'<symbol id="{name}" viewBox="0 0 24 24" {lines}>{" ".join(FRAME.sub("", inner).split())}</symbol>'


if __name__ == "__main__":
    main()
