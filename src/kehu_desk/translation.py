"""The desk's messages in Chinese: found in the code, kept in catalogues, compiled for Django, and checked.

Reads templates and Python files; writes `locale/*/LC_MESSAGES/django.po` (kept) and `.mo` (made at set-up). With Babel
and Django's own reader of templates, so that no other program is needed. Run as `python -m kehu_desk.translation
extract` or `compile`; a test fails on a message that is missing, left over, or whose places for values differ.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).parent
LOCALES = ("zh_Hans", "zh_Hant")
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
PLACES = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")


def main() -> None:
    """Extract or compile."""
    {"extract": extract, "compile": compile_all}[sys.argv[1]]()


def catalogue_path(locale: str) -> Path:
    """The catalogue of a language."""
    return PACKAGE / "locale" / locale / "LC_MESSAGES" / "django.po"


def found() -> Catalog:
    """Every message of the code, without a translation, in the order of their texts."""
    messages = {(message.context or "", message.id): message for path in _sources() for message in _messages_in(path)}
    catalogue = Catalog()
    for key in sorted(messages, key=lambda key: (str(key[1]), key[0])):
        message = messages[key]
        catalogue.add(message.id, context=message.context, flags=message.flags)
    return catalogue


def kept(locale: str) -> Catalog:
    """The catalogue of a language as it is kept."""
    with catalogue_path(locale).open("rb") as file:
        return read_po(file, locale=locale)


def extract() -> None:
    """Bring the catalogues up to date: new messages without a translation, old ones gone, the others as they are."""
    for locale in LOCALES:
        path = catalogue_path(locale)
        former = kept(locale) if path.is_file() else Catalog(locale=locale)
        catalogue = Catalog(locale=locale)
        for message in found():
            if message.id:
                known = former.get(message.id if isinstance(message.id, str) else message.id[0], message.context)
                catalogue.add(message.id, known.string if known else None, context=message.context, flags=message.flags)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=120, omit_header=True, sort_output=True)


def compile_all() -> None:
    """Write the catalogues as Django reads them."""
    for locale in LOCALES:
        with catalogue_path(locale).with_suffix(".mo").open("wb") as file:
            write_mo(file, kept(locale))


def faults(locale: str) -> list[str]:
    """What is wrong with a catalogue: messages missing, left over, or with other places for values."""
    there = {(message.context or "", _first(message)): message for message in kept(locale) if message.id}
    wanted = {(message.context or "", _first(message)): message for message in found() if message.id}
    missing = [f"not translated: {key[1]!r}" for key in wanted if not _is_translated(there.get(key))]
    left_over = [f"left over: {key[1]!r}" for key in there if key not in wanted]
    return [*missing, *left_over, *(f"other places: {key[1]!r}" for key, one in there.items() if _differs(one))]


def _first(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _is_translated(message: Message | None) -> bool:
    if message is None:
        return False
    strings = (message.string,) if isinstance(message.string, str) else (message.string or ("",))
    return all(strings)


def _differs(message: Message) -> bool:
    """Whether a translation names other values than the message; one without a plural may leave the count out."""
    ids = (message.id,) if isinstance(message.id, str) else message.id
    strings = (message.string,) if isinstance(message.string, str) else (message.string or ())
    return any(_places(string) != _places(ids[-1]) for string in strings if string)


def _places(text: str) -> set[str]:
    return {match[0] for match in PLACES.finditer(text)}


def _sources() -> Iterator[Path]:
    """The files that hold messages."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and "locale" not in path.parts and "static" not in path.parts:
            yield path


def _messages_in(path: Path) -> Iterator[Message]:
    text = path.read_text(encoding="utf-8")
    code = text if path.suffix == ".py" else _as_code(templatize(text, origin=str(path)))
    for _line, function, texts, _comments in extract_python(io.BytesIO(code.encode()), list(KEYWORDS), [], {}):
        message = _message(function, texts)
        if message is not None:
            yield message


def _as_code(templated: str) -> str:
    """A template turned into code, whose lines Python need not find indented in an order."""
    return "\n".join(line.strip() for line in templated.splitlines())


def _message(function: str, texts: Any) -> Message | None:
    """The message of one call, where its texts are written out in it."""
    parts: list[str] = [texts] if isinstance(texts, str) else list(texts)
    context = parts.pop(0) if "pgettext" in function else None
    is_plural = function.startswith(("ng", "np"))
    if not all(parts[: 2 if is_plural else 1]):
        return None
    own = (parts[0], parts[1]) if is_plural else parts[0]
    flags = ("python-format",) if any("%(" in word for word in (own if is_plural else (own,))) else ()
    return Message(own, context=context, flags=flags)


if __name__ == "__main__":
    settings.configure()
    main()
