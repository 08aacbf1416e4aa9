"""The showcase: every component on a site of its own, served without a socket."""

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

HERE = Path(__file__).resolve().parent


def _showcase() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kit_showcase", HERE / "kit_showcase.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kit_showcase"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def showcase(settings: Any) -> Iterator[Client]:
    """A client of the showcase; a bug answers 500 as it would in service."""
    _showcase()
    settings.ROOT_URLCONF = "kit_showcase"
    settings.TEMPLATES = [{**configured.TEMPLATES[0], "DIRS": [HERE / "templates"]}]
    settings.GONGKAI_DEMO = True
    yield Client(raise_request_exception=False)
    del sys.modules["kit_showcase"]
