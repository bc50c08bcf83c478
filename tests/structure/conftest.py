"""The code as data: every Python file of the project parsed once, and the list of exceptions to the rules.

Reads the source files and `exceptions.toml`; gives fixtures to the tests of this folder.
A test collects faults by place and hands them to `no_faults`, which knows the exceptions.
"""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

EXCEPTIONS = Path(__file__).with_name("exceptions.toml")
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A Python file: its dotted name, its text and its tree."""

    path: Path
    name: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @cached_property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @cached_property
    def functions(self) -> Mapping[str, Function]:
        """Functions and methods by dotted place, those inside functions too."""
        return dict(self._functions(self.tree, self.name))

    @cached_property
    def classes(self) -> Mapping[str, ast.ClassDef]:
        return {f"{self.name}.{node.name}": node for node in self.nodes if isinstance(node, ast.ClassDef)}

    @cached_property
    def imports(self) -> Mapping[str, int]:
        """What the file imports, by dotted name (with the names taken from modules), with the line."""
        found = {}
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found |= {alias.name: node.lineno for alias in node.names}
            if isinstance(node, ast.ImportFrom):
                found |= {f"{node.module}.{alias.name}": node.lineno for alias in node.names}
        return found

    @cached_property
    def dotted(self) -> Mapping[str, int]:
        """Every attribute as written, such as `datetime.date.today`, with its line."""
        return {ast.unparse(node): node.lineno for node in self.nodes if isinstance(node, ast.Attribute)}

    def is_in(self, *packages: str) -> bool:
        """Whether the file is one of the modules or lies in one of the packages."""
        return any(self.name == package or self.name.startswith(f"{package}.") for package in packages)

    @property
    def is_package(self) -> bool:
        return self.path.name == "__init__.py"

    def _functions(self, node: ast.AST, place: str) -> Iterator[tuple[str, Function]]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Function):
                yield f"{place}.{child.name}", child
            if isinstance(child, Function | ast.ClassDef):
                yield from self._functions(child, f"{place}.{child.name}")
            elif not isinstance(child, ast.expr):
                yield from self._functions(child, place)


def _sources(folder: Path, *, root: Path) -> list[Source]:
    return [
        Source(path, _dotted(path.relative_to(root)), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
    ]


def _dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.fixture(scope="session")
def engine_code(root: Path) -> list[Source]:
    """The files of `src/kehu`."""
    return _sources(root / "src" / "kehu", root=root / "src")


@pytest.fixture(scope="session")
def code(root: Path) -> list[Source]:
    """The files of both import roots."""
    return _sources(root / "src", root=root / "src")


@pytest.fixture(scope="session")
def tests(root: Path) -> list[Source]:
    """The files of `tests`."""
    return _sources(root / "tests", root=root)


@pytest.fixture(scope="session")
def all_code(code: list[Source], tests: list[Source], root: Path) -> list[Source]:
    """Every Python file of the project."""
    return [*code, *tests, *_sources(root / "benchmarks", root=root), *_sources(root / "docs", root=root)]


@pytest.fixture(scope="session")
def kept(root: Path) -> list[str]:
    """The files that git keeps, or would keep."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.splitlines() if (root / path).exists()]


@pytest.fixture
def no_faults(request: pytest.FixtureRequest) -> Callable[[Mapping[str, str]], None]:
    """Fail with every fault that is no exception, and with every exception that is no fault any more."""
    rule = request.node.name.removeprefix("test_")
    excused = tomllib.loads(EXCEPTIONS.read_text(encoding="utf-8")).get(rule, {})

    def judge(faults: Mapping[str, str]) -> None:
        new = [f"{place}: {fault}" for place, fault in faults.items() if place not in excused]
        mended = [f"{place}: mended, take it out of {EXCEPTIONS.name}" for place in excused if place not in faults]
        assert not new + mended, "\n" + "\n".join(new + mended)

    return judge
