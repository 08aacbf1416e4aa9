"""邮件操作：the only code that writes the tables of mail."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gongkai.foundation import sealing
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.mail import ports, queries
from gongkai.foundation.mail.models import ReceivedMail, SentMail
from gongkai.foundation.mail.permission import SORTERS, is_top, lying_with
from gongkai.foundation.mail.rules import LONGEST, Head, Incoming, by_content, read_message
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.foundation.text import storable, without_addresses
from gongkai.foundation.uids import new_uid

TRAY = "mail:tray"
NONE_SUCH = (
    "您能看到的办件中没有这个编号的办件。请核对编号，例如 990000025-requests-2026-00001；"
    "属于其他机关的，请退回，由最高一级的政务公开办转交。"
)


@transaction.atomic
def note_sent(*, message_id: str, about: str, letter: str, refused: str = "", by: Actor, at: datetime) -> SentMail:
    """登记发出的邮件：so that what comes back finds its matter; the same message is noted once.

    :param refused: why the other side would not even take it; put down like a bounce.
    """
    sent, is_new = SentMail.objects.get_or_create(
        message_id=message_id,
        defaults={
            "about": about,
            "letter": letter,
            "at": at,
            "bounced_at": at if refused else None,
            "bounce": without_addresses(refused)[:500],
        },
    )
    if is_new:
        act = "refused" if refused else "sent"
        _note(act, about, by=by, at=at, facts={"letter": letter})
        emit(f"mail.{act}", key=message_id, act=act, about=about, of=f"letter:{letter}")
    return sent


@transaction.atomic
def receive_mail(*, content: bytes, by: Actor, at: datetime) -> ReceivedMail:
    """收信：keep one message, sealed, under the matter it answers or names, or in the tray; the same one once.

    A bounce is put down at the message that came back. One that says something else under a number already seen is
    another message: a number anybody may write must not make a letter disappear.

    :raises Invalid: when it is larger than we keep.
    """
    if len(content) > LONGEST:
        raise Invalid(f"来信超过{LONGEST // (1024 * 1024)}MB，没有收下。请从邮件系统中直接处理。", code="too-large")
    said = read_message(content)
    named = said.message_id
    known = ReceivedMail.objects.filter(message_id=named).first()
    if known is not None and not _says(known, said):
        named = by_content(content)
        known = ReceivedMail.objects.filter(message_id=named).first()
    if known is not None:
        return known
    sent = _answered(said)
    about = sent.about if sent else ports.subject_named(said.title, SYSTEM)
    mail = ReceivedMail.objects.create(
        uid=new_uid(),
        message_id=named,
        about=about,
        organ="" if about else _written_to(said, day=china_date(at)),
        is_bounce=bool(said.bounce),
        sealed=sealing.seal_bytes(content),
        head=sealing.seal_bytes(Head.of(said).to_bytes()),
        at=at,
    )
    if sent and said.bounce and sent.bounced_at is None:
        sent.bounced_at, sent.bounce = at, said.bounce
        sent.save(update_fields=["bounced_at", "bounce"])
    act = "bounced" if said.bounce else "received"
    facts: dict[str, str | int] = {"mail": mail.uid, "letter": sent.letter if sent else ""}
    _note(act, mail.about or TRAY, by=by, at=at, facts=facts, organ=mail.organ)
    _tell(act, mail)
    return mail


@transaction.atomic
def file_mail(*, mail: str, number: str, by: Actor, at: datetime) -> ReceivedMail:
    """分拣来信：lay a message from the tray under the matter with this number.

    :raises NotPermitted: for who has none of the posts that sort.
    :raises NotFound: when it is not in the tray.
    :raises Invalid: when nothing they may see has this number.
    """
    found = _locked(by, mail)
    about = ports.subject_named(number, by)
    if not about:
        raise Invalid(NONE_SUCH, field="number")
    found.about = about
    found.save(update_fields=["about"])
    _note("filed", about, by=by, at=at, facts={"mail": found.uid})
    _tell("filed", found, by=by.uid)
    return found


@transaction.atomic
def hand_on_mail(*, mail: str, organ: str, by: Actor, at: datetime) -> ReceivedMail:
    """转交来信：lay a message with the organ it is for, or, with no organ, back with the openness office at the top.

    :param organ: code of the organ; empty hands it back.
    :raises NotPermitted: for who has none of the posts that sort; to another organ, unless by the office at the top.
    :raises NotFound: when it does not lie with this person.
    :raises Invalid: for an organ there is not, where nobody sorts, or with which it lies already.
    """
    found = _locked(by, mail)
    if organ and not is_top(by):
        raise NotPermitted("转交其他机关由最高一级的政务公开办办理。不属于本机关的来信，请退回由其转交。")
    if organ == found.organ:
        raise Invalid("来信已经在这里了，请另选机关。", field="organ")
    if organ and organ not in _sorting(organs.by_code(organ).code, day=china_date(at)):
        raise Invalid(
            "该机关没有可以分拣来信的人员（依申请公开经办人、负责人、热线受理员、政务公开办）。请另选机关。",
            field="organ",
        )
    was, found.organ = found.organ, organ
    found.save(update_fields=["organ"])
    _note("handed_on", TRAY, by=by, at=at, facts={"mail": found.uid, "from": was, "to": organ}, organ=was)
    _tell("handed_on", found, by=by.uid)
    return found


@transaction.atomic
def open_mail(*, mail: str, number: str = "", by: Actor, at: datetime) -> bytes:
    """启封来信：the message as it came, of the matter with this number, or of the tray; the journal keeps who.

    :raises NotPermitted: for one of the tray, to who has none of the posts that sort.
    :raises NotFound: when it is not there, or the matter is not theirs to see.
    :raises Conflict: when no key opens it.
    """
    about = ports.subject_named(number, by) if number else ""
    if number and not about:
        raise NotFound
    found = queries.received(about, mail) if about else queries.in_the_tray(by, mail)
    _note("opened", about or TRAY, by=by, at=at, facts={"mail": found.uid}, organ=found.organ)
    return queries.content_of(found)


@transaction.atomic
def set_aside(*, mail: str, reason: str, by: Actor, at: datetime) -> ReceivedMail:
    """另行处理来信：take a message out of the tray that belongs to no matter here; it is kept, with the reason.

    :raises NotPermitted: for who has none of the posts that sort.
    :raises NotFound: when it is not in the tray.
    :raises Invalid: without a reason.
    """
    found = _locked(by, mail)
    reason = storable(reason).strip()
    if not reason:
        raise Invalid("请写明这封来信如何处理，例如“广告邮件”“已转信访办”。", field="reason")
    found.set_aside_at, found.reason = at, reason[:200]
    found.save(update_fields=["set_aside_at", "reason"])
    _note("set_aside", TRAY, by=by, at=at, facts={"mail": found.uid}, organ=found.organ)
    return found


def _locked(by: Actor, uid: str) -> ReceivedMail:
    """A message of the tray, for this transaction alone: two who sort at once do not both have it."""
    lying = lying_with(by).select_for_update().filter(pk=queries.in_the_tray(by, uid).pk).first()
    if lying is None:
        raise NotFound
    return lying


def _says(known: ReceivedMail, said: Incoming) -> bool:
    """Whether a message kept says the same; one no key opens does not."""
    try:
        kept = queries.opened(known).said
    except Conflict:
        return False
    return (kept.sender, kept.title, kept.text) == (said.sender, said.title, said.text)


def _answered(said: Incoming) -> SentMail | None:
    known = {sent.message_id: sent for sent in SentMail.objects.filter(message_id__in=said.answers[:50])}
    return next((known[one] for one in said.answers if one in known), None)


def _written_to(said: Incoming, *, day: date) -> str:
    """收件机关：the one organ whose address it was sent to, else whose number its title begins; empty for none."""
    addressed = Q(pk__in=())
    for one in said.recipients:
        addressed |= Q(email__iexact=one)
    for wanted in (addressed, Q(code__in=said.organs_named)):
        codes = list(Organ.objects.on(day).filter(wanted).values_list("code", flat=True)[:2])
        if len(codes) == 1:
            return codes[0] if _sorting(codes[0], day=day) else ""
    return ""


def _sorting(organ: str, *, day: date) -> set[str]:
    """The organ itself, where somebody there sorts."""
    return {organ for role in SORTERS if people.holders(organ_code=organ, role=role, day=day)}


def _tell(act: str, mail: ReceivedMail, *, by: str = "") -> None:
    """事件：to who handles the matter, or to who sorts."""
    key = f"{act}:{mail.uid}:{mail.organ}"
    if mail.about:
        emit(f"mail.{act}", key=key, act=act, about=mail.about, of=f"mail:{mail.uid}", by=by)
    else:
        emit("mail.lying", key=key, organ=mail.organ)


def _note(act: str, subject: str, *, by: Actor, at: datetime, facts: dict[str, str | int], organ: str = "") -> None:
    """记入日志：by identifiers only; who wrote what stays sealed."""
    journal.record(act=f"mail.{act}", by=by.uid, at=at, organ=organ, subject=subject, facts=facts)


def reseal_mail(*, after: int = 0, limit: int = 200, by: Actor, at: datetime) -> int | None:
    """重新密封来信：the next messages after a number with the newest key; None when there are no more.

    One kept before heads were gets its own.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a message opens with none of the keys.
    """
    return reseal_rows(
        rows=ReceivedMail.objects.all(), act="mail.resealed", subject="mail",
        anew=_anew, is_old=_is_old, after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _is_old(row: ReceivedMail) -> bool:
    return not row.head or not sealing.is_current(bytes(row.sealed).decode())


def _anew(row: ReceivedMail) -> dict[str, bytes]:
    head, content = queries.head_of(row).to_bytes(), queries.content_of(row)
    return {"head": sealing.seal_bytes(head), "sealed": sealing.seal_bytes(content)}
