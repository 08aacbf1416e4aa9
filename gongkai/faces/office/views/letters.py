"""公函：the letters of a case as files, its archive package, and what an organ sets for its letters."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.queries import case_of, practice_of
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse, short_text
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.files import queries as files
from gongkai.foundation.files.rules import DOCX, PDF
from gongkai.foundation.letters import operations as ops
from gongkai.foundation.letters import queries
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.letters.rules import PLACEHOLDERS, sheet_of
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import FOI_HEAD
from gongkai.programmes.requests import lettering
from gongkai.programmes.requests.letters import KINDS, SERIES
from gongkai.programmes.requests.package import package as package_of
from gongkai.programmes.requests.rectifying import RECTIFIED

FORMS = {"docx": DOCX.media_type, "pdf": PDF.media_type}
DRAFT = "draft"
NOT_THEIRS = "公函的模板和字号由本机关政府信息公开工作机构负责人设定，您没有这个岗位。请联系本机关系统管理员。"


@require_safe
def letter(request: StaffRequest, case: str, letter: str, form: str) -> HttpResponse | FileResponse:
    """公函文件：of a numbered letter, or of the decision as it would be signed today.

    :raises NotFound: for a case that is not theirs to see, and for a letter it has not.
    """
    found = case_of(request.actor, case)
    if form not in FORMS:
        raise NotFound
    if letter == DRAFT:
        sheet = lettering.draft(found, on=china_date(request.at))
        template = queries.template_in_use(found.organ, lettering.decision_kind(found).key)
        return _file(_set(form, sheet, template), f"草稿-{found.number}", form)
    return letter_file(queries.letter_of(lettering.subject_of(found), letter), form)


def letter_file(held: Letter, form: str) -> HttpResponse | FileResponse:
    """一份公函的文件：as it was made, or set anew from the same words while it is not."""
    name = f"{held.sheet['title']}-{held.number}"
    made = held.docx if form == "docx" else held.pdf
    if made is None:  # the queue has not come to it yet: the same words, set anew
        return _file(_set(form, sheet_of(held.sheet), held.template), name, form)
    answer = FileResponse(
        files.open_file(made), as_attachment=True, filename=f"{name}.{form}", content_type=FORMS[form]
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def package(request: StaffRequest, case: str) -> HttpResponse:
    """归档卷：of an archived case, as a zip.

    :raises NotFound: for a case that is not theirs to see.
    :raises Conflict: before it is archived.
    """
    found = case_of(request.actor, case)
    return _file(package_of(found), f"归档卷-{found.number}", "zip", "application/zip")


class WordForm(forms.Form):
    """机关代字。"""

    word = short_text("机关代字", 12, required=True, help_text="2至12个汉字，例如“东民依复”。从下一件公函起使用。")


class PracticeForm(forms.Form):
    """审查分工。"""

    combined = forms.BooleanField(label="一个人可以兼办同一份答复的合法性审查、保密审查和签发", required=False)
    reason = short_text("为什么不能分开", 200, help_text="选择兼办的须写明，例如“本机关只有一人负责审查”。记入日志。")


class TemplateForm(forms.Form):
    """公函模板。"""

    template = forms.FileField(label="模板文件", help_text=".docx，在 Word 或者 WPS 中编辑；不能带宏。")


@require_safe
def settings(request: StaffRequest) -> HttpResponse:
    """公函设置页：words and templates of the organs whose FOI office one heads."""
    return _settings(request, _headed(request)[0])


@require_http_methods(["POST"])
def name_series(request: StaffRequest, organ: str, series: str) -> HttpResponse:
    """设定机关代字。

    :raises NotFound: for an organ or a series there is not.
    """
    found = _organ(request, organ)
    if series not in SERIES:
        raise NotFound
    form = WordForm(request.POST, prefix=f"word-{series}")
    if form.is_valid():
        try:
            kept = ops.name_series(
                organ=found, series=series, word=form.cleaned_data["word"], by=request.actor, at=request.at
            )
        except Refusal as refusal:
            refuse(form, refusal)
            return _settings(request, found, bound=form, status=heading_of(refusal).status)
        messages.success(request, f"已设定：{SERIES[series]}类公函的机关代字为“{kept.word}”。")
        return _back(found)
    return _settings(request, found, bound=form, status=400)


@require_POST
def set_practice(request: StaffRequest, organ: str) -> HttpResponse:
    """设定审查分工。

    :raises NotFound: for an organ there is not.
    """
    found = _organ(request, organ)
    form = PracticeForm(request.POST, prefix="practice")
    if not form.is_valid():
        return _settings(request, found, bound=form, status=400)
    said = form.cleaned_data
    try:
        casework.set_practice(
            organ=found, combined=said["combined"], reason=said["reason"], by=request.actor, at=request.at
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return _settings(request, found, bound=form, status=heading_of(refusal).status)
    now = "同一份答复的审查和签发可以由一人兼办。" if said["combined"] else "审查和签发由不同的人办理。"
    messages.success(request, f"已设定：{now}")
    return _back(found)


@require_POST
def keep_template(request: StaffRequest, organ: str, kind: str) -> HttpResponse:
    """更换公函模板；without a file and with `remove`, back to the shipped one.

    :raises NotFound: for an organ or a kind there is not.
    """
    found = _organ(request, organ)
    _kind(kind)
    if "remove" in request.POST:
        ops.remove_template(organ=found, kind=kind, by=request.actor, at=request.at)
        messages.success(request, "已恢复默认模板。")
        return _back(found)
    form = TemplateForm(request.POST, request.FILES, prefix=f"template-{kind}")
    if not form.is_valid():
        return _settings(request, found, bound=form, status=400)
    given = form.cleaned_data["template"]
    try:
        ops.keep_template(
            organ=found, kind=kind, content=given.read(), name=given.name, by=request.actor, at=request.at
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return _settings(request, found, bound=form, status=heading_of(refusal).status)
    messages.success(request, f"已更换“{_kind(kind)}”的模板，从下一件公函起使用。")
    return _back(found)


@require_safe
def template(request: StaffRequest, organ: str, kind: str) -> HttpResponse:
    """模板文件：the organ's own, or the shipped one, to edit."""
    found = _organ(request, organ)
    name = _kind(kind)
    return _file(queries.template_bytes(queries.template_in_use(found, kind)), f"模板-{name}", "docx")


