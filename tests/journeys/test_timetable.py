"""What time does, done as the clock does it: no transaction around it, on a province that has lived for a while."""

from datetime import timedelta

import pytest

from gongkai.assembly.timetable import PERIODIC

from .site import Site

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("days", [0, 45], ids=["the day it is loaded", "a month and a half later"])
def test_everything_on_the_timetable_can_be_done(site: Site, days: int) -> None:
    site.clock.set(site.clock.now() + timedelta(days=days))
    failed = {}
    for name, (_, function) in PERIODIC.items():
        try:
            site.call(lambda doing=function: doing(at=site.clock.now()))
        except Exception as error:
            failed[name] = repr(error)
    assert failed == {}
