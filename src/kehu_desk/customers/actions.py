"""What people do with customers that must be known later: seeing personal data in full, taking lists out.

Each action records itself in the same transaction; a list goes out only when its record stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.http import FileResponse
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record
from kehu_desk.customers import sheets
from kehu_desk.engine import MEDIA_TYPE, CustomerPage, Sheet, workbook
from kehu_desk.published.visibility import Scope


@transaction.atomic
def reveal(*, customer_id: str, by: User) -> None:
    """Record that somebody sees a customer's identity numbers and telephones in full."""
    record(act=Act.REVEALED, subject=customer_id, by=by)


def export_list(*, scope: Scope, asked: Mapping[str, Any], by: User) -> FileResponse:
    """The customers of a scope that fit the filters, as a workbook."""
    with transaction.atomic():
        filters = {name: str(value) for name, value in asked.items()}
        record(act=Act.EXPORTED, subject="customers", by=by, branch=scope.path, run=scope.run.label, filters=filters)
    return _answer([sheets.customers(scope, asked)], f"customers-{scope.run.label}.xlsx")


def export_customer(*, page: CustomerPage, by: User) -> FileResponse:
    """One customer as a workbook: account, policies, claims."""
    with transaction.atomic():
        record(act=Act.EXPORTED, subject=page.customer_id, by=by, run=page.run)
    return _answer(sheets.customer(page), f"{page.customer_id}-{page.run}.xlsx")


def _answer(made: list[Sheet], name: str) -> FileResponse:
    file = workbook(made, created_at=timezone.localtime())
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
