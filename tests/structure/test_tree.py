"""The tree on disk is the tree in the documents, and the tests follow it path for path (house rules 9 and 14)."""

import ast
import importlib
import re

import pytest

PLACES = {"kehu": "engine", "kehu_desk": "desk"}
APART = {"conftest.py", "__init__.py"}
DJANGO = {"migrations", "templates", "templatetags", "static", "management", "locale"}  # each app may have them


@pytest.fixture(scope="module")
def drawn(root):
    """The paths in the first tree of ARCHITECTURE.md."""
    tree = re.search(r"```\n(.*?)```", (root / "ARCHITECTURE.md").read_text(encoding="utf-8"), re.DOTALL)[1]
    paths, above = [], []
    for line in filter(str.strip, tree.splitlines()):
        depth = (len(line) - len(line.lstrip())) // 2
        above = [*above[:depth], line.split()[0]]
        paths.append("".join(above))
    return paths


def _test_paths(source):
    """Where the tests of a module stand: the mirrored path, and longer names where there are many."""
    top, *folders, name = source.name.split(".")
    return f"tests/{'/'.join([PLACES[top], *folders])}/test_{name}"


def test_everything_in_the_drawn_tree_is_there(drawn, root):
    gone = [path for path in drawn if not (root / path).exists()]
    assert not gone, f"ARCHITECTURE.md draws {gone}, which are not there"


def test_every_top_name_and_every_folder_of_the_code_is_drawn(drawn, kept):
    folders = {"/".join(path.split("/")[:n]) + "/" for path in kept for n in (1, 2, 3, 4) if path.count("/") >= n}
    folders = {folder for folder in folders if folder.count("/") == 1 or folder.startswith("src/")}
    own = {folder for folder in folders if not DJANGO & set(folder.split("/"))}
    missing = sorted(folder for folder in own if folder not in drawn and not folder.startswith("."))
    assert not missing, f"ARCHITECTURE.md does not draw {missing}"


def test_a_folder_of_the_code_is_drawn_with_all_its_files_or_with_none(drawn, kept):
    opened = {path.rpartition("/")[0] for path in drawn if path.endswith((".py", ".toml"))} | {"src/kehu/stages"}
    files = [path for path in kept if path.endswith((".py", ".toml")) and path.rpartition("/")[0] in opened - {""}]
    missing = [path for path in files if path not in drawn and not path.endswith("__init__.py")]
    assert not missing, f"ARCHITECTURE.md does not draw {missing}"


def test_every_module_with_functions_has_its_tests(code, tests, root, no_faults):
    there = [source.path.relative_to(root).as_posix() for source in tests]
    bare = {
        source.name: f"write {_test_paths(source)}.py"
        for source in code
        if source.functions and not source.is_package and ".migrations." not in source.name
        if not any(re.match(rf"{_test_paths(source)}(_\w+)?\.py$", path) for path in there)
    }
    no_faults(bare)


def test_every_test_of_the_engine_has_its_module(code, tests, root, no_faults):
    modules = {_test_paths(source) for source in code if "." in source.name}
    paths = [source.path.relative_to(root).as_posix() for source in tests if source.path.name not in APART]
    mirrored = [path.removesuffix(".py") for path in paths if path.startswith(("tests/engine/", "tests/desk/"))]
    no_faults({path: "it mirrors no module" for path in mirrored if not any(path.startswith(m) for m in modules)})


def test_a_package_opens_with_words_imports_and_its_list_only(code, no_faults):
    plain = ast.Import | ast.ImportFrom
    odd = {
        f"{source.name}:{node.lineno}": "move it into a module"
        for source in code
        if source.is_package
        for node in source.tree.body[1:]
        if not isinstance(node, plain) and not ast.unparse(node).startswith(("__all__", "__version__"))
    }
    no_faults(odd)


def test_a_package_lists_what_it_imports_and_no_more(code):
    for source in filter(lambda source: source.is_package, code):
        package = importlib.import_module(source.name)
        listed = list(getattr(package, "__all__", []))
        taken = {name.rpartition(".")[2] for name in source.imports}
        assert taken <= set(listed), f"{source.name}: {sorted(taken - set(listed))} are not in __all__"
        assert all(hasattr(package, name) for name in listed), source.name


def test_every_stage_is_a_file_or_a_folder_with_a_file_of_its_name(root):
    folder = root / "src" / "kehu" / "stages"
    stages = [path for path in folder.iterdir() if path.is_dir() and path.name != "__pycache__"]
    odd = [
        path.name for path in stages if not (path / "__init__.py").exists() or not (path / f"{path.name}.py").exists()
    ]
    assert not odd, f"{odd}: each needs __init__.py and a file of its own name"


def test_a_stage_is_called_by_name_only(engine_code, no_faults):
    """The public functions of `stages/<stage>.py` or `stages/<stage>/<stage>.py` take keywords only."""
    entries = [source for source in engine_code if re.fullmatch(r"kehu\.stages\.(\w+)(\.\1)?", source.name)]
    loose = {
        place: "put `*` before its arguments"
        for source in entries
        for place, function in source.functions.items()
        if place.rpartition(".")[0] == source.name and not function.name.startswith("_") and function.args.args
    }
    no_faults(loose)
