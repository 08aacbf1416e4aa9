"""What is sent beside the page: small, ours, and without a trick."""

import re
from pathlib import Path

from django.template.loader import get_template
from django.test import Client

import gongkai.faces.kit

KIT = Path(gongkai.faces.kit.__file__).parent
CSS = (KIT / "static/kit/gongkai.css").read_text()
OFFICE = (KIT / "static/kit/office.css").read_text()
JS = (KIT / "static/kit/office.js").read_text()
RULES = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S))


def test_the_stylesheet_keeps_its_budget() -> None:
    assert len(CSS.encode()) <= 30 * 1024


def test_the_script_keeps_its_budget() -> None:
    assert len(JS.encode()) <= 6 * 1024


def test_a_document_page_weighs_under_120_kb(showcase: Client) -> None:
    page = len(showcase.get("/documents/x/").content)
    images = sum(path.stat().st_size for path in (KIT / "static/kit").glob("*.svg"))
    assert page + images + len(CSS.encode()) < 120 * 1024


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert not re.search(r"@import|@font-face|https?:", CSS)
    assert set(re.findall(r"url\(([^)]+)\)", CSS)) <= {'"hero.svg"'}


def test_red_is_kept_for_official_heads_and_urgent_notices() -> None:
    users = [name.strip() for name, body in RULES if re.search(r"var\(--red(-wash)?\)", body)]
    assert users
    assert all("redhead" in name or "urgent" in name for name in users)


def test_every_token_used_is_defined() -> None:
    assert set(re.findall(r"var\((--[\w-]+)", CSS + OFFICE)) <= set(re.findall(r"(--[\w-]+):", CSS))


def test_every_token_defined_is_used() -> None:
    assert set(re.findall(r"(--[\w-]+):", CSS)) <= set(re.findall(r"var\((--[\w-]+)", CSS))


def test_body_text_is_at_most_42_han_characters_wide() -> None:
    assert "--measure: 42em" in CSS
    assert any(name.strip() == ".doc-body" and "max-width: var(--measure)" in body for name, body in RULES)


def test_templates_hold_no_inline_script_style_or_handler() -> None:
    for path in (KIT / "templates").rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=|\son[a-z]+=|javascript:|<style", text), path.name
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text)), path.name


def test_the_script_writes_no_markup_and_evaluates_nothing() -> None:
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|eval\(|Function\(|document\.write", JS)


def test_pages_say_they_are_chinese_and_offer_to_skip_to_the_text(showcase: Client) -> None:
    page = showcase.get("/").content.decode()
    assert '<html lang="zh-CN"' in page
    assert page.index('class="skip" href="#main"') < page.index("<header")


def test_public_pages_need_no_script(showcase: Client) -> None:
    for address in ("/", "/policies/", "/documents/x/", "/organs/x/disclosures/", "/form/"):
        assert "<script" not in showcase.get(address).content.decode()


def test_the_sign_in_pages_are_ours() -> None:
    for name in ("account/login.html", "account/logout.html", "mfa/index.html", "mfa/authenticate.html"):
        assert Path(get_template(name).origin.name).is_relative_to(KIT), "gongkai.faces.kit must come before allauth"
