"""Who may do what, and who may see which page, as tables for the documentation.

Reads the table of permissions and the views of the desk, each of which knows what it asks for; gives Markdown. Made
from the code, so that what an auditor reads is what runs.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from kehu_desk.access.permissions import WHOLE_COMPANY, Permission, Role, may

YES, NO = "●", ""


def markdown() -> str:
    """The two tables, in English."""
    with translation.override("en"):
        return "\n".join([*_permissions(), "", *_pages()]) + "\n"


def _permissions() -> Iterator[str]:
    yield "## Roles and what they may do"
    yield ""
    yield from _heading("May")
    for permission in Permission:
        yield _row(f"{permission.label}{' †' if permission in WHOLE_COMPANY else ''}", permission)
    yield ""
    yield "† only for those who have no branch: it shows or changes the whole company."


def _pages() -> Iterator[str]:
    yield "## Pages and who may ask for them"
    yield ""
    yield from _heading("Address")
    for address, permission in sorted(_asked("", get_resolver()), key=lambda pair: pair[0]):
        yield _row(f"`/{address}`", permission)


def _asked(prefix: str, resolver: URLResolver) -> Iterator[tuple[str, Permission]]:
    """Every address with the permission that it asks for, where it asks for one."""
    for entry in resolver.url_patterns:
        address = f"{prefix}{entry.pattern}"
        if not isinstance(entry, URLPattern):
            yield from _asked(address, entry)
        elif hasattr(entry.callback, "permission"):
            yield address, entry.callback.permission


def _heading(first: str) -> Iterator[str]:
    yield f"| {first} | {' | '.join(str(role.label) for role in Role)} |"
    yield f"| --- |{' :-: |' * len(Role)}"


def _row(first: str, permission: Permission) -> str:
    return f"| {first} | {' | '.join(YES if may(role, permission) else NO for role in Role)} |"
