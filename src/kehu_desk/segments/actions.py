"""What people do with segments: save, change, delete, take their customers out. Each is recorded.

All are keyword-only and atomic; of two who change the same segment the second is told.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.http import FileResponse
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record
from kehu_desk.engine import MEDIA_TYPE, Definition, Sheet, workbook
from kehu_desk.segments.models import Segment


class ChangedError(RuntimeError):
    """Somebody else has changed or deleted the segment since it was shown."""


@transaction.atomic
def create(*, name: str, sharing: str, definition: Definition, by: User) -> Segment:
    """Save a new segment."""
    plain = definition.plain
    made = Segment.objects.create(name=name, sharing=sharing, definition=plain, owner=by, branch=by.branch)
    record(act=Act.SEGMENT_SAVED, subject=name, by=by, segment=made.pk, definition=plain)
    return made


@transaction.atomic
def change(*, segment: Segment, seen: int, name: str, sharing: str, definition: Definition, by: User) -> None:
    """Change a segment of the version seen; raises ChangedError where it is another one by now."""
    plain = definition.plain
    changed = Segment.objects.filter(pk=segment.pk, version=seen).update(
        name=name,
        sharing=sharing,
        definition=plain,
        branch=by.branch,
        version=F("version") + 1,
        updated_at=timezone.now(),
    )
    if not changed:
        raise ChangedError
    record(act=Act.SEGMENT_SAVED, subject=name, by=by, segment=segment.pk, definition=plain)


@transaction.atomic
def delete(*, segment: Segment, seen: int, by: User) -> None:
    """Delete a segment of the version seen; raises ChangedError where it is another one by now."""
    deleted, _kinds = Segment.objects.filter(pk=segment.pk, version=seen).delete()
    if not deleted:
        raise ChangedError
    record(act=Act.SEGMENT_DELETED, subject=segment.name, by=by, segment=segment.pk, definition=segment.definition)


def export(*, segment: Segment, sheets: list[Sheet], run: str, by: User) -> FileResponse:
    """The customers of a segment as a workbook."""
    with transaction.atomic():
        record(act=Act.EXPORTED, subject=f"segment {segment.name}", by=by, branch=by.branch, run=run)
    file = workbook(sheets, created_at=timezone.localtime())
    name = f"segment-{segment.pk}-{run}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
