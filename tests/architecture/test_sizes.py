"""What one reads in one sitting: files, functions and branches have budgets."""

import ast
from statistics import quantiles

from .conftest import Source

FILE_STOP, FILE_P95 = 400, 250
FUNCTION_STOP, FUNCTION_P95 = 50, 30

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(code: list[Source]) -> list[tuple[str, int]]:
    return [
        (f"{source.at(node)} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for source in code
        for node in ast.walk(source.tree)
        if isinstance(node, Function)
    ]


def files(code: list[Source]) -> list[tuple[str, int]]:
    return [(source.at(source.tree), source.text.count("\n")) for source in code]


def test_no_file_is_longer_than_its_budget(code: list[Source]) -> None:
    assert [item for item in files(code) if item[1] > FILE_STOP] == []


def test_no_function_is_longer_than_its_budget(code: list[Source]) -> None:
    assert [item for item in functions(code) if item[1] > FUNCTION_STOP] == []


def test_nearly_all_files_and_functions_are_short(code: list[Source]) -> None:
    assert quantiles([size for _, size in files(code)], n=20)[-1] <= FILE_P95
    assert quantiles([size for _, size in functions(code)], n=20)[-1] <= FUNCTION_P95


def test_no_test_file_is_longer_than_its_budget() -> None:
    from .conftest import ROOT

    tests = [path for folder in ("tests", "scenarios") for path in (ROOT / folder).rglob("*.py")]
    assert [str(path) for path in tests if path.read_text(encoding="utf-8").count("\n") > FILE_STOP] == []
