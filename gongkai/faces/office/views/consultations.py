"""意见征集：the list, beginning one, its page with what is next, and the notice written anew."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.publishing import permission as publishing
from gongkai.engines.publishing.models import OPEN_STATES, Edition
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.surveys import bars_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.consultations import BeginForm, RewriteForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER
from gongkai.programmes.consultations import contents, permission, queries
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.contents import BASIS, DRAFT, EXPLANATION
from gongkai.programmes.consultations.models import Consultation
from gongkai.programmes.consultations.programme import MATTERS
from gongkai.programmes.consultations.queries import Line

SHOWN = 100
HEAD = ("草案", "机关", "征集事项", "阶段", "公布日期", "截止日期", "结果应公布", "结果公布日期")
NO_ORGAN = "您没有拟稿人的岗位，不能发起意见征集。"


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """意见征集清单：newest first."""
    rows = queries.lines(request.actor, request.at, limit=SHOWN)
    today = china_date(request.at)
    facts = {
        "rows": rows,
        "names": organs.names_on({row.consultation.organ.code for row in rows}, today),
        "may_begin": bool(request.actor.organs(DRAFTER)),
    }
    listing = Listing(
        "意见征集", HEAD, lambda: [_cells(row) for row in queries.lines(request.actor, request.at, limit=MOST)]
    )
    return desk(request, "office/consultations/index.html", facts, listings={"consultations": listing})


def _cells(row: Line) -> tuple[Any, ...]:
    found, seen = row.consultation, row.seen
    head = (found.name, found.organ.code, MATTERS[found.matter], row.stage)
    if seen is None:
        return (*head, None, None, None, None)
    return (*head, seen.opened_on, seen.until, seen.duty.due_on, seen.reported_on)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: StaffRequest) -> HttpResponse:
    """发起意见征集。

    :raises NotPermitted: for who drafts for no organ.
    """
    codes = sorted(request.actor.organs(DRAFTER))
    if not codes:
        raise NotPermitted(NO_ORGAN)
    names = organs.names_on(set(codes), china_date(request.at))
    offered = [(code, names.get(code, code)) for code in codes]
    form = BeginForm(request.POST if request.method == "POST" else None, organs=offered)
    if form.is_bound and form.is_valid():
        try:
            made = ops.begin_consultation(
                organ=organs.by_code(form.cleaned_data["organ"]),
                matter=form.cleaned_data["matter"],
                texts=form.texts(),
                questions=form.cleaned_data["questions"],
                by=request.actor,
                at=request.at,
            )
        except Refusal as refusal:
            refuse(form, refusal)
            return desk(request, "office/consultations/new.html", {"form": form}, status=heading_of(refusal).status)
        messages.success(request, "公告已拟好。请核对后送审，审查通过并发布以后开始征集。")
        return redirect("office:consultation", made.uid)
    return desk(request, "office/consultations/new.html", {"form": form}, status=400 if form.is_bound else 200)


@require_safe
def show(request: StaffRequest, consultation: str) -> HttpResponse:
    """一件意见征集：where it stands, what is next, its versions and its numbers.

    :raises NotFound: for one that is not theirs to see.
    """
    return page_of(request, permission.find(request.actor, consultation))


def page_of(
    request: StaffRequest, found: Consultation, *, refusal: Refusal | None = None, status: int = 200
) -> HttpResponse:
    """一件意见征集的页：with a refusal above, where an act was refused."""
    line = queries.line_of(found, request.at)
    edition = _newest(request, found)
    report = _report(request, found)
    facts = {
        "found": found,
        "line": line,
        "seen": line.seen,
        "matter": MATTERS[found.matter],
        "organ_name": organs.name_on(found.organ, china_date(request.at)),
        "edition": edition,
        "versions": queries.versions(found),
        "totals": queries.totals(found.pk),
        "left": queries.left_to_do(found.pk),
        "survey": [
            (each, bars_of(each), f"第{at}题的回答")
            for at, each in enumerate(queries.survey_counts(found.pk, queries.questions_of(found)), start=1)
        ],
        "report": report,
        "may_begin": permission.may_begin(request.actor, found.organ.code),
        "may_work": permission.may_work(request.actor, found.organ.code),
        "refusal": refusal,
    }
    return desk(request, "office/consultations/show.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def rewrite(request: StaffRequest, consultation: str) -> HttpResponse:
    """修改公告：the draft that is not public yet, or a new version.

    :raises NotFound: for one that is not theirs to see.
    """
    found = permission.find(request.actor, consultation)
    edition = _newest(request, found)
    if edition is None:
        raise NotFound
    public = found.record.published_at is not None
    form = RewriteForm(request.POST if request.method == "POST" else None, initial=_initial(found, edition))
    if form.is_bound and form.is_valid():
        try:
            ops.rewrite_consultation(
                consultation=found.uid,
                texts=form.texts(),
                note=form.cleaned_data["note"],
                lock_version=form.cleaned_data["lock_version"] if edition.state in OPEN_STATES else None,
                by=request.actor,
                at=request.at,
            )
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return _rewriting(request, found, form, public=public, status=heading_of(refusal).status)
        messages.success(request, "已保存。请核对后送审；新的一版发布以后，意见跟着提意见时的版本。")
        return redirect("office:consultation", found.uid)
    return _rewriting(request, found, form, public=public, status=400 if form.is_bound else 200)


@require_POST
def report(request: StaffRequest, consultation: str) -> HttpResponse:
    """起草结果报告：computed anew from comments and answers.

    :raises NotFound: for one that is not theirs to see.
    """
    found = permission.find(request.actor, consultation)
    try:
        edition = ops.draft_consultation_report(consultation=found.uid, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        return page_of(request, found, refusal=refusal, status=heading_of(refusal).status)
    messages.success(request, "结果报告已生成。请核对后送审。")
    return redirect("office:item", edition.record.uid)


def _rewriting(
    request: StaffRequest, found: Consultation, form: RewriteForm, *, public: bool, status: int
) -> HttpResponse:
    edition = _newest(request, found)
    rich = edition is not None and not contents.is_plain(edition.body)
    facts = {"found": found, "form": form, "public": public, "rich": rich}
    return desk(request, "office/consultations/rewrite.html", facts, status=status)


def _initial(found: Consultation, edition: Edition) -> dict[str, Any]:
    parts = contents.parts_of(edition.body)
    term = queries.term_of(found.pk, edition.number)
    return {
        "name": found.name,
        "theme": edition.theme,
        "draft": contents.lines_of(parts.get(DRAFT, [])),
        "explanation": contents.lines_of(parts.get(EXPLANATION, [])),
        "basis": contents.lines_of(parts.get(BASIS, [])),
        "until": term.until if term else None,
        "shortened_reason": term.shortened_reason if term else "",
        "ways": contents.ways_in(parts[""]),
        "lock_version": edition.lock_version,
        "note": edition.public_note if edition.state in OPEN_STATES else "",
    }


def _newest(request: StaffRequest, found: Consultation) -> Edition | None:
    try:
        return publishing.find(request.actor, found.record.uid)
    except NotFound:
        return None


def _report(request: StaffRequest, found: Consultation) -> Edition | None:
    if found.report is None:
        return None
    try:
        return publishing.find(request.actor, found.report.uid)
    except NotFound:
        return None
