"""演示记录：each record as a script of acts by the right people, on its days; guides and secrets too."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import GAP, Act, Moment, back, instant, jitter, resolve, timeline
from gongkai.assembly.demo._script import Script
from gongkai.assembly.demo._world import World, data
from gongkai.engines.publishing import operations as publishing

# Office minutes after nine at which these acts fall, give or take.
REVISING, SUBMITTING, RELEASING, WITH_INTERPRETATION = 10, 40, 60, 120
DRAFTING, WITHDRAWING, RE_RELEASING = 215, 330, 400


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部记录的行为：each with its instant."""
    listed = data("records")
    guides = [{**listed["guide_defaults"], **guide} for guide in listed["guides"]]
    for about in [*guides, *listed["records"]]:
        yield from timeline(_moments(world, about))
    for secret in listed["secrets"]:
        for turn in range(secret["count"]):
            yield instant(back(date(secret["year"], 2 + 3 * turn, 16)), 300), partial(_tally, world, secret)


def _tally(world: World, secret: dict[str, Any], at: datetime) -> None:
    organ = world.organs[secret["organ"]]
    publishing.tally_secret(organ=organ, year=secret["year"], by=world.actor(secret["organ"], "drafter"), at=at)


def _moments(world: World, about: dict[str, Any]) -> list[Moment]:
    formed = resolve(about["formed_on"], world.today)
    script = Script(world, about, formed)
    minute = REVISING if about["state"] == "urgent" else DRAFTING + jitter(about["id"], 40)
    drafted = Moment(script.draft, formed, minute)
    return [drafted, *_STORIES[about["state"]](script, about)]


def _draft(_script: Script, _about: dict[str, Any]) -> Sequence[Moment]:
    return ()


def _released(script: Script, about: dict[str, Any]) -> list[Moment]:
    arrangement = about.get("interpretation", {})
    minute = (WITH_INTERPRETATION if "record" in arrangement else RELEASING) + jitter(about["id"])
    arranged = [Moment(script.arrange)] if {"promise", "exempt"} & arrangement.keys() else []
    released = Moment(script.release, _day(script, about["released"]), minute)
    return [Moment(script.submit), *_reviews(script), *arranged, released]


def _corrected(script: Script, about: dict[str, Any]) -> list[Moment]:
    moments = _released(script, about)
    for correction in about["corrections"]:
        day = _day(script, correction["on"])
        again = [Moment(script.submit), *_reviews(script), Moment(script.release, day, RE_RELEASING)]
        moments += [Moment(script.revise, day, REVISING), Moment(partial(script.correct, correction)), *again]
    return moments


def _withdrawn(script: Script, about: dict[str, Any]) -> list[Moment]:
    return [*_released(script, about), Moment(script.withdraw, _day(script, about["withdrawal"]["on"]), WITHDRAWING)]


def _in_review(script: Script, about: dict[str, Any]) -> list[Moment]:
    yesterday = resolve({"days_ago": 1}, script.world.today)
    passed = [Moment(partial(script.approve, step)) for step in script.steps_before(about["waiting"])]
    return [_submitted(script, about), *passed, Moment(_nothing, yesterday, RE_RELEASING)]


def _returned(script: Script, about: dict[str, Any]) -> list[Moment]:
    passed = [Moment(partial(script.approve, step)) for step in script.steps_before(about["returned"]["step"])]
    returned = Moment(script.return_, _day(script, about["returned"]["on"]), RELEASING)
    return [_submitted(script, about), *passed, returned]


def _approved(script: Script, about: dict[str, Any]) -> list[Moment]:
    *reviews, last = _reviews(script)
    return [Moment(script.submit), *reviews, Moment(last.act, _day(script, about["approved"]), WITHDRAWING)]


def _scheduled(script: Script, about: dict[str, Any]) -> list[Moment]:
    day = _day(script, about["approved"])
    return [*_approved(script, about), Moment(script.schedule, day, WITHDRAWING + 4 * GAP)]


def _urgent(script: Script, about: dict[str, Any]) -> list[Moment]:
    released = Moment(script.release_urgently, _day(script, about["released"]), RELEASING)
    moments = [Moment(script.submit), released]
    if "reviewed" in about:
        after = [partial(script.review_after, step) for step in script.steps_before("sign_off")]
        day = _day(script, about["reviewed"])
        moments += [Moment(act, day, REVISING + at * GAP) for at, act in enumerate(after)]
    return moments


def _filed(script: Script, about: dict[str, Any]) -> list[Moment]:
    filed = Moment(script.file, _day(script, about["filed"]), RELEASING)
    return [Moment(script.submit), *_reviews(script), filed]


def _submitted(script: Script, about: dict[str, Any]) -> Moment:
    return Moment(script.submit, _day(script, about["submitted"]), SUBMITTING)


def _reviews(script: Script) -> list[Moment]:
    return [Moment(partial(script.approve, step)) for step in script.steps_before("")]


def _day(script: Script, spec: Any) -> date:
    return resolve(spec, script.world.today)


def _nothing(_at: datetime) -> None:
    """The end of a stretch of time in which the reviews so far were given."""


_STORIES = {
    "draft": _draft,
    "released": _released,
    "corrected": _corrected,
    "withdrawn": _withdrawn,
    "in_review": _in_review,
    "returned": _returned,
    "approved": _approved,
    "scheduled": _scheduled,
    "filed": _filed,
    "urgent": _urgent,
}
