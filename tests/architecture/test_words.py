"""The first line of every domain class and operation opens with its Chinese term."""

import ast
import re

from .conftest import Source

OPENING = re.compile(r"[\u4e00-\u9fff〇A-Z0-9（）《》、·“” ]*[\u4e00-\u9fff〇）》”][：。]")
ROOMS = ("models", "rules", "operations", "queries", "permission", "ports", "kinds", "programme")


def is_subject(source: Source, node: ast.stmt) -> bool:
    """Public classes anywhere in the rooms; public functions of `operations`, not those of its private modules."""
    if isinstance(node, ast.ClassDef):
        return not node.name.startswith("_")
    in_operations = source.is_in("operations") and not source.path.name.startswith("_")
    return in_operations and isinstance(node, ast.FunctionDef) and not node.name.startswith("_")


def subjects(code: list[Source]) -> list[tuple[Source, ast.ClassDef | ast.FunctionDef]]:
    return [
        (source, node)
        for source in code
        if source.stratum in {"foundation", "engines", "programmes"} and source.is_in(*ROOMS)
        for node in source.tree.body
        if is_subject(source, node) and isinstance(node, ast.ClassDef | ast.FunctionDef)
    ]


def test_domain_classes_and_operations_open_with_their_chinese_term(code: list[Source]) -> None:
    wrong = [
        f"{source.at(node)} {node.name}"
        for source, node in subjects(code)
        if not OPENING.match(ast.get_docstring(node) or "")
    ]
    assert wrong == []
