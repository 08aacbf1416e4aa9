"""Journeys: people with real browsers on the demonstration province, which each file has for itself.

The province is loaded once a worker into a database of its own and copied for each file, so that a journey may change
what it likes and the tests of other folders, which share the worker, see nothing of it.
"""

import os
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from playwright.sync_api import Browser, sync_playwright

from gongkai.assembly import sign_in
from gongkai.assembly.demo import load
from gongkai.assembly.demo._world import data
from gongkai.foundation.now import CHINA, frozen

from .site import Site, create, drop, using
from .window import Window

LOADED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)  # a Monday
FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--force-color-profile=srgb"]

Windows = Callable[..., Window]


@pytest.fixture(scope="session")
def province(own_folder: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """The name of a database that holds the demonstration; nobody works in it, it is only copied."""
    postgres = connection.vendor == "postgresql"
    name = f"gongkai_journeys_{os.getpid()}" if postgres else str(own_folder / "province.sqlite3")
    with django_db_blocker.unblock():
        with using(create(name)), frozen(LOADED_AT):
            call_command("migrate", verbosity=0)
            load.run()
        yield name
        drop(name)


@pytest.fixture(scope="module")
def site(province: str, django_db_blocker: Any, chromium: str) -> Iterator[Site]:
    """The running platform, on a copy of the province of this file's own."""
    cache.clear()
    with django_db_blocker.unblock():
        with using(create(f"{province}_here", like=province)) as name:
            running = Site(LOADED_AT + timedelta(minutes=10))
            Path(settings.STATIC_ROOT).mkdir(exist_ok=True)  # else whitenoise warns of it
            with override_settings(GONGKAI_ORIGIN=running.url):
                running.start()
                yield running
                running.stop()
        drop(name)


@pytest.fixture(scope="module")
def browser(chromium: str, site: Site) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser, site: Site) -> Iterator[Windows]:
    """Opens windows of people who are not signed in; each must be found faultless when the test ends."""
    opened: list[Window] = []

    def open_window(**how: Any) -> Window:
        opened.append(Window(browser, site.url, **how))
        return opened[-1]

    yield open_window
    for one in opened:
        one.context.close()
    for one in opened:
        one.settle()


@pytest.fixture(scope="module")
def signed_in(browser: Browser, site: Site) -> dict[str, Window]:
    """Windows by username, kept for the file: a one-time code is accepted only once."""
    return {}


@pytest.fixture
def desk(browser: Browser, site: Site, signed_in: dict[str, Window]) -> Iterator[Callable[[str], Window]]:
    """The window of one of the demo's people, signed in through the pages with password and, if due, code."""

    def of(username: str) -> Window:
        if username not in signed_in:
            signed_in[username] = Window(browser, site.url)
            enter(signed_in[username], username)
        return signed_in[username]

    yield of
    for one in signed_in.values():
        one.settle()


def enter(window: Window, username: str) -> None:
    listed = data("people")
    person = next(one for one in listed["people"] if one["username"] == username)
    page = window.go("/office/")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(listed["passphrase"])
    window.press("登录")
    if person.get("totp"):
        page.get_by_label("验证码").fill(code_of(person["totp"]))
        window.press("登录")
    page.wait_for_url("**/office/")


def code_of(secret: str) -> str:
    """What the person's telephone shows now; when it is about to change, they wait for the next."""
    left = 30 - time.time() % 30
    if left < 2:
        time.sleep(left)
    return sign_in.current_code(secret, datetime.fromtimestamp(time.time(), UTC))
