"""用语表：the office's own words beside the shipped list; added, taken off, brought in and out as a file."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.faces.office.desk import desk, edits_words
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.wording import ListForm, WordForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import DRAFTER, OPENNESS_OFFICER
from gongkai.foundation.wording import exchange
from gongkai.foundation.wording import operations as ops
from gongkai.foundation.wording import queries as words
from gongkai.foundation.wording.rules import GROUPS, Rule, shipped

COMMON = "common"
LARGEST = 5 * 1024 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: StaffRequest) -> HttpResponse:
    """用语表页。"""
    scopes = _scopes(request)
    scope = _scope(request, scopes)
    organ = None if scope == COMMON else organs.by_code(scope)
    word, file = WordForm(), ListForm()
    if request.method == "POST":
        act = ACTS.get(request.POST.get("do", ""))
        if act is None:
            raise NotFound
        word, file = (WordForm(request.POST), file) if act is _add else (word, file)
        file = ListForm(request.POST, request.FILES) if act is _bring else file
        form: forms.Form = file if act is _bring else word
        if not form.is_bound or form.is_valid():
            try:
                messages.success(request, act(request, organ, form))
            except Invalid as refusal:
                if not form.is_bound:
                    raise
                refuse(form, refusal)
            else:
                return redirect(f"{reverse('office:wording')}?scope={scope}")
    return _page(request, organ, scopes=scopes, scope=scope, word=word, file=file)


@require_safe
def export(request: StaffRequest, form: str) -> HttpResponse:
    """导出用语表：those that hold, as CSV or XLSX; the office edits it and brings it in again."""
    scope = _scope(request, _scopes(request))
    if form not in {"csv", "xlsx"}:
        raise NotFound
    organ = None if scope == COMMON else organs.by_code(scope)
    rows = [Rule(row.wrong, row.right, row.group, row.note) for row in words.listed(organ)]
    rules = [*rows, *(rule for rule in shipped() if rule.wrong not in {row.wrong for row in rows})]
    content = exchange.to_xlsx(rules) if form == "xlsx" else exchange.to_csv(rules)
    response = HttpResponse(content, content_type=XLSX if form == "xlsx" else "text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="wording-{china_date(request.at)}.{form}"'
    response["Cache-Control"] = "no-store"
    return response


def _page(
    request: StaffRequest, organ: Organ | None, *, scopes: dict[str, str], scope: str, word: WordForm, file: ListForm
) -> HttpResponse:
    own = words.listed(organ)
    mentioned = {row.wrong for row in own}
    groups = [
        (group, [rule for rule in shipped() if rule.group == group and rule.wrong not in mentioned]) for group in GROUPS
    ]
    form: forms.Form = file if file.is_bound else word
    facts = {
        "word": word,
        "file": file,
        "own": own,
        "groups": [(group, rules) for group, rules in groups if rules],
        "scopes": scopes,
        "scope": scope,
        "form": form,
    }
    head = ("不用的写法", "应写作", "类别", "说明")
    listing = Listing("登记的用语", head, lambda: [(one.wrong, one.right, one.group, one.note) for one in own])
    status = 400 if form.is_bound else 200
    return desk(request, "office/wording.html", facts, status=status, listings={"own": listing})


def _add(request: StaffRequest, organ: Organ | None, form: forms.Form) -> str:
    said = form.cleaned_data
    rule = Rule(said["wrong"], said["right"], said["group"], said["note"])
    ops.set_wordings(organ=organ, rules=[rule], by=request.actor, at=request.at)
    return f"已登记：{rule.wrong} → {rule.right}。" if rule.right else f"已登记：“{rule.wrong}”不再提示。"


def _take_off(request: StaffRequest, organ: Organ | None, form: forms.Form) -> str:  # noqa: ARG001
    rule = next((rule for rule in shipped() if rule.wrong == request.POST.get("wrong")), None)
    if rule is None:
        raise NotFound
    taken = Rule(rule.wrong, "", rule.group, "停用自带规则")
    ops.set_wordings(organ=organ, rules=[taken], by=request.actor, at=request.at)
    return f"已停用：“{rule.wrong}”不再提示。"


def _drop(request: StaffRequest, organ: Organ | None, form: forms.Form) -> str:  # noqa: ARG001
    number = request.POST.get("wording", "")
    found = words.find(int(number)) if number.isascii() and number.isdigit() and len(number) < 10 else None
    if found is None or found.organ != organ:
        raise NotFound
    ops.drop_wording(wording=found, by=request.actor, at=request.at)
    return f"已删除：“{found.wrong}”。"


def _bring(request: StaffRequest, organ: Organ | None, form: forms.Form) -> str:
    file = form.cleaned_data["file"]
    if file.size > LARGEST:
        raise Invalid("用语表文件超过 5 MB。请确认选对了文件。", field="file")
    given = exchange.read(file.read())
    known = {rule.wrong: rule for rule in shipped()}
    rules = [rule for rule in given if (rule.wrong not in known) or known[rule.wrong].right != rule.right]
    if not rules:
        return "文件里的用语规则与现有的相同，没有变化。"
    try:
        count = ops.set_wordings(organ=organ, rules=rules, by=request.actor, at=request.at)
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field="file") from refusal
    return f"已导入{count}条用语规则。"


Act = Callable[[StaffRequest, Organ | None, forms.Form], str]
ACTS: dict[str, Act] = {"add": _add, "take_off": _take_off, "drop": _drop, "import": _bring}


def _scopes(request: StaffRequest) -> dict[str, str]:
    """What this person may edit: their organs by code and name, and the common part."""
    if not edits_words(request.actor):
        raise NotPermitted("用语表由拟稿人、政务公开办和系统管理员编辑，您没有这个岗位。")
    codes = request.actor.organs(DRAFTER, OPENNESS_OFFICER)
    found = dict(sorted(organs.names_on(codes, china_date(request.at)).items()))
    return {**found, COMMON: "公共部分（适用于所有机关）"} if words.may_edit(request.actor, None) else found


def _scope(request: StaffRequest, scopes: dict[str, str]) -> str:
    scope = request.GET.get("scope") or next(iter(scopes))
    if scope not in scopes:
        raise NotFound
    return scope
