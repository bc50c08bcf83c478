"""Imports run downhill, and nothing below the runs has a hidden input (house rules 1, 3 and 6)."""

import ast
import tomllib

import pytest

EDGES = ("kehu.cli", "kehu.runs", "kehu.loads")
LAYERS, DESK_LAYERS = "The engine's layers run downhill", "The desk's layers run downhill"
STAGES, ENGINES = "Stages never import each other", "Only engines and stores name an engine"
GATEWAY = "Only the gateway knows the engine"
CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}
DISK = ("os.", "pathlib.Path", "shutil.", "tempfile.", "sqlite3.", "glob.")
FREE_NUMBERS = {"as_of", "seed", "parameters"}


@pytest.fixture(scope="module")
def contracts(root):
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["name"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


@pytest.fixture(scope="module")
def below_the_runs(engine_code):
    return [source for source in engine_code if not source.is_in(*EDGES)]


def _members(code):
    """Modules and packages directly in an import root, but for the one that `python -m` runs."""
    names = {".".join(source.name.split(".")[:2]) for source in code if "." in source.name}
    return {name for name in names if not name.endswith("__main__")}


@pytest.fixture(scope="module")
def desk_code(code):
    return [source for source in code if source.is_in("kehu_desk")]


@pytest.mark.parametrize(("contract", "root_package"), [(LAYERS, "kehu"), (DESK_LAYERS, "kehu_desk")])
def test_the_layers_are_a_contract_that_names_every_module(contracts, code, contract, root_package):
    named = {part.strip() for layer in contracts[contract]["layers"] for part in layer.replace(":", "|").split("|")}
    there = _members([source for source in code if source.is_in(root_package)])
    assert there <= named, f"{sorted(there - named)} stand in no layer: name them in pyproject.toml"


def test_everything_in_the_desk_but_the_gateway_is_kept_from_the_engine(contracts, desk_code):
    assert _members(desk_code) - set(contracts[GATEWAY]["source_modules"]) == {"kehu_desk.engine"}


def test_every_stage_stands_in_the_contract_of_independence(contracts, engine_code):
    named = set(contracts[STAGES]["modules"])
    there = {".".join(source.name.split(".")[:3]) for source in engine_code if source.name.startswith("kehu.stages.")}
    assert there <= named, f"{sorted(there - named)} are not in the contract: name them in pyproject.toml"
    assert "kehu.stages" in " ".join(contracts[ENGINES]["source_modules"])


def test_the_contract_about_the_engine_leaves_out_only_those_who_may_name_it(contracts, engine_code):
    held = contracts[ENGINES]["source_modules"]
    there = _members(engine_code)
    assert there - set(held) == {"kehu.engines", "kehu.stores"}


def test_only_engines_and_stores_name_the_engine(engine_code, no_faults):
    others = [source for source in engine_code if not source.is_in("kehu.engines", "kehu.stores")]
    naming = {
        f"{source.name}: {word}": f"line {node.lineno} names the engine"
        for source in others
        for node in source.nodes
        for word in _words_of_code(node)
        if "duckdb" in word or "pyspark" in word
    }
    no_faults(naming)


def _words_of_code(node):
    """The names in code; words in docstrings and messages are free."""
    if isinstance(node, ast.Name | ast.Attribute):
        yield node.id if isinstance(node, ast.Name) else node.attr
    if isinstance(node, ast.Import | ast.ImportFrom):
        yield from (alias.name for alias in node.names)
        yield getattr(node, "module", None) or ""


def test_no_module_imports_another_of_kehu_late(code, no_faults):
    late = {
        place: "import it at the top; where that makes a circle, move the code"
        for source in code
        for place, function in source.functions.items()
        for node in ast.walk(function)
        if isinstance(node, ast.ImportFrom | ast.Import) and any("kehu" in word for word in _words_of_code(node))
    }
    no_faults(late)


def test_no_import_hides_behind_type_checking(code, no_faults):
    no_faults({s.name: "it imports for types only" for s in code if "typing.TYPE_CHECKING" in s.imports})


def test_no_clock_is_read_below_the_runs(below_the_runs, no_faults):
    clocks = {
        f"{source.name}: {dotted}": f"line {line} reads the clock"
        for source in below_the_runs
        for dotted, line in source.dotted.items()
        if dotted.split(".")[-1] in CLOCKS and dotted.split(".")[0] in {"datetime", "date", "ibis"}
    }
    timers = {s.name: "it imports time" for s in below_the_runs if {"time", "time.perf_counter"} & set(s.imports)}
    no_faults(clocks | timers)


def test_no_environment_is_read_below_the_command_line(engine_code, no_faults):
    readers = {
        f"{source.name}: {dotted}": f"line {line} reads it: take it as an argument"
        for source in engine_code
        if not source.is_in("kehu.cli")
        for dotted, line in (source.dotted | source.imports).items()
        if dotted in {"os.environ", "os.getenv", "os.environ.get"}
    }
    no_faults(readers)


def test_stages_tables_and_statistics_touch_no_disk(engine_code, no_faults):
    pure = [source for source in engine_code if source.is_in("kehu.stages", "kehu.tables", "kehu.statistics")]
    imports = {
        f"{source.name}: {name}": "it touches the disk (a path as such is a pathlib.PurePath)"
        for source in pure
        for name in source.imports
        if f"{name}.".startswith(DISK)
    }
    opens = {
        f"{source.name}: {ast.unparse(node)}": "it opens a file"
        for source in pure
        for node in source.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "open"
    }
    no_faults(imports | opens)


def test_chance_is_always_seeded(engine_code, no_faults):
    unseeded = {
        f"{source.name}: {ast.unparse(node)}": "give the generator its seed"
        for source in engine_code
        for node in source.nodes
        if isinstance(node, ast.Call) and not node.args and not node.keywords
        if ast.unparse(node.func).split(".")[-1] in {"default_rng", "SeedSequence", "uuid4"}
    }
    others = {s.name: "draw from numpy's generators" for s in engine_code if {"random", "secrets"} & set(s.imports)}
    no_faults(unseeded | others)


def test_as_of_seed_and_parameters_are_asked_for_by_name(below_the_runs, no_faults):
    loose = {
        f"{place}.{argument.arg}": "make it keyword-only"
        for source in below_the_runs
        for place, function in source.functions.items()
        if not place.rpartition(".")[2].startswith("_")
        for argument in [*function.args.posonlyargs, *function.args.args]
        if argument.arg in FREE_NUMBERS
    }
    no_faults(loose)


def test_as_of_seed_and_parameters_have_no_defaults(engine_code, no_faults):
    hidden = {
        f"{place}.{argument.arg}": "a default is a hidden input"
        for source in engine_code
        if not source.is_in("kehu.cli")
        for place, function in source.functions.items()
        for argument, default in zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
        if argument.arg in FREE_NUMBERS and default is not None
    }
    no_faults(hidden)


def test_nothing_happens_at_import(code, no_faults):
    """Calls that stand bare at the top of a module do something; declarations only name what they make."""
    acts = {
        f"{source.name}: {ast.unparse(node)}": "do it when asked to"
        for source in code
        for node in source.tree.body
        if source.path.name != "__main__.py" and isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    }
    no_faults(acts)
