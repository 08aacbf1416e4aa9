"""Statements: drafted as a record of publishing with the act that proposes them; their release is noted in the case."""

from collections.abc import Mapping
from datetime import datetime
from html import escape

from django.db import transaction

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER, SYSTEM, Actor
from gongkai.programmes.concerns.models import Statement
from gongkai.programmes.concerns.operations._common import note
from gongkai.programmes.concerns.programme import STATEMENT

GENRE, ART20, THEME = "other", "A20-15", "22"
FIELDS = {"title": "title", "body": "text"}


@transaction.atomic
def draft_statement(*, case: Case, given: Mapping[str, str], handler: str, by: Actor, at: datetime) -> Statement:
    """提交回应稿：draft the statement as a record of the organ that answers, and submit it for review.

    Nothing is public by this: the reviews, the signature and the release follow in publishing as for any other record,
    each by another person than who wrote it.

    :raises Invalid: when it cannot be submitted as it stands, such as for personal data left in it.
    """
    organ = organs.by_code(handler) if handler else case.organ
    today = china_date(at)
    content = Content(
        title=" ".join(given["title"].split()),
        issuer=organs.name_on(organ, today),
        formed_on=today,
        body="".join(f"<p>{escape(line.strip())}</p>" for line in given["text"].splitlines() if line.strip()),
        attribute="proactive",
        theme=given.get("theme") or THEME,
        genre=GENRE,
        art20=ART20,
    )
    author = by if by.holds(DRAFTER, organ.code) else SYSTEM
    try:
        edition = publishing.draft(
            organ=organ, kind=STATEMENT.code, content=content, written_with=(by.uid,), by=author, at=at
        )
        publishing.submit(record=edition.record.uid, by=author, at=at)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field=FIELDS.get(refusal.field or "", "text")) from refusal
    number = Statement.objects.filter(case=case).count() + 1
    made = Statement.objects.create(case=case, record=edition.record.uid, number=number, by=by.uid, at=at)
    facts: dict[str, str | int] = {"record": made.record, "number": number}
    note("statement_drafted", organ=organ.code, subject=f"case:{case.uid}", by=by, at=at, facts=facts)
    return made


@transaction.atomic
def note_release(*, record: str, edition: int, by: Actor, at: datetime) -> bool:
    """登记发布：a released statement is an act of its topic, at the minute of its release; done again, it does nothing.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when something is done in the topic meanwhile; it is tried again.
    """
    if by != SYSTEM:
        raise NotPermitted("回应发布以后由系统自动登记。")
    made = Statement.objects.select_for_update(of=("self",)).select_related("case").filter(record=record).first()
    released = Edition.objects.filter(record__uid=record, number=edition, released_at__isnull=False).first()
    if made is None or made.noted >= edition or released is None or released.released_at is None:
        return False
    case, act = made.case, "release_correction" if edition > 1 else "release_further"
    if case.state in {"assigned", "drafting"}:
        act = "release_first"
    minute = released.released_at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
    given = {"at": minute, "record": f"{record}/{edition}"}
    casework.do(case=case.uid, act=act, given=given, seen=case.events.count(), by=by, at=at)
    made.noted = edition
    made.save(update_fields=["noted"])
    return True
