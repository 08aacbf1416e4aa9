"""What every answer carries, whatever the view did."""

import re

from django.http import HttpResponse
from django.test import Client, RequestFactory

from gongkai.faces.kit.middleware import SafetyHeaders


def policy(response: HttpResponse) -> dict[str, str]:
    parts = (part.strip().split(" ", 1) for part in response["Content-Security-Policy"].split(";"))
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts}


def test_a_page_allows_no_inline_script_and_no_inline_style(showcase: Client) -> None:
    found = policy(showcase.get("/"))
    assert found["default-src"] == "'none'"
    assert found["script-src"] == "'self'"
    assert found["style-src"] == "'self'"
    assert "unsafe" not in " ".join(found.values())


def test_a_page_cannot_be_framed_nor_its_base_moved_nor_its_forms_sent_elsewhere(showcase: Client) -> None:
    response = showcase.get("/")
    found = policy(response)
    assert found["frame-ancestors"] == "'none'"
    assert found["base-uri"] == "'none'"
    assert found["form-action"] == "'self'"
    assert response["X-Frame-Options"] == "DENY"


def test_a_page_keeps_other_windows_and_devices_away(showcase: Client) -> None:
    response = showcase.get("/")
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response["X-Content-Type-Options"] == "nosniff"
    for device in ("camera", "microphone", "geolocation", "payment"):
        assert f"{device}=()" in response["Permissions-Policy"]


def test_a_page_without_inline_script_answers_the_same_every_time(showcase: Client) -> None:
    first, second = showcase.get("/documents/x/"), showcase.get("/documents/x/")
    assert first.content == second.content
    assert first.headers == second.headers
    assert "nonce" not in first["Content-Security-Policy"]


def test_a_public_page_sets_no_cookie_and_does_not_vary_on_one(showcase: Client) -> None:
    response = showcase.get("/documents/x/")
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


def test_every_script_of_a_form_carries_the_nonce_of_its_response(showcase: Client) -> None:
    response = showcase.get("/editor/")
    nonces = set(re.findall(r"nonce-([\w-]+)'", response["Content-Security-Policy"]))
    scripts = re.findall(r"<script[^>]*>", response.content.decode())
    assert len(nonces) == 1
    assert scripts
    assert all(f'nonce="{next(iter(nonces))}"' in script for script in scripts)


def test_a_nonce_is_never_used_twice(showcase: Client) -> None:
    first, second = (showcase.get("/editor/")["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_a_file_may_load_nothing_and_run_nothing(showcase: Client) -> None:
    found = policy(showcase.get("/file/"))
    assert found["default-src"] == "'none'"
    assert "sandbox" in found
    assert "script-src" not in found


def test_a_view_keeps_the_policy_it_set_itself() -> None:
    def view(request: object) -> HttpResponse:
        return HttpResponse("…", headers={"Content-Security-Policy": "default-src 'none'"})

    assert SafetyHeaders(view)(RequestFactory().get("/"))["Content-Security-Policy"] == "default-src 'none'"
