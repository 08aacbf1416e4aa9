"""An organ with people, and a letter to set."""

from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.foundation.letters.rules import Sheet
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES
from gongkai.foundation.places.models import Place
from tests.engines.casework.conftest import an_actor, an_organ


@pytest.fixture
def organ(db: None) -> Organ:
    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
    return an_organ("000014349", "东澜省民政厅", place)


@pytest.fixture
def who(organ: Organ) -> SimpleNamespace:
    return SimpleNamespace(**{role: an_actor(organ, role) for role in ROLES})


@pytest.fixture
def at() -> datetime:
    return datetime(2026, 3, 2, 9, tzinfo=CHINA)


@pytest.fixture
def sheet() -> Sheet:
    return Sheet(
        organ="东澜省民政厅",
        title="政府信息公开申请答复书（予以公开）",
        addressee="申请人",
        paragraphs=("第一段：<甲> & “乙”。", "第二段。"),
        signed_by="东澜省民政厅",
        day="2026年3月2日",
        contact="联系电话：000-0000",
    )
