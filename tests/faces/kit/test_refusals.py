"""Every refusal becomes a page with its own sentence, or JSON for programs."""

import pytest
from django.test import Client, RequestFactory

from gongkai.faces.kit import answers, views
from gongkai.foundation.errors import NotFound, Refusal

KINDS = [("missing", 404), ("forbidden", 403), ("invalid", 400), ("conflict", 409)]


@pytest.mark.parametrize(("kind", "status"), KINDS)
def test_a_refusal_answers_with_its_status_and_its_sentence(showcase: Client, kind: str, status: int) -> None:
    response = showcase.get(f"/refuse/{kind}/")
    page = response.content.decode()
    assert response.status_code == status
    assert "您可以" in page
    assert response["Cache-Control"] == "no-store"
    assert f"代码 {status}" in page


@pytest.mark.parametrize(("kind", "status"), KINDS)
def test_under_api_a_refusal_is_json(showcase: Client, kind: str, status: int) -> None:
    response = showcase.get(f"/api/v1/refuse/{kind}/")
    assert response.status_code == status
    assert set(response.json()["error"]) == {"code", "sentence", "field"}


def test_a_refused_field_is_named_to_programs(showcase: Client) -> None:
    error = showcase.get("/api/v1/refuse/invalid/").json()["error"]
    assert error["field"] == "number"
    assert error["code"] == "invalid"
    assert "六角括号" in error["sentence"]


def test_an_unknown_address_under_api_is_json_too(showcase: Client) -> None:
    response = showcase.get("/api/v1/nowhere")
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "not-found"


def test_a_refusal_of_no_particular_kind_counts_as_invalid() -> None:
    assert answers.heading_of(Refusal("不行。")).status == 400


def test_an_unknown_address_says_where_to_go(showcase: Client) -> None:
    response = showcase.get("/nowhere/")
    assert response.status_code == 404
    assert "回到首页" in response.content.decode()


def test_a_bug_answers_without_the_database_and_tells_nothing(showcase: Client) -> None:
    response = showcase.get("/refuse/bug/")
    page = response.content.decode()
    assert response.status_code == 500
    assert "a bug" not in page
    assert "没有生效" in page


def test_markup_in_a_sentence_is_shown_not_run() -> None:
    page = answers.refuse(RequestFactory().get("/"), Refusal("<script>alert(1)</script>")).content.decode()
    assert "<script>" not in page


@pytest.mark.parametrize("path", ["/office/", "/office/nowhere/", "/office/records/1/?tab=2"])
def test_the_back_office_is_behind_the_sign_in_whatever_the_address(showcase: Client, path: str) -> None:
    response = showcase.get(path)
    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/?next=%2Foffice%2F")


def test_a_form_sent_by_a_stranger_is_not_sent_again_after_sign_in(showcase: Client) -> None:
    response = showcase.post("/office/records/1/release/")
    assert response["Location"] == "/accounts/login/?next=%2Foffice%2F"


def test_a_stale_form_says_that_nothing_changed() -> None:
    response = views.csrf_failure(RequestFactory().post("/"))
    assert response.status_code == 403
    assert "什么也没有改动" in response.content.decode()


def test_what_does_not_exist_and_what_may_not_be_known_read_alike(showcase: Client) -> None:
    first = answers.refuse(RequestFactory().get("/documents/a/"), NotFound())
    second = answers.refuse(RequestFactory().get("/documents/b/"), NotFound())
    assert first.content.decode().replace("documents/a", "documents/b") == second.content.decode()
