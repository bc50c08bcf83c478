"""Promotions on disk: which recipe was made champion of a model, by whom, and on what comparison it rests.

Reads and writes `models/promotions.toml` of a home, which only grows: a promotion is taken back by another one, so that
the file tells who decided what, and when. A run keeps a copy beside its models.
"""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import tomlkit
from pydantic import BaseModel, ConfigDict, ValidationError

from kehu.assumptions import ModelPromotion
from kehu.stores.home import Home, HomeError, replace_text

FOLDER, PROMOTIONS = "models", "promotions.toml"
HEADING = "Recipes promoted, the newest last, written by `kehu promote`. A run obeys the last of each model."


class PromotionFile(BaseModel):
    """The file of promotions: any number of entries."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    promotions: tuple[ModelPromotion, ...] = ()


def read_promotions(home: Home) -> tuple[ModelPromotion, ...]:
    """The promotions of a home, in the order made; none where there is no file.

    Raises HomeError that names the file, the entry and the mistake.
    """
    path = _path(home)
    if not path.is_file():
        return ()
    try:
        return PromotionFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))).promotions
    except tomllib.TOMLDecodeError as error:
        raise HomeError(f"{path}: not a TOML file: {error}.") from None
    except ValidationError as error:
        told = [f"{path}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise HomeError("\n".join(told)) from None


def add_promotion(home: Home, promotion: ModelPromotion) -> None:
    """Add a promotion at the end of the file, which stays as people wrote it; whole, or not at all.

    Raises HomeError where another process is writing there, or where the file is not one of promotions.
    """
    with home.writing(FOLDER):
        read_promotions(home)
        path = _path(home)
        document = tomlkit.parse(path.read_text(encoding="utf-8")) if path.is_file() else _empty()
        entry = tomlkit.table()
        entry.update(promotion.model_dump())
        entries = document.setdefault("promotions", tomlkit.aot())
        entries.append(entry)
        replace_text(path, tomlkit.dumps(document))


def copy_promotions(home: Home, folder: Path) -> None:
    """Keep the promotions that a run read beside its models."""
    if _path(home).is_file():
        shutil.copy2(_path(home), folder / FOLDER / PROMOTIONS)


def _empty() -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    document.add(tomlkit.comment(HEADING))
    return document


def _path(home: Home) -> Path:
    return home.folder / FOLDER / PROMOTIONS
