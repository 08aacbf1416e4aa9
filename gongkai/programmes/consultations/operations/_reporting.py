"""The report of results: computed from comments and answers, drafted as a record, reviewed and released like any."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import intake
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing import permission as publishing_permission
from gongkai.engines.publishing.models import OPEN_STATES, Attachment, Edition, State
from gongkai.foundation.errors import Conflict
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.programmes.consultations import listing, permission, queries, reporting
from gongkai.programmes.consultations.models import Consultation
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.programme import REPORT


@transaction.atomic
def draft_consultation_report(*, consultation: str, by: Actor, at: datetime) -> Edition:
    """起草意见征集结果报告：the numbers, and each comment with its answer; made anew when an answer changed since.

    依据：《重大行政决策程序暂行条例》第三十二条；《优化营商环境条例》第六十二条。

    :raises NotFound: for one that is not theirs to see, or whose notice is not public.
    :raises NotPermitted: unless by a drafter of the organ, and when nothing is left to do.
    :raises Conflict: while the report is with its reviewers, or when somebody drafted it in between.
    """
    found = common.locked_with_papers(by, consultation)
    insist(permission.may_begin(by, found.organ.code))
    seen = queries.seen(consultation, at)
    insist(reporting.may_report(closed=seen.today > seen.until, left=queries.left_to_do(found.pk)))
    issuer = organs.name_on(found.organ, china_date(at))
    content = reporting.content_of(found, seen, issuer=issuer, formed_on=china_date(at))
    record = _edition(found, content, by=by, at=at).record
    _attach(found, record.uid, by=by, at=at)
    edition = publishing_permission.find(by, record.uid)
    found.report, found.report_digest = edition.record, queries.digest_of(found.pk)
    found.save(update_fields=["report", "report_digest"])
    common.note("report_drafted", found, by=by, at=at, record=edition.record.uid, edition=edition.number)
    return edition


def _edition(found: Consultation, content: reporting.Content, *, by: Actor, at: datetime) -> Edition:
    if found.report is None or found.report.withdrawn_at is not None or _discarded(found):
        return publishing.draft(organ=found.organ, kind=REPORT.code, content=content, by=by, at=at)
    edition = publishing_permission.find(by, found.report.uid)
    if edition.state == State.IN_REVIEW:
        raise Conflict("结果报告正在审查。请先撤回送审，再重新生成。")
    if edition.state not in OPEN_STATES:
        edition = publishing.revise(record=found.report.uid, by=by, at=at)
    return publishing.save(record=found.report.uid, content=content, lock_version=edition.lock_version, by=by, at=at)


def _attach(found: Consultation, record: str, *, by: Actor, at: datetime) -> None:
    """The whole list, in place of that of the report before; what clerks attached themselves stays."""
    ours = Attachment.objects.filter(edition=publishing_permission.find(by, record), title__startswith=listing.TITLE)
    for position in ours.order_by("-position").values_list("position", flat=True):
        publishing.detach(record=record, position=position, by=by, at=at)
    for title, name, content in listing.files_of(found):
        original, public = intake.keep_attachment(content=content, name=name, by=by, at=at)
        publishing.attach(record=record, title=title, file_name=name, original=original, public=public, by=by, at=at)


def _discarded(found: Consultation) -> bool:
    return not Edition.objects.filter(record=found.report).exclude(state=State.DISCARDED).exists()
