"""Our tables are written only in operations."""

import ast

from .conftest import Source

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ON_ROWS = {"create", "update", "delete", "save"}
QUERYSET = {"objects", "filter", "exclude", "all", "order_by", "select_for_update", "visible_to", "released"}
SAVING = {"update_fields", "force_insert", "force_update", "using"}
# Adapters of libraries that own their tables: sign-in writes its authenticators through allauth.
ADAPTERS = {("assembly", "sign_in")}


def reaches_rows(node: ast.expr) -> bool:
    """Whether an expression goes through a manager or queryset: `X.objects.filter(…)`, `person.posts.all()`."""
    while isinstance(node, ast.Attribute | ast.Call | ast.Subscript):
        if isinstance(node, ast.Attribute) and node.attr in QUERYSET:
            return True
        node = node.func if isinstance(node, ast.Call) else node.value
    return False


def writes(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    name, receiver = call.func.attr, call.func.value
    if name in ALWAYS:
        return True
    if name not in ON_ROWS:
        return False
    if name == "save":  # a bare save of a row; a workbook, a form or an operation is given something
        given = {keyword.arg for keyword in call.keywords}
        return not call.args and given <= SAVING and isinstance(receiver, ast.Name)
    return reaches_rows(receiver)


def test_our_tables_are_written_only_in_operations(code: list[Source]) -> None:
    wrong = [
        source.at(call)
        for source in code
        if not source.is_in("operations") and source.parts not in ADAPTERS
        for call in source.calls()
        if writes(call)
    ]
    assert wrong == []
