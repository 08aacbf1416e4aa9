"""Fixtures every test may use."""

import logging
import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from shutil import which
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, settings

from gongkai.foundation.now import CHINA, frozen

ROOT = Path(__file__).resolve().parents[1]
# The same examples every time, so that a red run is the change's doing; GONGKAI_EXPLORE=1 looks for new ones.
# No seconds are asserted: a busy machine is no failure.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("default" if os.environ.get("GONGKAI_EXPLORE") else "same")


# Whatever asks a database in this process asks for one of these, or bears the mark.
_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: drives a real browser; slow")
    config.addinivalue_line(
        "markers", "once: walks pages whose questions and acts are tested on both databases below; one is enough"
    )


def pytest_addoption(parser: pytest.Parser) -> None:
    said = "leave out what never asks a database: it ran once already, on the other one"
    parser.addoption("--database-only", action="store_true", help=said)


# Files that take minutes: begun first, so that neither worker waits at the end for the other's last one.
_LONG = ("tests/journeys", "tests/permissions", "tests/assembly", "tests/faces/portal")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """库外的测试：what holds no connection, or only looks, answers the same on every database."""
    items.sort(key=lambda item: [not item.path.is_relative_to(ROOT / folder) for folder in _LONG])
    if not config.getoption("--database-only"):
        return
    out = [item for item in items if not _asks_a_database(item)]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if _asks_a_database(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("once") is not None:
        return False
    if item.path.is_relative_to(ROOT / "tests/assembly") or item.path.is_relative_to(ROOT / "tests/benchmarks"):
        return True  # in processes of their own
    return item.get_closest_marker("django_db") is not None or bool(_DATABASE & set(getattr(item, "fixturenames", ())))


@pytest.fixture(scope="session", autouse=True)
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Everything written while testing goes to a folder of this worker's own."""
    folder = tmp_path_factory.mktemp("var")
    with override_settings(
        GONGKAI_VAR=folder,
        MEDIA_ROOT=folder / "files",
        STATIC_ROOT=folder / "static",
        EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend",
        GONGKAI_MOURNING_SECONDS=0,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield folder


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """A server that speaks the S3 protocol: host:port."""
    from tests import buckets

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with buckets.server() as where:
        yield where


@pytest.fixture
def bucket(s3: str, settings: Any) -> str:
    """Stored files lie in an empty bucket; answers its address."""
    from tests import buckets

    settings.GONGKAI_FILES_URL = buckets.new_bucket(s3)
    return str(settings.GONGKAI_FILES_URL)


@pytest.fixture
def at() -> datetime:
    """A Monday morning: 2026-03-02 09:00 in China."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)


@pytest.fixture
def at_rest(at: datetime) -> Iterator[datetime]:
    """The clock of faces and jobs stands still at `at`."""
    with frozen(at):
        yield at


@pytest.fixture
def run_jobs(db: None) -> Callable[[], int]:
    """Run every job that waits in the queue, and those they enqueue; answers how many ran."""
    from gongkai.foundation.jobs.operations import work_off

    return work_off


@pytest.fixture
def no_jobs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, dict[str, Any]]]:
    """Nothing is enqueued; what would have been is listed as (operation, key, identifiers)."""
    from gongkai.foundation.jobs import operations

    seen: list[tuple[str, str, dict[str, Any]]] = []

    def note(operation: str, *, key: str, ids: dict[str, Any]) -> None:
        seen.append((operation, key, ids))

    monkeypatch.setattr(operations, "enqueue", note)
    return seen


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of Debian's Chromium; a test that needs it is skipped where it is not installed."""
    found = which("chromium") or which("chromium-browser") or which("google-chrome")
    if not found:
        pytest.skip("chromium is not installed: apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data that stands beside the checkout; a test that needs it is skipped without."""
    folder = Path(os.environ.get("GONGKAI_SHARED") or ROOT.parent / "shared")
    if not folder.is_dir():
        pytest.skip("the folder of real data is not here")
    return folder


@pytest.fixture(autouse=True)
def index_left_empty(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test whose transactions are real leaves no row in the search index, no table that Django would empty."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (marker and marker.kwargs.get("transaction")) or {"live_server", "transactional_db"} & set(request.fixturenames):
        from gongkai.foundation.search.backends import index

        with request.getfixturevalue("django_db_blocker").unblock():
            index().clear([])
