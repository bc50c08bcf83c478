"""The generated half of the documentation: tables, parameters, commands and access.

Reads the table classes, the parameter models, the command line and the desk; writes `docs/reference/`.
Each page is a pure function from the code to Markdown, so that a test can say whether the page on disk is current.
Run by `make docs`.
"""

from __future__ import annotations

import importlib
import os
import typing
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import django
import typer.main
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from typer.cli import get_docs_for_click

from kehu.cli import app
from kehu.parameters import Parameters, default_text
from kehu.tables import reference

FOLDER = Path(__file__).parent / "reference"
ACCESS = """Who has which role, and at which branch, is set by an administrator; what a role may do stands in the
code and is the same at every insurer. Whoever stands at a branch sees the customers of that branch and of all below it,
whatever the role; whoever has no branch sees the whole company. Pages of one's own account are open to everyone who is
signed in, the sign-in page to anybody. `tests/desk/test_urls_roles_branches.py` asks every address as every role."""
GENERATED = "Generated from `{origin}` by `make docs`; a change here is lost.\n"


def parameters() -> str:
    """Every assumption that `kehu.toml` may hold, and the file that `kehu init` writes."""
    lines = ["# Parameters", "", GENERATED.format(origin="src/kehu/parameters.py")]
    for place, model in _models("", Parameters):
        lines += [f"## {place or 'kehu.toml'}", "", (model.__doc__ or "").strip(), ""]
        lines += ["| Entry | Holds | Default | What it is |", "| --- | --- | --- | --- |"]
        lines += [_entry(name, field) for name, field in model.model_fields.items()]
        lines.append("")
    return "\n".join([*lines, "## The file that `kehu init` writes", "", "```toml", default_text().rstrip(), "```", ""])


def commands() -> str:
    """Every command with its arguments and options, as the command line itself explains them."""
    command = typer.main.get_command(app)
    shown = get_docs_for_click(obj=command, ctx=typer.Context(command), name="kehu", title="Commands")
    return shown.replace("\n", "\n\n" + GENERATED.format(origin="src/kehu/cli"), 1).rstrip() + "\n"


def access() -> str:
    """Who may do what at the desk, and who may see which page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kehu_desk.settings")
    django.setup()
    overview = importlib.import_module("kehu_desk.access.overview")
    lines = ["# Access", "", GENERATED.format(origin="src/kehu_desk/access/permissions.py"), ACCESS, ""]
    return "\n".join(lines) + "\n" + overview.markdown()


def _models(place: str, model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """The model and those inside it, each with its place in the file."""
    yield place, model
    for name, field in model.model_fields.items():
        inner = _inner(field.annotation)
        if inner is not None:
            is_list = typing.get_origin(field.annotation) is tuple
            path = f"{place.strip('[]')}.{name}".lstrip(".")
            yield from _models(f"[[{path}]]" if is_list else f"[{path}]", inner)


def _inner(annotation: object) -> type[BaseModel] | None:
    """The model that an entry holds, or holds many of."""
    for part in (annotation, *typing.get_args(annotation)):
        if isinstance(part, type) and issubclass(part, BaseModel):
            return part
    return None


def _entry(name: str, field: FieldInfo) -> str:
    needed = "required" if field.is_required() else f"`{_shown(field.default)}`"
    return f"| `{name}` | {_holds(field.annotation)} | {needed} | {field.description or ''} |"


def _shown(default: object) -> object:
    if isinstance(default, BaseModel):
        return "as below"
    return "none" if default in (None, ()) else default


def _holds(annotation: object) -> str:
    """A type in words."""
    arguments = [part for part in typing.get_args(annotation) if part is not Ellipsis]
    if typing.get_origin(annotation) is typing.Literal:
        return " or ".join(f"`{choice}`" for choice in arguments)
    if typing.get_origin(annotation) is tuple:
        return "list of " + _holds(arguments[0])
    if arguments:
        return " or ".join(_holds(part) for part in arguments if part is not type(None))
    words = {str: "text", float: "number", int: "whole number", bool: "true or false"}
    name = getattr(annotation, "__name__", str(annotation))
    return words.get(typing.cast("type", annotation), name.lower())


PAGES: Mapping[str, Callable[[], str]] = {
    "tables.md": reference.markdown,
    "parameters.md": parameters,
    "commands.md": commands,
    "access.md": access,
}


def main() -> None:
    """Write every page."""
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
