"""Making an answered case public: a record of its own, which goes through the ordinary reviews."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.publishing import operations as publishing
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER, SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.programmes.hotline import permission
from gongkai.programmes.hotline.models import CasePublication, Message
from gongkai.programmes.hotline.outcomes import ANSWERED
from gongkai.programmes.hotline.publication import COUNTY, PUBLISHED, Draft, content_of, may_publish, problems
from gongkai.programmes.hotline.senders import senders_of

WRITING = frozenset({"propose_answer", "answer", "answer_directly"})


@transaction.atomic
def publish_case(*, case: str, draft: Draft, by: Actor, at: datetime) -> CasePublication:
    """公开诉求：draft question and answer of an answered case as a record without who spoke, and submit it for review.

    Nothing is public by this: the reviews and the release follow in publishing as for any other record, and neither
    who chose the case nor who wrote the answer can approve it there.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by the head of the hotline office; for a 举报 and what is kept confidential, ever.
    :raises Invalid: with everything missing; for who spoke named in it, or personal data left in it.
    :raises Conflict: when it was submitted already.
    """
    seen = permission.visible_to(by).select_related("case__organ").filter(case__uid=case)
    found = seen.select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    organ = found.case.organ
    insist(permission.may_publish_cases(by, organ))
    insist(may_publish(confidential=found.confidential, answered=found.case.result in ANSWERED))
    if CasePublication.objects.filter(case=found.case).exists():
        raise Conflict("这件诉求已经送审公开，请在公开信息的工作台查看。")
    tidy = Draft(*(storable(one).strip() for one in (draft.title, draft.question, draft.answer, draft.theme)))
    if wrong := problems(tidy, senders_of(found.case)):
        raise Invalid("".join(sentence for _, sentence in wrong), field=wrong[0][0])
    record = _submitted(found, tidy, by=by, at=at)
    made = CasePublication.objects.create(
        case=found.case,
        record=record,
        kind=found.kind,
        matter=found.matter,
        place=found.place[:COUNTY],
        handler=_handler(found.case),
        at=at,
    )
    subject, facts = f"case:{found.case.uid}", {"record": record}
    journal.record(act="hotline.case_submitted", by=by.uid, at=at, organ=organ.code, subject=subject, facts=dict(facts))
    return made


def _submitted(found: Message, draft: Draft, *, by: Actor, at: datetime) -> str:
    organ, today = found.case.organ, china_date(at)
    handler = _handler(found.case)
    names = organs.names_on({organ.code, handler} - {""}, today)
    content = content_of(draft, issuer=names[organ.code], formed_on=today, handler=names.get(handler, ""))
    wrote = [item.by for item in done_in(found.case) if item.act in WRITING]
    author = by if by.holds(DRAFTER, organ.code) else SYSTEM
    hands = tuple(dict.fromkeys((by.uid, *wrote)))
    edition = publishing.draft(organ=organ, kind=PUBLISHED.code, content=content, written_with=hands, by=author, at=at)
    publishing.submit(record=edition.record.uid, by=author, at=at)
    return edition.record.uid


def _handler(case: Case) -> str:
    """The main handler that answered; empty where the hotline office answered itself."""
    last = case.assignments.filter(part="main").exclude(standing="released").select_related("organ").last()
    return last.organ.code if last else ""
