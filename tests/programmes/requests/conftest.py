"""The small world of casework serves requests, too."""

from datetime import datetime

import pytest

from gongkai.foundation.now import CHINA
from tests.engines.casework.conftest import case, done, foreign, organ, who

__all__ = ["case", "done", "foreign", "organ", "who"]


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=CHINA)
