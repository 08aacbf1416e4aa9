"""演示申请：applications in every state, by the same operations as online and at the counter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo import _texts as texts
from gongkai.assembly.demo._dates import Act, ahead, instant, resolve
from gongkai.assembly.demo._world import SETUP_ON, World, data
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing import queries as publishing_queries
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.requests import operations as requests
from gongkai.programmes.requests import queries as requests_queries
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.published import ANSWER
from gongkai.programmes.requests.rectifying import Claim

FIRST, EACH, PRACTICE = 250, 6, 100
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass
class Story:
    """一件申请的经过：`receipt` once it was handed in."""

    world: World
    about: dict[str, Any]
    who: Applicant
    receipt: list[Receipt] = field(default_factory=list)

    def hand_in(self, at: datetime) -> None:
        """提交：online by the applicant, or at the counter by the clerk."""
        about, organ = self.about, self.world.organs[self.about["organ"]]
        wanted = Wanted(**about["wanted"])
        if "channel" not in about:
            language = about.get("language", "zh")
            made = requests.apply(organ=organ, applicant=self.who, wanted=wanted, language=language, at=at)
        else:
            made = requests.enter_application(
                organ=organ,
                channel=about["channel"],
                applicant=self.who,
                wanted=wanted,
                came=at.date(),
                oral=about.get("oral", False),
                by=self.world.actor(about["organ"], "foi_clerk"),
                at=at,
            )
        self.receipt.append(made)

    def copy(self, given: Mapping[str, Any], at: datetime) -> None:
        """附上副本：a Word file; what is hidden in it is gone from what is given."""
        case, by = self.receipt[0].case.uid, self.world.actor(self.about["organ"], "foi_clerk")
        content = texts.as_docx(given["text"])
        made = requests.attach_copy(case=case, content=content, name=given["name"], title=given["title"], by=by, at=at)
        if "hidden" in given:
            why = {name: given[name] for name in ("part", "ground", "basis")}
            requests.blacken_copy(case=case, copy=made.uid, strings=given["hidden"], **why, by=by, at=at)

    def act(self, name: str, given: Mapping[str, Any], at: datetime) -> None:
        """办理：by whoever the table names."""
        if name == "copy":
            self.copy(given, at)
            return
        case = self.receipt[0].case
        role = procedure_of(case.procedure).act(name).role
        said = {key: self._said(value) for key, value in given.items()}
        casework.do(
            case=case.uid,
            act=name,
            given={"on": at.date().isoformat(), **said},
            seen=case.events.count(),
            by=self.world.actor(self.about["organ"], role),
            at=at,
        )

    def claim(self, at: datetime) -> None:
        """要求更正：online, that a record about oneself be put right."""
        organ = self.world.organs[self.about["organ"]]
        made = requests.ask_to_rectify(organ=organ, applicant=self.who, claim=Claim(**self.about["claim"]), at=at)
        self.receipt.append(made)

    def give_up(self, at: datetime) -> None:
        """撤回。"""
        requests.give_up(number=self.receipt[0].number, code=self.receipt[0].code, at=at)

    def publish(self, at: datetime) -> None:
        """公开答复：reviewed by each post, then released."""
        record = requests_queries.publications_of(SYSTEM, self.receipt[0].case)[0].record
        sha256 = publishing_queries.work(SYSTEM, record, at=at).edition.sha256
        organ = self.about["organ"]
        for step in ANSWER.steps:
            publishing.approve(record=record, sha256=sha256, by=self.world.actor(organ, step.role), at=at)
        publishing.release(record=record, by=self.world.actor(organ, "publisher"), at=at)

    def rate(self, at: datetime) -> None:
        """评价。"""
        made = self.receipt[0]
        requests.rate(number=made.number, code=made.code, score=self.about["rating"], at=at)

    def _said(self, value: Any) -> str:
        if not isinstance(value, Mapping):
            return str(value)
        days: int = value["days_ago"]
        return (resolve(value, self.world.today) if days >= 0 else _later(self.world.today, -days)).isoformat()


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    listed = data("requests")
    people = {key: _applicant(about) for key, about in listed["applicants"].items()}
    for place, organ in enumerate(sorted({about["organ"] for about in listed["requests"]})):
        if world.posts[organ, "legality_reviewer"] == world.posts[organ, "secrecy_reviewer"]:
            yield instant(SETUP_ON, PRACTICE + place), partial(_combine, world, organ)
    for place, about in enumerate(listed["requests"]):
        story = Story(world, about, people[about["applicant"]])
        minute = FIRST + place
        yield _at(world, about["applied"], minute), story.hand_in
        for number, (name, days, given) in enumerate(about.get("acts", ()), start=1):
            yield _at(world, days, minute + EACH * number), partial(story.act, name, given)
        if "given_up" in about:
            yield _at(world, about["given_up"], minute), story.give_up
        if "published" in about:
            yield _at(world, about["published"], minute), story.publish
        if "rating" in about:
            last = about["acts"][-1][1]
            yield _at(world, last, minute + 60), story.rate


def _combine(world: World, organ: str, at: datetime) -> None:
    """审查分工：an organ with one reviewer says that one may give several of the reviews of a draft."""
    reason, by = "本机关只有一人负责审查。", world.actor(organ, "foi_head")
    casework.set_practice(organ=world.organs[organ], combined=True, reason=reason, by=by, at=at)


def rectifications(world: World) -> Iterator[tuple[datetime, Act]]:
    """更正申请的全部行为：each with its instant."""
    listed = data("requests")
    people = {key: _applicant(about) for key, about in listed["applicants"].items()}
    for place, about in enumerate(listed["rectifications"]):
        story = Story(world, about, people[about["applicant"]])
        minute = FIRST + len(listed["requests"]) + place
        yield _at(world, about["applied"], minute), story.claim
        for number, (name, days, given) in enumerate(about["acts"], start=1):
            yield _at(world, days, minute + EACH * number), partial(story.act, name, given)


def _at(world: World, days: int, minute: int) -> datetime:
    return instant(resolve({"days_ago": days}, world.today), minute)


def _later(today: date, days: int) -> date:
    return ahead(resolve({"days_ahead": days}, today))


def _applicant(about: Mapping[str, str]) -> Applicant:
    """With the check digit of an identity number added: whole numbers stand nowhere in the demo's files."""
    named = {key: str(value) for key, value in about.items() if key not in {"proof", "number"}}
    proof = str(about.get("proof", ""))
    number = f"{proof}{_check_of(proof)}" if proof else str(about["number"])
    return Applicant(proof_number=number, **named)


def _check_of(body: str) -> str:
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]
