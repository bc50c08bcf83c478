"""What people do with models: set a relativity, take one back, promote a recipe, take tables out. Each is recorded.

All are keyword-only; the record and the deed stand together: the deed comes last, and writes whole or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db import transaction
from django.http import FileResponse
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record
from kehu_desk.engine import (
    MEDIA_TYPE,
    ModelTold,
    Relativity,
    Sheet,
    promote_recipe,
    set_relativity,
    take_back,
    workbook,
)


@transaction.atomic
def set_level(*, asked: Relativity, reason: str, seen: str, by: User) -> None:
    """Set a relativity for the next run; raises EditConflictError where somebody else was quicker."""
    record(act=Act.MODEL_EDITED, subject=_subject(asked), by=by, relativity=asked.relativity, reason=reason)
    set_relativity(asked, by=by.full_name, reason=reason, at=timezone.localtime(), seen=seen)


@transaction.atomic
def take_level_back(*, asked: Relativity, why: str, seen: str, by: User) -> None:
    """Take an edit back; raises EditConflictError where somebody else was quicker."""
    record(act=Act.MODEL_EDIT_DROPPED, subject=_subject(asked), by=by, relativity=asked.relativity, reason=why)
    take_back(asked, seen=seen)


@transaction.atomic
def promote(*, label: str, line: str, name: str, recipe: str, reason: str, by: User) -> None:
    """Make a recipe champion from the next run on; raises what the engine refuses."""
    record(act=Act.RECIPE_PROMOTED, subject=f"{line} {name}: {recipe}", by=by, challenge=label, reason=reason)
    promote_recipe(label, line=line, name=name, recipe=recipe, by=by.full_name, reason=reason, at=timezone.localtime())


def export(*, name: str, sheets: Iterable[Sheet], by: User) -> FileResponse:
    """Sheets as a workbook of a name."""
    with transaction.atomic():
        record(act=Act.EXPORTED, subject=name, by=by)
    file = workbook(sheets, created_at=timezone.localtime())
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=MEDIA_TYPE)


def model_export_name(told: ModelTold) -> str:
    """The name of a model's workbook."""
    named = "-".join(part for part in (told.line, told.peril, told.model, told.run) if part)
    return "model-" + re.sub(r"[^\w.-]+", "-", named)


def _subject(asked: Relativity) -> str:
    """A level in the words of the model."""
    return f"{asked.line} {asked.model}: {' × '.join(asked.factors)} = {' × '.join(asked.levels)}"[:200]
