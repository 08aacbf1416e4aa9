"""诉求选登：the head of the hotline office chooses answered cases and writes them for the public."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework.queries import done_in
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse, short_text
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.privacy.rules import Finding
from gongkai.law import codes
from gongkai.programmes.hotline import operations, queries
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.photos import media_type
from gongkai.programmes.hotline.publication import LONGEST, Draft, personal_in

NOT_YOURS = "选哪些诉求公开，由热线工作机构负责人决定，您没有这个岗位。"


class PublicationForm(forms.Form):
    """公开的内容：written for everybody."""

    title = short_text("标题", LONGEST["title"], required=True, help_text="一句话说明是什么事，不写具体的人。")
    question = forms.CharField(
        label="诉求内容",
        help_text="去掉姓名、电话、门牌和能认出是谁的细节；可以改写。",
        max_length=LONGEST["question"],
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    answer = forms.CharField(label="答复内容", max_length=LONGEST["answer"], widget=forms.Textarea(attrs={"rows": 8}))
    theme = forms.ChoiceField(label="主题分类")

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, label_suffix="", **rest)
        field = self.fields["theme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "—"), *((one.code, one.name) for one in codes.themes)]

    def draft(self) -> Draft:
        """拟公开的内容。"""
        said = {name: str(self.cleaned_data.get(name) or "") for name in ("title", "question", "answer", "theme")}
        return Draft(**said)


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """诉求选登页：what may be published, and what was submitted.

    :raises NotPermitted: unless for the head of a hotline office.
    """
    heads = queries.publishing_organs(request.actor)
    if not heads:
        raise NotPermitted(NOT_YOURS)
    found = [organs.by_code(code) for code in heads]
    waiting = [one for organ in found for one in queries.publishable(request.actor, organ)]
    sent = [one for organ in found for one in queries.submitted(organ)]
    head = ("办件编号", "诉求", "首次答复")
    listing = Listing(
        "可以选登的诉求", head, lambda: [(one.case.number, one.case.title, one.case.ended_on) for one in waiting]
    )
    facts = {"waiting": waiting, "sent": sent}
    return desk(request, "office/hotline_publication.html", facts, listings={"waiting": listing})


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: StaffRequest, case: str) -> HttpResponse:
    """选登一件：question and answer are there to be rewritten; what looks personal is shown before it is submitted.

    :raises NotFound: for a case that may not be published, or not by this person.
    """
    found = _found(request, case)
    form = PublicationForm(request.POST or None, initial=_initial(found))
    personal: tuple[Finding, ...] = ()
    if request.method == "POST" and form.is_valid():
        draft = form.draft()
        personal = personal_in(draft, today=china_date(request.at))
        if not personal or "sure" in request.POST:
            try:
                made = operations.publish_case(case=case, draft=draft, by=request.actor, at=request.at)
            except Refusal as refusal:
                refuse(form, refusal)
            else:
                messages.success(request, "已送审。核稿、保密审查、签发以后由发布员发布。")
                return redirect("office:item", made.record)
    facts = {"form": form, "message": found, "personal": personal}
    return desk(request, "office/hotline_publish.html", facts, status=400 if form.errors else 200)


def _found(request: StaffRequest, case: str) -> Message:
    for code in queries.publishing_organs(request.actor):
        for one in queries.publishable(request.actor, organs.by_code(code)):
            if one.case.uid == case:
                return one
    raise NotFound


def _initial(found: Message) -> dict[str, str]:
    done = done_in(found.case)
    words = next((one for one in reversed(done) if one.act in {"propose_answer", "answer_directly"}), None)
    matter = codes.appeal_matters.get(found.matter)
    title = f"关于{matter.name}的{codes.appeal_kinds[found.kind].name}" if matter else ""
    return {"title": title, "question": found.text, "answer": words.given["text"] if words else ""}


@require_POST
def photo(request: StaffRequest, message: str, photo: str) -> HttpResponse:  # noqa: ARG001 — the case is its address
    """查看照片：as it was brought, without where it was taken; of a sealed message it is noted who looked.

    :raises NotFound: for a picture of a message that is not theirs to see.
    """
    content, extension = operations.open_photo(photo=photo, by=request.actor, at=request.at)
    response = HttpResponse(content, content_type=media_type(extension))
    response["Content-Disposition"] = f'attachment; filename="{photo}.{extension}"'
    response["Cache-Control"] = "no-store"
    return response
