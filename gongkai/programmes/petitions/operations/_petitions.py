"""Petitions: brought, turned into messages and back, written for handlers, opened, and what who asks does later."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation import codes, sealing
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.foundation.text import storable
from gongkai.programmes.petitions import contents, permission, ports, rules
from gongkai.programmes.petitions.contents import LONGEST, Matter, Petitioner
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.programme import PETITIONS

WHO = "petitioner"
ENDED = "这件信访事项已经办结，不需要撤回。"
UNANSWERED = "答复以后才能评价。"
NOTHING_TO_REVIEW = "现在没有可以请求复查、复核的书面答复。请查看办理进度。"
NO_REASON = "请写明不服的理由。"
SENTENCES = (ENDED, UNANSWERED, NOTHING_TO_REVIEW, NO_REASON)
RATEABLE = ("answered", "reviewed", "concluded")


@dataclass(frozen=True)
class Lodged:
    """信访回执：the case, and the code to follow it by; the code is shown once and kept nowhere."""

    case: Case
    code: str


@transaction.atomic
def lodge_petition(
    *,
    organ: Organ,
    told: Matter,
    petitioner: Petitioner,
    channel: str = "web",
    received_on: date | None = None,
    language: str = "zh",
    by: Actor = SYSTEM,
    at: datetime,
) -> Lodged:
    """提出信访事项：it is registered as of the day it came, and the office's fifteen days run from the next.

    依据：《信访工作条例》第二十二条。The title is sort and matter, never words of the petitioner.

    :raises NotPermitted: unless by a clerk of the organ, or by the system for who comes online.
    :raises Invalid: with everything missing, all at once; for a day to come.
    """
    code = codes.plain_code()
    made = _made(
        organ, told, petitioner, channel=channel, code_hash=codes.digest_of(code), language=language, by=by, at=at
    )
    _register(made.case, received_on or china_date(at), by=by, at=at)
    return Lodged(made.case, code)


def _made(
    organ: Organ,
    told: Matter,
    petitioner: Petitioner,
    *,
    channel: str,
    code_hash: str,
    language: str,
    message: str = "",
    by: Actor,
    at: datetime,
) -> Petition:
    who = contents.tidy(petitioner)
    found = list(contents.problems(told, who, channel=channel))
    if found:
        raise Invalid("".join(sentence for _, sentence in found), field=found[0][0])
    title = rules.title_of(sort=told.sort, matter=told.matter)
    case = casework.enter(procedure=PETITIONS.key, organ=organ, title=title, by=by, at=at)
    kept, words = rules.is_kept(sort=told.sort, confidential=told.confidential), storable(told.text).strip()
    return Petition.objects.create(
        case=case,
        sort=told.sort,
        channel=channel,
        matter=told.matter,
        text="" if kept else words,
        sealed=sealing.seal(contents.written(who, words if kept else "")),
        person=_mark(who),
        confidential=kept,
        code_hash=code_hash,
        language=language if language == "en" else "zh",
        message=message,
        at=at,
    )


def _mark(who: Petitioner) -> str:
    return sealing.mark(f"{who.name}\n{who.contact}", purpose=WHO)


def _register(case: Case, on: date, *, by: Actor, at: datetime) -> None:
    casework.do(case=case.uid, act="register", given={"on": on.isoformat()}, seen=0, by=by, at=at)


@transaction.atomic
def turn_into_petition(*, message: str, sort: str, by: Actor, at: datetime) -> Case:
    """转为信访事项：a message to the hotline that is a petition is handled as one; nothing is typed twice.

    The message ends as one that is under way as a petition; its code opens the petition, too.

    :raises NotFound: for a message this person may not see.
    :raises NotPermitted: unless by the hotline's clerk, before the message was accepted.
    :raises Invalid: for a message without a name: a petition has one.
    """
    taken = ports.messages.take(case=message, by=by, at=at)
    if not taken.name:
        raise Invalid("匿名的诉求不能转为信访事项：信访应当有信访人的姓名和联系方式。请仍按热线诉求办理。")
    told = Matter(sort, taken.matter, taken.text, confidential=taken.confidential)
    made = _made(
        taken.organ,
        told,
        Petitioner(taken.name, "", taken.contact),
        channel="hotline",
        code_hash=taken.code_hash,
        language=taken.language,
        message=taken.number,
        by=by,
        at=at,
    )
    _register(made.case, china_date(at), by=by, at=at)
    ports.messages.end(case=message, into=made.case.number, by=by, at=at)
    _note("turned_in", made, by=by, at=at, facts={"message": taken.number})
    return made.case


def turn_into_message(*, case: Case, kind: str, by: Actor, at: datetime) -> str:
    """转为热线诉求：within the act that ends the petition, its words go to the hotline; gives its number there.

    :raises Invalid: for a kind of message there is not.
    """
    found = Petition.objects.select_related("case__organ").get(case=case)
    who, words = contents.opened(sealing.unseal(found.sealed))
    number = ports.messages.lodge(
        turned=ports.Turned(
            organ=case.organ,
            number=case.number,
            matter=found.matter,
            text=words or found.text,
            name=who.name,
            contact=who.contact,
            confidential=found.confidential,
            language=found.language,
            code_hash=found.code_hash,
        ),
        kind=kind,
        by=by,
        at=at,
    )
    found.message = number
    found.save(update_fields=["message"])
    _note("turned_out", found, by=by, at=at, facts={"message": number})
    return number


@transaction.atomic
def hand_petition(*, case: str, text: str, by: Actor, at: datetime) -> Petition:
    """填写信访承办内容：what those who handle a sealed petition need to know, without who asks.

    依据：不得将检举、揭发材料以及有关情况透露给被检举的人（《信访工作条例》第三十条第三款）。

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by the office; for a petition whose words are not sealed.
    :raises Invalid: without words, and where they name the petitioner.
    """
    found = _seen(case, by)
    insist(permission.may_hand(by, found))
    said = storable(text).strip()[: LONGEST["text"]]
    if not said:
        raise Invalid("请写明承办机关需要知道的事实。", field="text")
    if contents.names_somebody(said, contents.opened(sealing.unseal(found.sealed))[0]):
        raise Invalid("承办内容里有信访人的姓名、住址或者联系方式，请删去。", field="text")
    found.handed = said
    found.save(update_fields=["handed"])
    _note("handed", found, by=by, at=at)
    return found


@transaction.atomic
def reveal_petitioner(*, case: str, by: Actor, at: datetime) -> tuple[Petitioner, str]:
    """查看信访人：open who a petition is from, and its words where they are sealed; the journal keeps who looked.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: for who handles a matter whose petitioner is kept from them.
    :raises Conflict: when no key opens it.
    """
    found = _seen(case, by)
    insist(permission.may_reveal(by, found))
    who, words = contents.opened(sealing.unseal(found.sealed))
    _note("revealed", found, by=by, at=at)
    return who, words or found.text


@transaction.atomic
def withdraw_petition(*, number: str, code: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """撤回信访事项：by who brought it, with number and code.

    :raises NotFound: unless both are right.
    :raises Conflict: when it has ended.
    """
    found = permission.proven(number=number, code=code)
    if not found.case.open:
        raise Conflict(ENDED)
    return _do(found, "withdraw", {"on": china_date(at).isoformat()}, by=by, at=at)


@transaction.atomic
def rate_petition(*, number: str, code: str, satisfied: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """评价信访办理：by who brought it, after it was answered.

    依据：信访人可以查询、评价办理情况（《信访工作条例》第二十一条）。

    :raises NotFound: unless number and code are right.
    :raises Conflict: before it was answered.
    :raises Invalid: without a rating of the list.
    """
    found = permission.proven(number=number, code=code)
    if found.case.state not in RATEABLE:
        raise Conflict(UNANSWERED)
    return _do(found, "rate", {"satisfied": satisfied}, by=by, at=at)


@transaction.atomic
def request_review(*, number: str, code: str, text: str, by: Actor = SYSTEM, at: datetime) -> Case:
    """网上请求复查复核：of the last answer, by who brought it, within thirty days of receiving it.

    依据：《信访工作条例》第三十五条、第三十六条。

    :raises NotFound: unless number and code are right.
    :raises Conflict: where there is no answer to be reviewed.
    :raises NotPermitted: after the thirty days.
    :raises Invalid: without reasons, or with too many words.
    """
    found = permission.proven(number=number, code=code)
    act = rules.REQUEST_IN.get(found.case.state) if found.sort == rules.APPEAL else None
    if act is None:
        raise Conflict(NOTHING_TO_REVIEW)
    said = storable(text).strip()
    if not said:
        raise Invalid(NO_REASON, field="text")
    if len(said) > LONGEST["text"]:
        raise Invalid(f"这一项太长了，请不要超过{LONGEST['text']}个字。", field="text")
    return _do(found, act, {"on": china_date(at).isoformat(), "reason": said}, by=by, at=at)


def reseal_petitions(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封信访事项：the next ones after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=Petition.objects.all(), act="petitions.resealed", subject="petitions",
        anew=_anew, after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _anew(row: Petition) -> dict[str, str]:
    text = sealing.unseal(row.sealed)
    who, _ = contents.opened(text)
    return {"sealed": sealing.seal(text), "person": _mark(who)}


def _do(found: Petition, act: str, given: dict[str, str], *, by: Actor, at: datetime) -> Case:
    case = found.case
    return casework.do(case=case.uid, act=act, given=given, seen=case.events.count(), by=by, at=at)


def _seen(case: str, by: Actor) -> Petition:
    found = permission.visible_to(by).select_related("case__organ").filter(case__uid=case).first()
    if found is None:
        raise NotFound
    return found


def _note(act: str, found: Petition, *, by: Actor, at: datetime, facts: dict[str, str] | None = None) -> None:
    organ, subject = found.case.organ.code, f"case:{found.case.uid}"
    journal.record(act=f"petitions.{act}", by=by.uid, at=at, organ=organ, subject=subject, facts=dict(facts or {}))
