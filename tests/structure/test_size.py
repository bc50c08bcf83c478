"""Small functions, small files (house rule 10)."""

import ast
from statistics import mean, median

LONGEST_FUNCTION = 40
LONGEST_FILE = 300
LONGEST_CATALOGUE = 400


def _length(function):
    """Lines of a function, its docstring apart."""
    opening = function.body[0]
    has_words = isinstance(opening, ast.Expr) and isinstance(opening.value, ast.Constant)
    words = opening.end_lineno - opening.lineno + 1 if has_words else 0
    return function.end_lineno - function.lineno + 1 - words


def test_no_function_is_longer_than_40_lines(all_code, no_faults):
    lengths = {place: _length(node) for source in all_code for place, node in source.functions.items()}
    no_faults({place: f"{n} lines, cut it in two" for place, n in lengths.items() if n > LONGEST_FUNCTION})


def test_the_mean_function_is_near_10_lines(code):
    lengths = [_length(node) for source in code for node in source.functions.values()]
    assert mean(lengths) <= 12, f"the mean function has {mean(lengths):.1f} lines"


def test_no_file_is_longer_than_300_lines(all_code, no_faults):
    longest = {source: LONGEST_CATALOGUE if source.is_in("kehu.tables") else LONGEST_FILE for source in all_code}
    no_faults({str(s.name): f"{s.lines} lines, more than {cap}" for s, cap in longest.items() if s.lines > cap})


def test_the_median_file_is_near_100_lines(code):
    lengths = [source.lines for source in code if not source.is_package]
    assert median(lengths) <= 140, f"the median file has {median(lengths)} lines"


def test_a_test_is_short(tests, no_faults):
    lengths = {
        place: _length(node)
        for source in tests
        for place, node in source.functions.items()
        if node.name.startswith("test_")
    }
    no_faults({place: f"{n} lines: arrange, act, assert" for place, n in lengths.items() if n > 30})
    assert mean(lengths.values()) <= 14, f"the mean test has {mean(lengths.values()):.1f} lines"
