"""What anybody may read, in how many SQL queries, as UTF-8 that people can read too."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from .conftest import OFFICE, Program


@pytest.fixture
def several(
    who: SimpleNamespace, said: dict[str, Any], approved: Callable[[str], str], run_jobs: Callable[[], int]
) -> list[str]:
    uids = []
    for n in range(3):
        draft = {**said, "title": f"关于养老服务的通知（{n}）", "document_number": f"东政办发〔2026〕{n + 10}号"}
        uid = who.drafter.post(f"{OFFICE}/records", draft).json()["record"]
        who.publisher.post(f"{OFFICE}/records/{approved(uid)}/release")
        uids.append(uid)
    run_jobs()
    return uids


def test_chinese_is_written_as_it_is(several: list[str], anybody: Program, who: SimpleNamespace) -> None:
    for answer in (
        anybody.get("/api/v1/documents"),
        anybody.get(f"/api/v1/documents/{several[0]}"),
        anybody.get("/api/v1/documents/2222222222"),
        anybody.get("/api/openapi.json"),
        who.drafter.get(f"{OFFICE}/queue"),
    ):
        answer.content.decode("utf-8")
        assert b"\\u" not in answer.content


def test_the_list_costs_one_query(several: list[str], anybody: Program, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        items = anybody.get("/api/v1/documents").json()["items"]
    assert {item["record"] for item in items} == set(several)


def test_the_list_is_read_page_by_page(several: list[str], anybody: Program, django_assert_num_queries: Any) -> None:
    seen: list[str] = []
    after = ""
    for _ in several:
        with django_assert_num_queries(1):
            page = anybody.get("/api/v1/documents", limit=1, after=after).json()
        seen += [item["record"] for item in page["items"]]
        after = page["next"]
    assert sorted(seen) == sorted(several)
    assert after == ""


def test_the_list_is_narrowed(several: list[str], anybody: Program) -> None:
    assert len(anybody.get("/api/v1/documents", organ="000014349", year=2026).json()["items"]) == 3
    for filters in ({"organ": "002489401"}, {"kind": "normative"}, {"year": 2025}, {"theme": "99"}):
        assert anybody.get("/api/v1/documents", **filters).json()["items"] == []


def test_a_search_costs_six_queries(several: list[str], anybody: Program, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(6):
        found = anybody.get("/api/v1/search", q="养老").json()
    assert found["total"] == 3
    assert "<mark>" in found["hits"][0]["title_html"]


def test_the_queue_costs_four_queries(
    who: SimpleNamespace, said: dict[str, Any], django_assert_num_queries: Any
) -> None:
    for n in range(3):
        who.drafter.post(f"{OFFICE}/records", {**said, "document_number": f"东政办发〔2026〕{n + 20}号"})
    with django_assert_num_queries(4):
        rows = who.drafter.get(f"{OFFICE}/queue").json()
    assert [row["mine"] for row in rows] == [True] * 3
    assert {row["due_on"] for row in rows} == {"2026-03-23"}


def test_the_organs_cost_one_query(several: list[str], anybody: Program, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        organs = anybody.get("/api/v1/organs").json()
    assert organs == [{"code": "000014349", "name": "东澜省人民政府办公厅", "kind": "office", "place": "99"}]


@pytest.mark.parametrize(
    "name", ["kinds", *(f"codes/{n}" for n in ("art20", "grounds", "attributes", "themes", "genres"))]
)
def test_a_code_list_costs_no_query(db: None, anybody: Program, name: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        listed = anybody.get(f"/api/v1/{name}").json()
    assert all(entry["code"] and entry["name"] for entry in listed)


def test_a_document_costs_the_same_however_many_there_are(
    several: list[str], anybody: Program, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        assert anybody.get(f"/api/v1/documents/{several[0]}").status_code == 200


def test_public_reading_sets_no_cookie_and_does_not_vary_by_it(several: list[str], anybody: Program) -> None:
    answer = anybody.get("/api/v1/documents")
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
