"""办理：each act a button; refused, the page comes back with the sentence and with what was typed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import wording
from gongkai.engines.publishing.models import Edition
from gongkai.faces.office import item, privacy, proposals
from gongkai.faces.office.forms.acts import (
    AfterForm,
    BareForm,
    InterpretationForm,
    OpinionForm,
    PrivacyForm,
    ScheduleForm,
    UrgentForm,
    WithdrawForm,
)
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.wording import ReplaceForm
from gongkai.faces.office.http import StaffRequest, edition_number
from gongkai.faces.office.targets import resolve
from gongkai.faces.office.views.item import page
from gongkai.foundation.errors import Conflict, Invalid, NotFound, Refusal
from gongkai.programmes.policies import operations as policies

Run = Callable[[StaffRequest, str, Any], str]


@dataclass(frozen=True)
class Button:
    """按钮：the form an act needs, where it stands on the page, and what it does; answers what was done."""

    form: type[forms.Form]
    place: str
    run: Run


def _plain(operation: Callable[..., Edition], done: str) -> Button:
    def run(request: StaffRequest, uid: str, form: Any) -> str:  # noqa: ARG001
        edition = operation(record=uid, by=request.actor, at=request.at)
        return done.format(title=edition.title, number=edition.record.index_number)

    return Button(BareForm, "", run)


def _discard(request: StaffRequest, uid: str, form: Any) -> str:  # noqa: ARG001
    title = item.load(request, uid).edition.title
    ops.discard(record=uid, by=request.actor, at=request.at)
    return f"已作废：《{title}》。文号可以重新使用。"


def _purge(request: StaffRequest, uid: str, form: Any) -> str:  # noqa: ARG001
    ops.purge(record=uid, by=request.actor, at=request.at)
    proposals.checked(request, uid)
    return "已清除涉密稿件：文字、文件和意见都已删除，只登记了件数。请立即报告保密审查员。"


def _approve(request: StaffRequest, uid: str, form: Any) -> str:
    said = form.cleaned_data
    edition = ops.approve(record=uid, sha256=said["sha256"], remark=said["remark"], by=request.actor, at=request.at)
    return f"已同意：《{edition.title}》。"


def _return(request: StaffRequest, uid: str, form: Any) -> str:
    said = form.cleaned_data
    try:
        edition = ops.return_(record=uid, sha256=said["sha256"], reason=said["remark"], by=request.actor, at=request.at)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field="remark" if refusal.field == "reason" else refusal.field) from refusal
    return f"已退回：《{edition.title}》，理由已告知拟稿人。"


def _redact(request: StaffRequest, uid: str, form: Any) -> str:
    names = privacy.chosen(privacy.inspected(request, item.load(request, uid)), form)
    ops.redact(record=uid, fingerprints=names, by=request.actor, at=request.at)
    return f"已遮盖{len(set(names))}处个人信息，稿件已另存为新的一次保存。来稿原件不变。"


def _keep(request: StaffRequest, uid: str, form: Any) -> str:
    names = privacy.chosen(privacy.inspected(request, item.load(request, uid)), form)
    reason = form.cleaned_data["reason"]
    kept = ops.keep(record=uid, fingerprints=names, reason=reason, by=request.actor, at=request.at)
    return f"已记录：{kept}处个人信息予以保留。理由将随稿件送审。"


def _rephrase(request: StaffRequest, uid: str, form: Any) -> str:
    word, seen = form.cleaned_data["word"], form.cleaned_data["lock_version"]
    work = item.load(request, uid)
    work.choice("save").insist()
    found = wording.suggestions(work.content, work.edition.organ)
    count = sum(suggestion.rule.wrong == word for suggestion in found)
    if not count:
        raise Conflict(f"稿件里已经没有“{word}”。请看现在的检查结果。")
    content = wording.replaced(work.content, found, only=[word])
    ops.save(record=uid, content=content, lock_version=seen, by=request.actor, at=request.at)
    return f"已替换“{word}”{count}处，稿件已另存一次。"


def _schedule(request: StaffRequest, uid: str, form: Any) -> str:
    try:
        edition = ops.schedule(record=uid, release_at=form.minute(), by=request.actor, at=request.at)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field="time" if refusal.field == "release_at" else refusal.field) from refusal
    return f"已定时：《{edition.title}》将于{form.minute():%Y-%m-%d %H:%M}（北京时间）发布。"


def _withdraw(request: StaffRequest, uid: str, form: Any) -> str:
    said = form.cleaned_data
    successor = said["successor"]
    if successor:
        try:
            successor = resolve(request.actor, successor, request.at)
        except Invalid as refusal:
            raise Invalid(refusal.sentence, field="successor") from refusal
    withdrawal = ops.withdraw(
        record=uid, reason=said["reason"], note=said["note"], successor=successor, by=request.actor, at=request.at
    )
    return f"已撤回发布：《{withdrawal.edition.title}》，并记入公开账本。"


def _release_urgently(request: StaffRequest, uid: str, form: Any) -> str:
    said = form.cleaned_data
    ops.release_urgently(record=uid, by=request.actor, at=request.at, **said)
    return "已紧急发布，并记入公开账本。其余审查请在期限内补齐，见“突发事件”页的补审清单。"


def _review_after(request: StaffRequest, uid: str, form: Any) -> str:
    said = form.cleaned_data
    approved = said["opinion"] == "approved"
    ops.review_after(record=uid, approved=approved, remark=said["remark"], by=request.actor, at=request.at)
    return "已补审：同意。" if approved else "已补审：不同意。请更正或者撤回发布，办结前一直列在补审清单上。"


def _exempt(request: StaffRequest, uid: str, form: Any) -> str:
    policies.exempt(record=uid, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
    return "已登记：不作解读。"


def _promise(request: StaffRequest, uid: str, form: Any) -> str:
    policies.promise(record=uid, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
    return "已登记：承诺随后解读。"


BUTTONS = {
    "submit": _plain(ops.submit, "已送审：《{title}》。审查意见将与此刻的内容绑定。"),
    "recall": _plain(ops.recall, "已撤回送审：《{title}》，可以继续修改。"),
    "approve": Button(OpinionForm, "opinion", _approve),
    "return": Button(OpinionForm, "opinion", _return),
    "rephrase": Button(ReplaceForm, "", _rephrase),
    "redact": Button(PrivacyForm, "privacy", _redact),
    "keep": Button(PrivacyForm, "privacy", _keep),
    "schedule": Button(ScheduleForm, "schedule", _schedule),
    "unschedule": _plain(ops.unschedule, "已取消定时：《{title}》，待发布。"),
    "release": _plain(ops.release, "已发布：《{title}》，索引号{number}，已记入公开账本。"),
    "file": _plain(ops.file, "已归档：《{title}》，不主动公开。"),
    "revise": _plain(ops.revise, "已拟新版本：《{title}》。请修改并写明更正说明。"),
    "release_urgently": Button(UrgentForm, "urgent", _release_urgently),
    "review_after": Button(AfterForm, "after", _review_after),
    "withdraw": Button(WithdrawForm, "withdraw", _withdraw),
    "reconsider": _plain(
        ops.reconsider, "已拟新版本：《{title}》。请重新确定公开属性；仍不公开的，写明新的再次审查日期。"
    ),
    "purge": Button(BareForm, "", _purge),
    "discard": Button(BareForm, "", _discard),
    "exempt": Button(InterpretationForm, "interpretation", _exempt),
    "promise": Button(InterpretationForm, "interpretation", _promise),
}
AFTERWARDS = {
    "discard": "office:home",
    "purge": "office:home",
    "revise": "office:edit",
    "reconsider": "office:edit",
}


@require_POST
def act(request: StaffRequest, uid: str, act: str) -> HttpResponse:
    """办理一项：the one address of every act.

    :raises NotFound: for an act there is not, and for a record that is not theirs to see.
    """
    button = BUTTONS.get(act)
    if button is None:
        raise NotFound
    number = edition_number(request)
    work = item.load(request, uid, number)
    form = button.form(request.POST, auto_id=f"id_{button.place}_%s")
    typed = {button.place: form} if button.place else {}
    if not form.is_valid():
        return page(request, work, typed=typed, status=400)
    try:
        done = button.run(request, uid, form)
    except NotFound:
        raise
    except Refusal as refusal:
        if refusal.field in form.fields:
            refuse(form, refusal)
        return page(request, item.load(request, uid, number), refusal=refusal, typed=typed)
    messages.success(request, done)
    target = AFTERWARDS.get(act, "office:item")
    return redirect(target) if target == "office:home" else redirect(target, uid)
