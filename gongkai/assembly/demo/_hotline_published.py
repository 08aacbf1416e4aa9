"""演示选登：a few of the demonstration's answered messages, written anew for everybody, reviewed and released."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._hotline import OFFICE
from gongkai.assembly.demo._world import World, data
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.models import CasePublication, Message
from gongkai.programmes.hotline.publication import Draft

SUBMITTED, EACH = 200, 12
REVIEWERS = ("unit_head", "secrecy_reviewer", "signer")


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部选登的行为：each with its instant; one stays with its reviewers."""
    for about in data("hotline-published")["cases"]:
        day = resolve({"days_ago": about["days_ago"]}, world.today)
        yield instant(day, SUBMITTED), partial(_submit, world, about)
        for number, role in enumerate(REVIEWERS if about.get("released", True) else (), start=1):
            yield instant(day, SUBMITTED + EACH * number), partial(_approve, world, about, role)
        if about.get("released", True):
            yield instant(day, SUBMITTED + EACH * (len(REVIEWERS) + 1)), partial(_release, world, about)


def _submit(world: World, about: Mapping[str, Any], at: datetime) -> None:
    by = world.actor(OFFICE, "hotline_officer")
    draft = Draft(about["title"], about["question"], about["answer"], about["theme"])
    hotline.publish_case(case=_message(about).case.uid, draft=draft, by=by, at=at)


def _approve(world: World, about: Mapping[str, Any], role: str, at: datetime) -> None:
    record = _record(about)
    edition = Edition.objects.get(record__uid=record)
    publishing.approve(record=record, sha256=edition.sha256, by=world.actor(OFFICE, role), at=at)


def _release(world: World, about: Mapping[str, Any], at: datetime) -> None:
    publishing.release(record=_record(about), by=world.actor(OFFICE, "publisher"), at=at)


def _message(about: Mapping[str, Any]) -> Message:
    return Message.objects.select_related("case").get(text__startswith=about["begins"])


def _record(about: Mapping[str, Any]) -> str:
    return CasePublication.objects.get(case=_message(about).case).record
