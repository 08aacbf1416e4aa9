"""意见征集结果报告：what it says, computed from what was said and answered; and whether it may be made and released."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape

from django.db import transaction

from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import OPEN_STATES, Edition
from gongkai.foundation.now import china_date
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.consultations import contents, queries, rules
from gongkai.programmes.consultations.listing import TITLE, Places, place_of, places_in
from gongkai.programmes.consultations.models import CommentGroup, CommentText, Consultation
from gongkai.programmes.consultations.programme import ART20, OUTCOMES, REPORT_GENRE, SHOWN
from gongkai.programmes.consultations.queries import Seen

__all__ = ["Content", "content_of", "may_report", "notice_gate", "report_gate"]

MOST_LISTED = 200
"""报告列出的意见组：those most people spoke of; all of them stand in the attachment, on the page and in its files."""
MOST_QUOTED = 10
"""每组列出的意见：those most people sent; how many more there are is said."""
_LONGEST_QUOTE = 300


def may_report(*, closed: bool, left: queries.Left) -> Decision:
    """可否起草结果报告：closed, everything looked at and answered."""
    if not closed:
        return Refused("意见征集还没有截止。截止以后再起草结果报告。")
    if left.waiting:
        return Refused(f"还有{left.waiting}条意见没有审核。请先审核。")
    if left.remarks:
        return Refused(f"还有{left.remarks}条调查填写没有审核。请先审核。")
    if left.unanswered:
        return Refused(f"还有{left.unanswered}条意见没有答复。请逐条或者按组答复采纳情况和理由。")
    return ALLOWED


def notice_gate(*, record: str, at: datetime) -> Decision:
    """公告的发布条件：all parts are there, the period is lawful from today, and what the notice must say stands in it.

    依据：《重大行政决策程序暂行条例》第十五条。
    """
    found = Consultation.objects.select_related("record", "report").filter(record__uid=record).first()
    if found is None:
        return Refused("这份公告不是在“意见征集”中发起的。请在“意见征集”中发起。")
    edition = Edition.objects.filter(record=found.record, state__in=OPEN_STATES).order_by("-number").first()
    term = queries.term_of(found.pk, edition.number) if edition else None
    if edition is None or term is None:
        return Refused("这份公告没有征集期限。请在“意见征集”中修改公告。")
    wanting = contents.wanting_in(edition.body)
    if wanting:
        return Refused(f"公告缺少：{'、'.join(wanting)}。公开征求意见要把草案和它的说明、依据一起公布，请补齐。")
    told = (contents.last_day(term.until), contents.shortened(term.shortened_reason) if term.shortened_reason else "")
    notice = "".join(contents.parts_of(edition.body)[""])
    if any(escape(sentence) not in notice and sentence not in notice for sentence in told if sentence):
        return Refused("公告正文写的截止日期或者缩短期限的理由与登记的不一致。请在“意见征集”中修改公告。")
    over = _over(found, at)
    if over:
        return Refused(f"{over}，不能再发布新的征求意见稿。需要再次征求意见的，请另行发起。")
    published = found.record.published_at
    opened_on = china_date(published) if published else china_date(at)
    return rules.may_last(found.matter, opened_on, term.until, term.shortened_reason)


def _over(found: Consultation, at: datetime) -> str:
    """Why no new version may come, "" while one may."""
    report = found.report
    if report is not None and report.published_at is not None and report.withdrawn_at is None:
        return "结果报告已经公布"
    return "意见征集已经截止" if _closed(found, at) else ""


def _closed(found: Consultation, at: datetime) -> bool:
    """Whether the last day the public was told has passed: a later one that was only drafted reopens nothing."""
    told = Edition.objects.filter(record=found.record_id, released_at__isnull=False).order_by("-number").first()
    term = queries.term_of(found.pk, told.number) if told else None
    return term is not None and china_date(at) > term.until


def report_gate(*, record: str, at: datetime) -> Decision:
    """结果报告的发布条件：nothing is left to do, and no comment or answer changed since the report was made.

    The consultation is locked until it is released: an answer given meanwhile waits, and is then refused. The edition
    is locked before, by whoever releases it; whoever drafts keeps to the same order (`operations.locked_with_papers`).
    """
    rows = Consultation.objects.filter(report__uid=record)
    # A page that only asks is in no transaction, and locks nothing.
    locking = transaction.get_connection().in_atomic_block
    found = (rows.select_for_update(of=("self",)) if locking else rows).first()
    if found is None:
        return Refused("这份报告不是在“意见征集”中生成的。请在“意见征集”中生成。")
    ready = may_report(closed=_closed(found, at), left=queries.left_to_do(found.pk))
    if isinstance(ready, Refused):
        return ready
    if queries.digest_of(found.pk) != found.report_digest:
        return Refused("报告生成以后，意见的审核或者答复又有改动。请在“意见征集”中重新生成报告并送审。")
    return ALLOWED


def content_of(found: Consultation, seen: Seen, *, issuer: str, formed_on: date) -> Content:
    """报告内容：numbers first, then each group with its answer. Seven SQL queries."""
    totals = queries.totals(found.pk)
    notice = [
        f"《{found.name}》自{day_in_chinese(seen.opened_on)}至{day_in_chinese(seen.until)}向社会公开征求意见。",
        f"共收到意见{totals.received}份，内容相同的合并为{totals.distinct}条；公开显示{totals.shown}份，"
        f"不予显示{totals.hidden}份（每条在征集页面上注明理由）。",
    ]
    if seen.shortened_reason:
        notice.append(contents.shortened(seen.shortened_reason))
    body = ["<h2>征集情况</h2>", *(f"<p>{escape(line)}</p>" for line in notice)]
    if totals.received:
        body.append(_table(("来源", "份数"), ((name, str(many)) for name, many in totals.channels)))
    body += _survey(seen)
    body.append("<h2>意见采纳情况</h2>")
    if totals.outcomes:
        rows = ((name, str(many), str(copies)) for name, many, copies in totals.outcomes)
        body.append(_table(("采纳情况", "条数", "份数"), rows))
        body += _groups(found)
    else:
        body.append("<p>没有需要答复的意见。</p>")
    return Content(
        title=f"《{found.name}》意见征集结果报告",
        issuer=issuer,
        formed_on=formed_on,
        summary=f"共收到意见{totals.received}份，{_in_words(totals)}",
        body="\n".join(body),
        attribute="proactive",
        theme=seen.theme,
        genre=REPORT_GENRE,
        art20=ART20,
    )


def _in_words(totals: queries.Totals) -> str:
    return "，".join(f"{name}{copies}份" for name, _, copies in totals.outcomes) + "。" if totals.outcomes else ""


def _survey(seen: Seen) -> list[str]:
    made = []
    for at, one in enumerate(queries.survey_counts(seen.pk, seen.questions), start=1):
        many = "（可多选）" if one.question.many else ""
        made.append(f"<h3>调查问题{at}：{escape(one.question.text)}{many}</h3>")
        made.append(f"<p>收到答卷{one.replies}份，回答本题的{one.answered}人。</p>")
        rows = ((name, str(count), share) for name, count, share in one.shares)
        made.append(_table(("选项", "选择人数", "占答题人数"), rows))
        shown = [each for each in one.remarks if not each.hidden_for]
        if shown:
            made.append("<p>选“其他”的填写：</p>")
            made += [f"<p>{escape(each.text)}（{each.copies}人）</p>" for each in shown]
        if one.more:
            made.append(f"<p>另有{one.more}条填写的内容，见征集结果页面的调查数据。</p>")
    return made


def _groups(found: Consultation) -> list[str]:
    """The groups most people spoke of, each with what was said and what became of it."""
    texts = CommentText.objects.filter(consultation=found, standing=SHOWN, group__isnull=False)
    order: dict[int, list[CommentText]] = {}
    for one in texts.select_related("group").order_by("-copies", "pk").iterator(chunk_size=2_000):
        if one.group_id in order or len(order) < MOST_LISTED:
            order.setdefault(one.group_id or 0, []).append(one)
    made, places = [], places_in(found)
    for at, members in enumerate(order.values(), start=1):
        group = members[0].group
        assert group is not None
        made += _group(at, group, members, places)
    groups = CommentGroup.objects.filter(consultation=found, texts__standing=SHOWN).distinct().count()
    if groups > MOST_LISTED:
        made.append(
            f"<p>以上列出提出最多的{MOST_LISTED}项。全部{groups}项和答复见附件《{TITLE}》，也在意见征集页面逐条公布。</p>"
        )
    else:
        made.append(f"<p>每条意见的全文和答复见附件《{TITLE}》。</p>")
    return made


def _group(at: int, group: CommentGroup, members: Sequence[CommentText], places: Places) -> list[str]:
    copies = sum(one.copies for one in members)
    first = members[0]
    many = f"（收到相同内容{copies}份）" if len(members) == 1 and copies > 1 else ""
    many = f"（归并{len(members)}条意见，共{copies}份）" if len(members) > 1 else many
    title = group.title or f"对{place_of(first.version, first.passage, places)}的意见"
    said = [line for one in members[:MOST_QUOTED] for line in _said(one, places, among=len(members))]
    if len(members) > MOST_QUOTED:
        said.append(f"<p>另有{len(members) - MOST_QUOTED}条意见，全文见附件《{TITLE}》和意见征集页面。</p>")
    return [
        f"<h3>{at}. {escape(title)}{many}</h3>",
        *said,
        f"<p>采纳情况：{OUTCOMES[group.outcome]}</p>",
        *(f"<p>{'理由：' if not n else ''}{escape(line)}</p>" for n, line in enumerate(group.reason.splitlines())),
    ]


def _said(one: CommentText, places: Places, *, among: int) -> list[str]:
    """A text as it came, a line a paragraph; of several, each with what it is on and how many sent it."""
    words = one.text if len(one.text) <= _LONGEST_QUOTE else f"{one.text[:_LONGEST_QUOTE]}…"
    lines = [line for line in words.splitlines() if line.strip()]
    about = "意见"
    if among > 1:
        copies = f"，{one.copies}份" if one.copies > 1 else ""
        about = f"意见（对{place_of(one.version, one.passage, places)}{copies}）"
    return [f"<p>{'' if n else f'{about}：'}{escape(line)}</p>" for n, line in enumerate(lines)]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"
