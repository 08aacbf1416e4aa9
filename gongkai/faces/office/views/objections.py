"""资金异议：what people say is wrong with money in our charge; read by those who answer, answered in plain words."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.content import CHOOSE
from gongkai.faces.office.forms.fields import LongText, refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.funds import objecting, operations, permission
from gongkai.programmes.funds.models import FundObjection, ObjectionFinding

NOT_THEIRS = "资金异议由依申请公开经办人、政府信息公开工作机构负责人和处室负责人查看，您没有这些岗位。"
HEAD = ("编号", "机关", "所指的事项", "收到日期", "最迟答复", "是否逾期", "署名", "核查结论", "答复日期")
SHOWN = 100


class AnswerForm(forms.Form):
    """答复：what was found, in words a villager understands."""

    finding = forms.ChoiceField(label="核查结论", choices=[CHOOSE, *ObjectionFinding.choices], required=False)
    answer = LongText(
        label="答复",
        required=False,
        help_text="写清核查了什么、结果怎样、怎么改正的。提出的人凭编号和查询码看到；不要写其他人的隐私。",
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """资金异议清单：those that wait, or those answered.

    :raises NotPermitted: for who has no post in it.
    """
    if not permission.sees_any(request.actor):
        raise NotPermitted(NOT_THEIRS)
    answered = request.GET.get("answered") == "1"
    today = china_date(request.at)
    rows = objecting.waiting(request.actor, answered=answered, limit=SHOWN + 1)
    facts = {
        "rows": [(row, _late(row, today)) for row in rows[:SHOWN]],
        "more": len(rows) > SHOWN,
        "answered": answered,
        "names": organs.names_on({row.organ.code for row in rows}, today),
    }
    listing = Listing("资金异议", HEAD, lambda: _rows(request.actor, answered=answered, request=request))
    return desk(request, "office/objections.html", facts, listings={"objections": listing})


def _late(row: FundObjection, today: date) -> bool:
    return bool(row.due_on and row.due_on < today and not row.answered_at)


def _rows(actor: Actor, *, answered: bool, request: StaffRequest) -> list[tuple[Any, ...]]:
    rows = objecting.waiting(actor, answered=answered, limit=MOST)
    today = china_date(request.at)
    names = organs.names_on({row.organ.code for row in rows}, today)
    return [
        (
            row.number,
            names.get(row.organ.code, row.organ.code),
            row.title,
            china_date(row.received_at),
            row.due_on,
            "已逾期" if _late(row, today) else "",
            "匿名" if row.anonymous else "署名",
            row.get_finding_display(),
            china_date(row.answered_at) if row.answered_at else None,
        )
        for row in rows
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, objection: str) -> HttpResponse:
    """一件资金异议：what was written, and the answer.

    :raises NotFound: for one that is not theirs to see.
    """
    found = objecting.of_uid(request.actor, objection)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            operations.answer_objection(objection=found.uid, **form.cleaned_data, by=request.actor, at=request.at)
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return _page(request, found, form, status=heading_of(refusal).status)
        messages.success(request, "已答复。提出的人凭编号和查询码可以看到。")
        return redirect("office:objection", found.uid)
    return _page(request, found, form, status=400 if form.is_bound else 200)


def _page(request: StaffRequest, found: FundObjection, form: AnswerForm, *, status: int) -> HttpResponse:
    register, _, key = found.about.partition(":")
    words = permission.may_read_words(request.actor, found)
    facts = {
        "row": found,
        "written": objecting.written(found) if words else None,
        "words": words,
        "organ_name": organs.name_on(found.organ, china_date(request.at)),
        "register": register,
        "key": key,
        "form": form,
        "may": permission.may_answer(request.actor, found),
    }
    return desk(request, "office/objection.html", facts, status=status)
