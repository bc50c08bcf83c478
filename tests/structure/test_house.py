"""The house in order: locked dependencies, two commands, decisions and changes on record (house rules 13 and 20)."""

import re
import socket
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from pytest_socket import SocketBlockedError

# Written as patterns, so that this file does not hold the words itself.
WORKPLACES = {
    r"/hom[e]/\w|/roo[t]/|/User[s]/|/wor[k]/": "a path of one machine",
    r"pyp[i]\.org|pythonhoste[d]|(?<!emit)-index-ur[l]": "the host of a package registry",
}
SECTIONS = ("Date:", "Status:", "## Context", "## Decision", "## Consequences")


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def locked(root):
    """The entries of the lock file: name, version, hashes (a package may have one version for each Python)."""
    text = (root / "requirements.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    return [(canonicalize_name(name), version, rest.count("--hash=sha256:")) for name, version, rest in entries]


@pytest.fixture(scope="module")
def texts(root, kept):
    """Text of every file that git keeps, by path."""
    return {path: (root / path).read_text(encoding="utf-8", errors="replace") for path in kept}


def test_every_dependency_is_locked_at_a_version_that_fits(project, locked):
    wanted = [*project["dependencies"], *(r for extra in project["optional-dependencies"].values() for r in extra)]
    for requirement in map(Requirement, wanted):
        versions = [version for name, version, _ in locked if name == canonicalize_name(requirement.name)]
        assert versions, f"{requirement.name} is not in requirements.lock: run `make lock`"
        assert all(map(requirement.specifier.contains, versions)), f"{requirement}: run `make lock`"


def test_every_locked_package_has_a_hash(locked):
    assert not [name for name, _, hashes in locked if hashes == 0]


def test_no_file_knows_the_machine_it_was_written_on(texts):
    found = {
        f"{path}: {what}: {match[0]}"
        for path, text in texts.items()
        for pattern, what in WORKPLACES.items()
        for match in re.finditer(pattern, text)
    }
    assert not found, "\n".join(sorted(found))


def test_nothing_is_left_for_later(texts):
    marks = re.compile(r"\b(TOD[O]|FIXM[E]|XX[X]|NotImplementedErro[r])\b")
    found = [f"{path}: {mark[0]}" for path, text in texts.items() for mark in marks.finditer(text)]
    assert not found, f"{found}: do it, or write an issue"


def test_the_engine_never_prints(code, no_faults):
    loud = {
        f"{source.name}:{number}": "give it to the console of the command line"
        for source in code
        for number, line in enumerate(source.text.splitlines(), start=1)
        if re.match(r"\s*print\(", line) and not source.is_in("kehu.cli")
    }
    no_faults(loud)


def test_continuous_integration_runs_what_a_developer_runs(root):
    script = (root / ".ci" / "run").read_text(encoding="utf-8")
    assert script.rstrip().endswith("make check test")
    assert "|| true" not in script


def test_every_target_explains_itself(root):
    text = (root / "Makefile").read_text(encoding="utf-8")
    explained = set(re.findall(r"^(\w+):.* ## .+", text, re.MULTILINE))
    assert explained >= {"help", "setup", "demo", "check", "test", "bench", "docs", "lock", "clean"}


def test_decisions_are_numbered_without_a_gap(root):
    numbers = sorted(int(path.name[:4]) for path in (root / "docs" / "adr").glob("*.md"))
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_decision_has_its_sections_and_is_short(root):
    for path in (root / "docs" / "adr").glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(path.name[:4])}. "), path.name
        assert not [part for part in SECTIONS if part not in text], path.name
        assert len(text.splitlines()) < 60, path.name


def test_the_changelog_has_a_place_for_what_comes(root):
    assert "## [Unreleased]" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_links_between_documents_lead_somewhere(root):
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(root)}: {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not broken, broken


@pytest.mark.filterwarnings("ignore:A test tried to use socket")
def test_sockets_are_closed_unless_a_test_asks_for_one():
    with pytest.raises(SocketBlockedError):
        socket.socket()