def _settings(
    request: StaffRequest, organ: Organ, *, bound: forms.Form | None = None, status: int = 200
) -> HttpResponse:
    today = china_date(request.at)
    words, own = queries.words_of(organ), queries.templates_in_use(organ)
    facts: dict[str, Any] = {
        "organ": organ,
        "organ_name": organs.name_on(organ, today),
        "series": [
            (
                key,
                name,
                words.get(key) or lettering.word_for(organ, key, on=today),
                _form(WordForm, f"word-{key}", bound),
            )
            for key, name in SERIES.items()
        ],
        "kinds": [
            (kind.key, kind.name, own.get(kind.key), _form(TemplateForm, f"template-{kind.key}", bound))
            for kind in (*KINDS, RECTIFIED)
        ],
        "placeholders": [(f"{{{{ {name} }}}}", said) for name, said in PLACEHOLDERS.items() if name != "paragraphs"],
        "loop": ("{%p for line in paragraphs %}", "{{ line }}", "{%p endfor %}"),
        "others": [(one.code, organs.name_on(one, today)) for one in _headed(request) if one.pk != organ.pk],
        "bound": bound,
        "practice": _practice(organ, bound),
        "year": today.year,
    }
    return desk(request, "office/letters.html", facts, status=status)


def _practice(organ: Organ, bound: forms.Form | None) -> forms.Form:
    if bound is not None and bound.prefix == "practice":
        return bound
    kept = practice_of(organ)
    first = {"combined": kept.combined, "reason": kept.reason} if kept else {}
    return PracticeForm(prefix="practice", initial=first)


def _back(organ: Organ) -> HttpResponse:
    return redirect(f"{reverse('office:letters')}?organ={organ.code}")


def _form(kind: type[forms.Form], prefix: str, bound: forms.Form | None) -> forms.Form:
    return bound if bound is not None and bound.prefix == prefix else kind(prefix=prefix)


def _headed(request: StaffRequest) -> list[Organ]:
    codes = sorted(request.actor.organs(FOI_HEAD))
    if not codes:
        raise NotPermitted(NOT_THEIRS)
    chosen = request.GET.get("organ", "")
    return [organs.by_code(code) for code in sorted(codes, key=lambda code: (code != chosen, code))]


def _organ(request: StaffRequest, code: str) -> Organ:
    found = next((one for one in _headed(request) if one.code == code.upper()), None)
    if found is None:
        raise NotFound
    return found


def _kind(key: str) -> str:
    found = next((kind.name for kind in (*KINDS, RECTIFIED) if kind.key == key), None)
    if found is None:
        raise NotFound
    return found


def _set(form: str, sheet: Any, template: Any) -> bytes:
    return queries.as_word(sheet, template) if form == "docx" else queries.as_pdf(sheet, template)


def _file(content: bytes, name: str, ending: str, media_type: str = "") -> HttpResponse:
    answer = HttpResponse(content, content_type=media_type or FORMS[ending])
    answer["Content-Disposition"] = content_disposition_header(True, f"{name}.{ending}") or ""
    answer["Cache-Control"] = "no-store"
    return answer
