"""Every module, function, table and command says what it is, and the pages say it too (house rules 11 and 12)."""

import ast
import importlib.util
import re

import pytest

ENGINE_FACE = ("kehu.stages", "kehu.statistics", "kehu.tables")


def _is_public(place):
    return not any(part.startswith("_") for part in place.removeprefix("kehu").split("."))


def _is_nested(place, source):
    """Whether a function stands inside another function: its words stand with that one."""
    return place.rpartition(".")[0] in source.functions


def _sentences(text):
    return len(re.findall(r"[.:;](?=\s|$)", text or ""))


def test_every_module_opens_with_two_sentences(code, no_faults):
    opened = {source.name: _sentences(ast.get_docstring(source.tree)) for source in code if not source.is_package}
    no_faults({name: "say what it is, what it reads and gives, and why so" for name, n in opened.items() if n < 2})


def test_every_package_says_what_it_is(code, no_faults):
    no_faults({s.name: "it has no docstring" for s in code if s.is_package and not ast.get_docstring(s.tree)})


def test_every_public_function_and_class_has_a_docstring(code, no_faults):
    public = {
        place: node
        for source in code
        for place, node in (source.functions | source.classes).items()
        if _is_public(place) and not _is_nested(place, source)
    }
    no_faults({place: "it has no docstring" for place, node in public.items() if not ast.get_docstring(node)})


def test_every_public_engine_function_carries_an_example(code, no_faults):
    faces = {source.name: _listed(source) for source in code if source.is_package}
    public = {
        place: ast.get_docstring(node) or ""
        for source in code
        for place, node in source.functions.items()
        if source.is_in(*ENGINE_FACE) and place.rpartition(".")[0] == source.name and _is_public(place)
        if node.name in faces.get(_folder_of_a_stage(source), {node.name})
    }
    no_faults({place: "it has no doctest" for place, words in public.items() if ">>>" not in words})


def _folder_of_a_stage(source):
    """The stage whose folder holds the file: there, the package's list says what is public."""
    return ".".join(source.name.split(".")[:3]) if source.is_in("kehu.stages") else None


def _listed(source):
    for node in source.tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return set()


def test_an_example_has_at_most_six_lines(code, no_faults):
    examples = {
        place: [line for line in (ast.get_docstring(node) or "").splitlines() if line.startswith((">>> ", "... "))]
        for source in code
        for place, node in (source.functions | source.classes).items()
    }
    no_faults({place: f"{len(lines)} lines" for place, lines in examples.items() if len(lines) > 6})


@pytest.fixture(scope="module")
def generator(root):
    """The module `docs/generate.py`."""
    spec = importlib.util.spec_from_file_location("generate", root / "docs" / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["tables.md", "parameters.md", "commands.md", "access.md"])
def test_the_reference_on_disk_is_current(generator, page):
    written = (generator.FOLDER / page).read_text(encoding="utf-8")
    assert written == generator.PAGES[page](), f"docs/reference/{page} is out of date: run `make docs`"


def test_the_index_names_every_page(root):
    index = (root / "docs" / "index.md").read_text(encoding="utf-8")
    pages = [path.relative_to(root / "docs").as_posix() for path in (root / "docs").rglob("*.md")]
    missing = [page for page in pages if page != "index.md" and f"({page})" not in index]
    assert not missing, f"docs/index.md does not name {', '.join(missing)}"
