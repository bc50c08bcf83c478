"""Taking the portfolio out, which is recorded.

Gives the workbook of a portfolio as an answer.
"""

from __future__ import annotations

from django.db import transaction
from django.http import FileResponse
from django.utils import timezone

from kehu_desk.access.models import User
from kehu_desk.audit.models import Act
from kehu_desk.audit.recording import record
from kehu_desk.engine import MEDIA_TYPE, ScopedPortfolio, workbook
from kehu_desk.portfolio import sheets


def export(*, portfolio: ScopedPortfolio, by: User) -> FileResponse:
    """Every table of the portfolio as a workbook."""
    with transaction.atomic():
        record(act=Act.EXPORTED, subject="portfolio", by=by, branch=portfolio.scope, run=portfolio.run)
    file = workbook(sheets.sheets(portfolio), created_at=timezone.localtime())
    name = f"portfolio-{portfolio.run}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=MEDIA_TYPE)
