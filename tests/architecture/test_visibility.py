"""An organ's tables are read by the faces only through `.visible_to(person, at)` or `.released(at)`."""

import ast

from .conftest import Source

GATES = {"visible_to", "released"}


def test_faces_read_records_only_through_a_gate(code: list[Source]) -> None:
    wrong = []
    for source in code:
        if source.stratum != "faces":
            continue
        guarded = {
            id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Attribute) and node.attr in GATES
        }
        wrong += [
            source.at(node)
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_base_manager", "_default_manager"}
            if id(node) not in guarded
        ]
    assert wrong == []
