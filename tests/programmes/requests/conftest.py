"""The small world of casework, and somebody who asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.operations import Receipt
from tests.engines.casework.conftest import case, done, foreign, organ, who

__all__ = ["case", "done", "foreign", "organ", "who"]

ZHANG = Applicant("person", "张文", "resident_id", "339999199002308516", phone="0571-5550101", mail="zhang@example.cn")
COMPANY = Applicant("business", "某某有限公司", "credit_code", "91330000MA00000000", address="澜州市示范路1号")
PLAN = Wanted("某村征地补偿安置方案", "", "2025年某村三组土地征收的补偿标准和安置人员名单", "electronic", "online")


@pytest.fixture
def applied(organ: Organ, at: datetime) -> Receipt:
    return ops.apply(organ=organ, applicant=ZHANG, wanted=PLAN, at=at)


@pytest.fixture
def ask(organ: Organ, at: datetime) -> Callable[..., Receipt]:
    """Apply with something changed."""

    def run(*, who: Applicant = ZHANG, organ_: Organ = organ, moment: datetime = at, **wanted: Any) -> Receipt:
        return ops.apply(organ=organ_, applicant=who, wanted=replace(PLAN, **wanted), at=moment)

    return run
