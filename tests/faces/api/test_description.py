"""The OpenAPI description: committed, complete, and true."""

import json
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ninja import Schema

from gongkai.engines.publishing.acts import ACTS
from gongkai.faces.api.urls import description

ROOT = Path(__file__).resolve().parents[3]
COMMITTED = ROOT / "docs" / "openapi.json"
PAGE = ROOT / "docs" / "api.md"
REFRESH = "The API changed. Review and commit: REWRITE=1 python -m pytest tests/faces/api/test_description.py"


@pytest.fixture(scope="module")
def described() -> Any:
    return json.loads(description())


def operations(described: Any) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (method.upper(), path, operation)
        for path, item in described["paths"].items()
        for method, operation in item.items()
    ]


def test_it_is_openapi_3_1(described: Any) -> None:
    assert described["openapi"].startswith("3.1")


def test_it_is_served_as_committed(db: None, client: Any) -> None:
    answer = client.get("/api/openapi.json")
    assert answer.status_code == 200
    if os.environ.get("REWRITE"):
        COMMITTED.write_bytes(answer.content)
    assert answer.content == COMMITTED.read_bytes(), REFRESH


def test_the_page_tells_of_every_operation(described: Any) -> None:
    page = PAGE.read_text(encoding="utf-8")
    missing = [f"{method} {path}" for method, path, _ in operations(described) if f"`{method} {path}`" not in page]
    assert missing == []


def test_the_page_tells_of_no_operation_that_is_not_there(described: Any) -> None:
    known = {f"{method} {path}" for method, path, _ in operations(described)}
    rows = [line.split("`")[1] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert [row for row in rows if row not in known] == []


def test_operations_have_names_that_clients_may_rely_on(described: Any) -> None:
    names = [operation["operationId"] for _, _, operation in operations(described)]
    assert len(names) == len(set(names))
    assert all(name.isidentifier() for name in names)


def test_no_two_schemas_have_one_name(described: Any) -> None:
    """One would be described as the other."""
    mine = [one for one in all_below(Schema) if one.__module__.startswith("gongkai.faces.api")]
    names = Counter(one.__name__ for one in mine)
    assert [name for name, times in names.items() if times > 1] == []


def all_below(schema: type) -> Iterator[type]:
    for one in schema.__subclasses__():
        yield one
        yield from all_below(one)


def test_every_operation_says_what_it_does_in_chinese(described: Any) -> None:
    silent = [
        operation["operationId"]
        for _, _, operation in operations(described)
        if not any("一" <= character <= "鿿" for character in operation["summary"])
    ]
    assert silent == []


def test_every_act_can_be_done_by_program(described: Any) -> None:
    names = {operation["operationId"] for _, _, operation in operations(described)}
    assert set(ACTS) - names == set()


def test_every_office_operation_needs_a_token_and_says_so(described: Any) -> None:
    for _, path, operation in operations(described):
        needs = path.startswith("/api/v1/office/")
        assert bool(operation.get("security")) is needs, path
        assert ("401" in operation["responses"]) is needs, path
