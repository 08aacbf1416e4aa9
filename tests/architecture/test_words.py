"""The first line of every domain class and operation opens with its Chinese term."""

import ast
import re

from gongkai.law import vocabulary

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


def snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower().rstrip("_")


def terms_in_use(code: list[Source]) -> list[tuple[str, str, str]]:
    """Tables and acts of the domain, as (Chinese term, English word, where); the machine room keeps its own words."""
    machine_room = {"jobs", "journal", "ledger", "notices", "numbering", "pages", "search"}
    found = []
    for source in code:
        if source.stratum not in {"foundation", "engines", "programmes"} or machine_room & set(source.path.parts):
            continue
        for node in source.tree.body:
            table = isinstance(node, ast.ClassDef) and source.is_in("models") and not node.name.endswith("QuerySet")
            act = isinstance(node, ast.FunctionDef) and source.is_in("operations") and takes_at(node)
            if table or act:
                term = re.split("[：。]", ast.get_docstring(node) or "")[0]
                found.append((term, snake(node.name), source.at(node)))
    return found


def takes_at(node: ast.FunctionDef) -> bool:
    return not node.name.startswith("_") and any(arg.arg == "at" for arg in node.args.kwonlyargs)


def test_every_table_and_act_is_called_what_the_vocabulary_calls_it(code: list[Source]) -> None:
    english = {term.chinese: term.english for term in vocabulary.terms()}
    # Django's own, and steps within an act.
    plain = {"kind", "level", "person_manager", "note", "journalled", "into_ledger", "fill", "note_reversible"}
    wrong = [use for use in terms_in_use(code) if use[1] not in plain and english.get(use[0]) != use[1]]
    assert wrong == []
