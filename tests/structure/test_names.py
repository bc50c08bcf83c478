"""One word a concept, and words that an underwriter would say (house rules 7 and 8)."""

import ast
import re

FORBIDDEN_MODULES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "base", "core"}
ABBREVIATIONS = frozenset(
    re.findall(
        r"\w+",
        """
        acct amt arr calc cfg cnt conf config cust df dfs exp fn freq func idx impl img init lst mgr msg num obj
        param params pol prem prev proc ptr qty res ret src tbl tmp usr util val vals var vars
        """,
    )
)
ALLOWED = {"__init__", "__init_subclass__", "__post_init__"}


def _words(name):
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))


def _names(source):
    """What the file defines: functions, classes, their arguments."""
    for place, node in (source.functions | source.classes).items():
        yield place, node.name
        arguments = node.args if isinstance(node, ast.FunctionDef) else None
        for argument in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs] if arguments else []:
            yield f"{place}.{argument.arg}", argument.arg


def test_no_module_is_named_for_nothing(all_code, no_faults):
    bad = [source.name for source in all_code if FORBIDDEN_MODULES & set(source.name.split("."))]
    no_faults(dict.fromkeys(bad, "name it for the one thing that it holds"))


def test_no_name_is_cut_short(code, no_faults):
    cut = {
        place: ", ".join(sorted(_words(name) & ABBREVIATIONS))
        for source in code
        for place, name in _names(source)
        if name not in ALLOWED
    }
    no_faults({place: f"write '{words}' out" for place, words in cut.items() if words})


def test_test_names_are_sentences(tests, no_faults):
    short = {
        place: "say in words what holds"
        for source in tests
        for place, node in source.functions.items()
        if node.name.startswith("test_") and len(node.name.split("_")) < 4
    }
    no_faults(short)
