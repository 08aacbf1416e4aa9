"""热线：the only code that writes the hotline's table."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.models import Adjustment
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation import codes, sealing
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.numbering.operations import take
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.foundation.text import segment, storable
from gongkai.programmes.hotline import contents, permission, places, platforms, rules
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.knowledge import KNOWLEDGE, Entry
from gongkai.programmes.hotline.models import HotlinePlatform, Message, SpokenOf
from gongkai.programmes.hotline.operations._learning import note_words
from gongkai.programmes.hotline.programme import HOTLINE
from gongkai.programmes.hotline.senders import person_in, senders_of, tells_of_any

WHO, WORDS = "hotline person", "hotline words"


@dataclass(frozen=True)
class Lodged:
    """诉求回执：the case, and the code to follow it by; the code is shown once and kept nowhere."""

    case: Case
    code: str


@transaction.atomic
def lodge(
    *,
    organ: Organ,
    told: Told,
    person: Person | None = None,
    channel: str = "web",
    profile: str = "",
    language: str = "zh",
    code_hash: str = "",
    by: Actor = SYSTEM,
    at: datetime,
) -> Lodged:
    """提交诉求：ask, complain, report, suggest or praise; anonymous without a person.

    The title is kind and matter, never words of who speaks. The time is that of the platform's profile; `profile` is
    for what was taken in under another. `code_hash`, of a code given out before, lets that one open the message.

    :raises NotPermitted: unless by a hotline clerk of the organ, or by the system for who comes online.
    :raises Invalid: with everything missing, all at once.
    """
    anonymous, who = person is None, contents.tidy_person(person or Person())
    profile = profile or platforms.profile_of(organ)
    place = places.known(told.place, on=china_date(at))
    found = list(contents.problems(told, who, channel=channel, profile=profile, anonymous=anonymous))
    _refuse(found + ([("place", contents.NO_PLACE)] if told.place and not place else []))
    title = rules.title_of(kind=told.kind, matter=told.matter)
    case = casework.enter(procedure=HOTLINE.key, organ=organ, title=title, by=by, at=at)
    code = codes.plain_code()
    words, address = (storable(one).strip() for one in (told.text, told.address))
    kept = rules.kept_from_handlers(kind=told.kind, confidential=told.confidential)
    made = Message.objects.create(
        case=case,
        kind=told.kind,
        channel=channel,
        profile=profile,
        matter=told.matter,
        place=place,
        address="" if kept else address,
        text="" if kept else words,
        sealed=sealing.seal(contents.written(who, f"{words}\n{address}" if kept else "")),
        person="" if anonymous else sealing.mark(f"{who.name}\n{who.contact}", purpose=WHO),
        anonymous=anonymous,
        confidential=kept,
        code_hash=code_hash or codes.digest_of(code),
        alike=sealing.mark("\n".join(sorted(set(segment(words)))), purpose=WORDS),
        language=language if language == "en" else "zh",
        at=at,
    )
    _note_what(made, about=storable(told.about), by=by, at=at)
    return Lodged(case, code)


def _note_what(message: Message, *, about: str, by: Actor, at: datetime) -> None:
    """Its rare words, and what it speaks of: journalled apart, so that the page which counts it is made anew."""
    note_words(message, at=at)
    if not about:
        return
    SpokenOf.objects.create(message=message, about=about)
    case = message.case
    _note("about_noted", subject=f"case:{case.uid}", organ=case.organ.code, by=by, at=at, facts={"about": about})


def _refuse(found: Sequence[tuple[str, str]]) -> None:
    if found:
        raise Invalid("".join(sentence for _, sentence in found), field=found[0][0])


@transaction.atomic
def set_profile(*, organ: Organ, profile: str, by: Actor, at: datetime) -> HotlinePlatform:
    """设定办理期限方案：by which profile the messages that come to this hotline from now on are timed.

    Messages keep the profile they came with.

    :raises NotPermitted: unless by the head of the hotline office.
    :raises Invalid: for a profile there is not.
    """
    insist(permission.may_set_profile(by, organ))
    if profile not in rules.PROFILES:
        raise Invalid("请选择办理期限方案。", field="profile")
    kept, _ = HotlinePlatform.objects.update_or_create(
        organ=organ, defaults={"profile": profile, "by": by.uid, "at": at}
    )
    _note("profile_set", subject=f"organ:{organ.code}", organ=organ.code, by=by, at=at, facts={"profile": profile})
    return kept


@transaction.atomic
def hand_words(*, case: str, text: str, by: Actor, at: datetime) -> Message:
    """填写承办内容：what those who handle a sealed message need to know, without who speaks.

    依据：对举报人、投诉人的信息保密（诉求人的姓名、联系方式不得出现在承办内容中）。

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by the hotline office; for a message whose words are not sealed.
    :raises Invalid: without words, and where they name who speaks or how to reach them.
    """
    # Acts lock the case first: what is dispatched meanwhile goes out with the words before or after, never between.
    Case.objects.select_for_update().filter(uid=case, procedure=HOTLINE.key).first()
    found = _seen(case, by)
    insist(permission.may_hand(by, found))
    said = storable(text).strip()
    if problem := contents.problem_with_handed(said, person_in(found)):
        raise Invalid(problem, field="text")
    found.handed = said
    found.save(update_fields=["handed"])
    _note("words_handed", subject=f"case:{found.case.uid}", organ=found.case.organ.code, by=by, at=at, facts={})
    return found


def note_merged(*, case: Case, into: str, by: Actor, at: datetime) -> None:  # noqa: ARG001
    """记下并入：the leading case of a repeat and of those merged into it before, within a journalled act."""
    leading = Case.objects.get(procedure=HOTLINE.key, number=into)
    Message.objects.filter(Q(case=case) | Q(leading=case)).update(leading=leading)


def _seen(case: str, by: Actor) -> Message:
    found = permission.visible_to(by).select_related("case__organ").filter(case__uid=case).first()
    if found is None:
        raise NotFound
    return found


def _note(act: str, *, subject: str, organ: str, by: Actor, at: datetime, facts: dict[str, str]) -> None:
    journal.record(act=f"hotline.{act}", by=by.uid, at=at, organ=organ, subject=subject, facts=dict(facts))


@transaction.atomic
def reveal_person(*, case: str, by: Actor, at: datetime) -> tuple[Person, str]:
    """查看诉求人：open who a message is from, and its words where they are sealed; the journal keeps who looked.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by the hotline office: never by those who handle the message.
    :raises Conflict: when no key opens it.
    """
    found = _seen(case, by)
    insist(permission.may_reveal(by, found))
    opened = json.loads(sealing.unseal(found.sealed))
    _note("revealed", subject=f"case:{found.case.uid}", organ=found.case.organ.code, by=by, at=at, facts={})
    return Person(opened["name"], opened["contact"]), opened["text"] or found.text


def reseal_messages(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封诉求：the next messages after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=Message.objects.all(), act="hotline.resealed", subject="messages",
        anew=_anew, after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _anew(row: Message) -> dict[str, str]:
    text = sealing.unseal(row.sealed)
    who = json.loads(text)
    mark = "" if row.anonymous else sealing.mark(f"{who['name']}\n{who['contact']}", purpose=WHO)
    return {"sealed": sealing.seal(text), "person": mark}


@transaction.atomic
def propose_knowledge(*, case: str, entry: Entry, by: Actor, at: datetime) -> Adjustment:
    """提出知识：a question and its answer out of a message that ended, put into the register of the knowledge base.

    It is public only after others have reviewed and adopted it; words of the citizen do not go into it by themselves.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by the hotline office, with the post of a drafter there; of a 举报 and what is kept
        confidential, ever; of a case not answered.
    :raises Invalid: where it names who spoke or how to reach them; with what the register lacks or may not hold.
    """
    found = _seen(case, by)
    insist(permission.may_propose_knowledge(by, found))
    if tells_of_any(f"{entry.question}\n{entry.answer}", senders_of(found.case)):
        raise Invalid("问题或者答复里有诉求人的姓名、称呼或者联系方式。请删去。", field="answer")
    organ, on = found.case.organ, china_date(at)
    number = take(f"knowledge:{organ.code}:{on.year}")
    key = f"ZS-{organ.code}-{on.year}-{number:04d}"
    values = {"code": key, **asdict(entry), "until": entry.until.isoformat() if entry.until else ""}
    made = registers.propose(
        register=KNOWLEDGE,
        organ=organ,
        since=on,
        reason=f"由办结的诉求{found.case.number}整理。",
        basis="本机关热线工作制度",
        wanted=[Wanted("新增", key, values)],
        by=by,
        at=at,
    )
    facts = {"adjustment": made.uid}
    _note("knowledge_proposed", subject=f"case:{found.case.uid}", organ=organ.code, by=by, at=at, facts=facts)
    return made
