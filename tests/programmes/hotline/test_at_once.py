"""Two who merge two messages into each other at the same moment: one is told in a sentence, neither waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import connection

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import Refusal
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.hotline import operations as ops
from gongkai.programmes.hotline.contents import Told
from tests.engines.casework.conftest import an_actor, organ

__all__ = ["organ"]

pytestmark = pytest.mark.django_db(transaction=True)


def test_crossing_merges_end_with_one_leading_message_or_none(organ: Organ, at: datetime) -> None:
    clerk = an_actor(organ, "hotline_clerk")
    told = Told("complaint", "01-01-01", "垃圾无人清运")
    cases = [ops.lodge(organ=organ, told=told, profile="zhoushan", by=clerk, at=at).case for _ in range(2)]
    together = Barrier(2)

    def merge(pair: tuple[Case, Case]) -> str:
        one, other = pair
        together.wait()
        try:
            given = {"into": other.number, "reason": "同一件事"}
            casework.do(case=one.uid, act="merge", given=given, seen=0, by=clerk, at=at)
            return ""
        except Refusal as refusal:
            return refusal.sentence
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(merge, [(cases[0], cases[1]), (cases[1], cases[0])]))
    merged = Case.objects.filter(state="merged").count()
    assert merged == said.count(""), said
    assert merged <= 1
    assert all("刷新" in one or "可以并入" in one for one in said if one), said
