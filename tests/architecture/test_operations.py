"""Public operations are keyword-only, and take who acts and when."""

import ast

from .conftest import Source

# Machinery below any act: it serves acts, which have their own `by`; or time itself acts.
WITHOUT_BY = {
    "foundation.files": {"forget"},
    "foundation.review": {"forget"},
    "foundation.privacy": {"forget"},
    "foundation.journal": {"follow"},
    "foundation.jobs": {"ask_worker", "beat", "enqueue", "run", "run_beat", "sweep", "tick", "work_off"},
    "foundation.ledger": {"append", "cosign", "publish_checkpoint", "recover", "seal"},
    "foundation.notices": {"deliver", "deliver_digest", "post"},
    "foundation.numbering": {"take"},
    "foundation.pages": {"touched"},
    "foundation.search": {"forget_mirror", "mirror", "put", "rebuild", "remove", "renew", "report"},
    "engines.publishing": {"do_bulk", "release_due", "try_bulk"},
    "engines.registers": {"adopt_ordered", "forget_imports", "hide_late", "propose_import", "try_import"},
    # The public: people without an account.
    "programmes.finding": {"confirm", "forget_unconfirmed", "note_missed", "subscribe", "tell", "unsubscribe"},
    "programmes.consultations": {
        "confirm_alert",
        "end_alert",
        "forget_alerts",
        "tell_alerts",
        "watch_new",
        "watch_one",
    },
    "programmes.statutes": {"note_cited"},
    "programmes.hotline": {"add_photo", "drop_photo", "forget_message_drafts", "keep_message_draft"},
    "programmes.requests": {"drop_copy", "forget_drafts", "keep_copy", "keep_draft", "note_answer_found"},
}
# Called by the queue with its own clock, or asked nothing about time.
WITHOUT_AT = {
    "foundation.journal": {"follow"},
    "foundation.files": {"forget"},
    "foundation.review": {"forget"},
    "foundation.privacy": {"forget"},
    "foundation.jobs": {"enqueue", "run", "run_beat", "work_off"},
    "foundation.numbering": {"take"},
    "foundation.pages": {"touched"},
    "foundation.search": {"forget_mirror", "mirror", "put", "rebuild", "remove", "renew", "report"},
}
POSITIONAL = {
    "foundation.journal": {"follow"},
    "foundation.jobs": {"enqueue", "run", "run_beat", "work_off"},
    "foundation.numbering": {"take"},
    "foundation.pages": {"touched"},
    "foundation.search": {"put", "rebuild", "remove"},
}


def public_operations(code: list[Source]) -> list[tuple[Source, ast.FunctionDef]]:
    """Functions defined in `operations.py`, or in the private modules of `operations/` and named in its `__all__`."""
    shown: dict[str, set[str]] = {}
    for source in code:
        if source.is_in("operations") and source.path.name == "__init__.py":
            shown[source.package] = {alias for _, name in source.imports() for alias in [name.rsplit(".", 1)[1]]}
    return [
        (source, node)
        for source in code
        if source.is_in("operations")
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        if node.name in shown.get(source.package, {node.name})
    ]


def excused(table: dict[str, set[str]], source: Source, node: ast.FunctionDef) -> bool:
    return node.name in table.get(source.package, ())


def test_operations_take_their_arguments_by_name(code: list[Source]) -> None:
    wrong = [
        f"{source.at(node)} {node.name}"
        for source, node in public_operations(code)
        if (node.args.args or node.args.posonlyargs or node.args.vararg) and not excused(POSITIONAL, source, node)
    ]
    assert wrong == []


def test_operations_know_who_acts_and_when(code: list[Source]) -> None:
    wrong = []
    for source, node in public_operations(code):
        names = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
        if "by" not in names and not excused(WITHOUT_BY, source, node):
            wrong.append(f"{source.at(node)} {node.name} has no by")
        if "at" not in names and not excused(WITHOUT_AT, source, node):
            wrong.append(f"{source.at(node)} {node.name} has no at")
    assert wrong == []


def test_nothing_is_excused_that_does_not_exist(code: list[Source]) -> None:
    there = {(source.package, node.name) for source, node in public_operations(code)}
    tables = [*WITHOUT_BY.items(), *WITHOUT_AT.items(), *POSITIONAL.items()]
    assert [(package, name) for package, names in tables for name in names if (package, name) not in there] == []
