"""编辑：one page for a draft; whatever happens, what was typed is kept."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content, settled
from gongkai.engines.publishing.models import State
from gongkai.engines.publishing.queries import Work
from gongkai.engines.publishing.rules import saving_problems
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import attachments, comparing, item, proposals, words
from gongkai.faces.office.comparing import Comparison
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.content import ContentForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.sheet import Sheet
from gongkai.faces.office.targets import suggestions
from gongkai.faces.office.uploads import taking_files
from gongkai.foundation.errors import Conflict, Invalid, NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.programmes.withholding import queries as withholding

OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Trouble:
    """未成：what went wrong, beside what the forms say themselves."""

    status: int = 400
    comparison: Comparison | None = None
    attachment: str = ""


@taking_files
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: StaffRequest, uid: str) -> HttpResponse:
    """编辑页。"""
    work = item.load(request, uid)
    work.choice("save").insist()
    if request.method != "POST":
        if request.method == "GET":
            ops.attend(record=uid, by=request.actor, at=request.at)
        return _page(request, work, Sheet.blank(request, work))
    sheet = Sheet.typed(request.POST)
    if not sheet.is_valid(request):
        return _page(request, work, sheet, Trouble())
    content = sheet.content()
    problems = saving_problems(content, today=china_date(request.at))
    if problems:
        sheet.note_problems(problems)
        return _page(request, work, sheet, Trouble())
    return _save(request, work, sheet, content)


def _save(request: StaffRequest, work: Work, sheet: Sheet, content: Content) -> HttpResponse:
    """Save what has changed, then do what the button says."""
    uid = work.edition.record.uid
    changed = settled(content) != work.content
    try:
        if changed:
            seen = sheet.main.cleaned_data["lock_version"]
            ops.save(record=uid, content=content, lock_version=seen, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        return _refused(request, uid, sheet, content, refusal)
    proposals.checked(request, uid)
    return _after(request, uid, changed=changed, before=work.edition.state)


def _refused(request: StaffRequest, uid: str, sheet: Sheet, content: Content, refusal: Refusal) -> HttpResponse:
    """The page again; after a conflict with both texts, and the clerk's still in the form."""
    now = item.load(request, uid)
    if refusal.code == OVERTAKEN:
        again = Sheet.typed(request.POST, lock_version=now.edition.lock_version)
        again.is_valid(request)
        return _page(request, now, again, Trouble(409, comparing.compare(now.content, content)))
    if isinstance(refusal, Conflict) and refusal.code == "number-taken":
        refusal = Conflict(refusal.sentence, field="document_number")
    if isinstance(refusal, Invalid) and refusal.field == "relations":
        refusal = Invalid(refusal.sentence)
    sheet.refuse(refusal)
    return _page(request, now, sheet, Trouble(heading_of(refusal).status))


def _after(request: StaffRequest, uid: str, *, changed: bool, before: str) -> HttpResponse:
    button = request.POST.get("do", "save")
    work = item.load(request, uid)
    try:
        done = attachments.perform(request, work, button)
    except (Invalid, Conflict) as refusal:
        sheet = Sheet.typed(request.POST, lock_version=work.edition.lock_version)
        sheet.is_valid(request)
        return _page(request, work, sheet, Trouble(heading_of(refusal).status, attachment=refusal.sentence))
    messages.success(request, f"{_said(changed, done, before)}{done}")
    if not (done or button == "stay"):
        ops.leave(record=uid, by=request.actor, at=request.at)
    if done or button == "stay":
        return redirect(reverse("office:edit", args=[uid]) + ("#attachments" if done else "#main"))
    if button == "preview":
        return redirect("office:preview", uid)
    return redirect(reverse("office:item", args=[uid]) + "#content")


def _said(changed: bool, done: str, before: str) -> str:
    if not changed and not done:
        return "内容没有变化，没有另存；已有的审查意见不受影响。"
    saved = "已保存。" if changed else ""
    voided = "" if before == State.DRAFT else "内容有改动，原审查意见失效，须重新送审。"
    return f"{saved}{voided}"


def _page(request: StaffRequest, work: Work, sheet: Sheet, trouble: Trouble | None = None) -> HttpResponse:
    trouble = trouble or Trouble(status=200)
    edition = work.edition
    proposal = proposals.of(request, edition.record.uid)
    _mark(sheet.main, proposal.fields)
    listed = withholding.choices(edition.organ.code, china_date(request.at))
    sheet.main.offer(listed)
    facts = {
        "work": work,
        "edition": edition,
        "state_name": State(edition.state).label,
        "tone": words.tone(edition.state),
        "form": sheet.main,
        "listed": bool(listed or work.content.listed_under),
        "relations": sheet.relations,
        "identifiers": sheet.identifiers,
        "faults": [*sheet.faults(), *([("id_attachment", trouble.attachment)] if trouble.attachment else [])],
        "trouble": trouble,
        "others": [words.attending(one, request.at) for one in item.others(request, edition.record.uid)],
        "proposal": proposal,
        "suggestions": suggestions(request.actor, request.at),
        "reviewed": edition.state != State.DRAFT,
        "correction": edition.record.published_at is not None,
    }
    return desk(request, "office/edit.html", facts, status=trouble.status, record=edition.record.uid)


def _mark(form: ContentForm, fields: tuple[str, ...]) -> None:
    """Say at each field that its value was recognised and is to be checked."""
    for name in fields:
        field = form.fields[name]
        field.help_text = f"由上传的文件识别，请核对。{field.help_text}"
