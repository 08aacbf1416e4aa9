"""What of Django we do without: signals, its admin, callables in migrations."""

import ast

from .conftest import Source

BANNED = ("django.dispatch", "django.db.models.signals", "django.core.signals", "django.contrib.admin")
BUILTINS = {"dict", "list"}


def test_no_signals_and_no_admin(code: list[Source]) -> None:
    wrong = [
        f"{source.at(node)} {name}"
        for source in code
        for node, name in source.imports()
        if name.startswith(BANNED) or "signals" in name.split(".")
    ]
    assert wrong == []


def test_the_portal_never_asks_who_reads(code: list[Source]) -> None:
    """Whoever is signed in sees what the public sees; the permission matrix asks it of a few for all."""
    wrong = [
        f"{source.at(node)} {node.attr}"
        for source in code
        if source.package == "faces.portal"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and node.attr in {"actor", "user", "session"}
    ]
    assert wrong == []


def test_migrations_import_nothing_of_ours(sources: list[Source]) -> None:
    wrong = [
        f"{source.at(node)} {name}"
        for source in sources
        if source.is_migration
        for node, name in source.imports()
        if name.startswith("gongkai")
    ]
    assert wrong == []


def test_no_column_has_a_callable_default(sources: list[Source]) -> None:
    wrong = []
    for source in sources:
        if not source.is_migration and not source.is_in("models"):
            continue
        for call in source.calls():
            for keyword in call.keywords:
                if keyword.arg == "default" and is_callable(keyword.value):
                    wrong.append(source.at(keyword.value))
    assert wrong == []


def is_callable(value: ast.expr) -> bool:
    """A bare name that is no builtin and no CONSTANT, or a lower-case attribute such as `timezone.now`."""
    if isinstance(value, ast.Lambda):
        return True
    name = value.id if isinstance(value, ast.Name) else value.attr if isinstance(value, ast.Attribute) else ""
    return bool(name) and not name.isupper() and name not in BUILTINS
