"""信访：the queue of petitions, taking one in, one petition with its acts, who it is from and what handlers read."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework.queries import case_of
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import cases, petitions
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.petitions import HandedForm, PetitionForm, PetitionQueueForm, TurnForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.faces.office.mailing import letter_for, registered
from gongkai.faces.office.views import assigned
from gongkai.faces.office.views.assigned import Pages
from gongkai.faces.office.views.letters import FORMS, letter_file
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import AUDITOR, HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.foundation.text import storable
from gongkai.programmes.petitions import lettering, operations, statistics
from gongkai.programmes.petitions.attachments import KINDS
from gongkai.programmes.petitions.programme import PETITIONS

NOT_THEIRS = "信访事项由受理机关和承办机关办理，您没有这些岗位。请联系本机关系统管理员。"
NOT_COUNTED = "信访统计由受理机关的热线受理员、热线工作机构负责人和审计员查看，您没有这些岗位。"
YEAR, SHOWN_YEARS = 4, 5
NOT_A_CLERK = "登记信访事项由受理机关的热线受理员办理，您没有这个岗位。请联系本机关系统管理员。"
TABS = (
    ("", "全部在办"),
    ("mine", "轮到我"),
    ("overdue", "已逾期"),
    ("soon", "即将到期"),
    ("registered", "待转送"),
    ("objected", "提出异议"),
    ("review_asked", "待转复查"),
    ("re_review_asked", "待转复核"),
)
STATES = frozenset({"registered", "objected", "review_asked", "re_review_asked"})


PAGES = Pages(
    procedure=PETITIONS,
    name="信访事项",
    who="信访人",
    reader="承办机关",
    refused=NOT_THEIRS,
    case_url="office:petition",
    queue_url="office:petitions",
    act_url="office:petition_act",
    reveal_url="office:petition_reveal",
    template="office/petition.html",
    tabs=TABS,
    states=STATES,
    queue_form=PetitionQueueForm,
    handed_form=HandedForm,
    sees=petitions.sees,
    side=petitions.side,
    lines=petitions.lines,
    listing=petitions.listing,
    facts_of=petitions.facts_of,
    form_for=petitions.form_for,
    hand=operations.hand_petition,
    reveal=operations.reveal_petitioner,
)


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """信访事项队列。

    :raises NotPermitted: for who has no post of the office nor of a handler.
    """
    facts = {
        "turn": TurnForm(auto_id="id_turn_%s"),
        "enters": bool(request.actor.organs(HOTLINE_CLERK)),
        "counts": bool(request.actor.organs(HOTLINE_CLERK, HOTLINE_OFFICER, AUDITOR)),
    }
    return assigned.index(request, PAGES, "office/petitions.html", facts)


@require_safe
def counted(request: StaffRequest) -> HttpResponse:
    """信访统计：of a year, with its file.

    :raises NotPermitted: unless of an office that takes petitions, or an auditor.
    """
    if not request.actor.organs(HOTLINE_CLERK, HOTLINE_OFFICER, AUDITOR):
        raise NotPermitted(NOT_COUNTED)
    today = china_date(request.at)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == YEAR else today.year
    year = min(max(year, statistics.FIRST), today.year)
    found = statistics.counted(request.actor, year)
    facts = {"counted": found, "years": range(today.year, max(statistics.FIRST, today.year - SHOWN_YEARS) - 1, -1)}
    listing = Listing("信访统计", ("分项", "名称", "件数"), lambda: list(found.rows))
    return _desk(request, "office/petition_statistics.html", facts, listings={"counted": listing})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """登记信访事项页。

    :raises NotPermitted: for who is no clerk of the office.
    """
    codes = set(request.actor.organs(HOTLINE_CLERK))
    if not codes:
        raise NotPermitted(NOT_A_CLERK)
    choices = sorted(organs.names_on(codes, china_date(request.at)).items())
    letter = letter_for(request)
    form = PetitionForm(
        request.POST if request.method == "POST" else None, organs=choices,
        first=PetitionForm.of_letter(letter) if letter else None,
    )  # fmt: skip
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return _desk(request, "office/petition_new.html", {"form": form}, status=status)
    said = form.cleaned_data
    try:
        lodged = operations.lodge_petition(
            organ=organs.by_code(said["organ"]), told=form.told(), petitioner=form.petitioner(),
            channel=said["channel"], received_on=said["received_on"], by=request.actor, at=request.at,
        )  # fmt: skip
    except Refusal as refusal:
        refuse(form, refusal)
        return _desk(request, "office/petition_new.html", {"form": form}, status=heading_of(refusal).status)
    registered(request, letter, "信访事项", lodged.case.number)
    # The code is shown once, on the page that follows; only its hash is kept.
    request.session[cases.CODE] = {lodged.case.number: lodged.code}
    messages.success(request, f"已登记：{lodged.case.number}。请在期限内转送或者交办。")
    return redirect("office:petition", lodged.case.number)


@require_POST
def turn(request: StaffRequest) -> HttpResponse:
    """热线诉求转为信访事项：by its number; refused, the list says why.

    :raises NotFound: for a message that is not theirs to see.
    """
    form = TurnForm(request.POST, auto_id="id_turn_%s")
    form.is_valid()
    message = case_of(request.actor, storable(form.cleaned_data.get("message", "")).strip())
    try:
        made = operations.turn_into_petition(
            message=message.uid, sort=form.cleaned_data.get("sort", ""), by=request.actor, at=request.at
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("office:petitions")
    messages.success(request, f"已转为信访事项：{made.number}。原查询码继续有效。")
    return redirect("office:petition", made.number)


@require_safe
def show(request: StaffRequest, petition: str) -> HttpResponse:
    """信访事项页；`?act=` opens the form of one act.

    :raises NotFound: for a petition that is not theirs to see.
    """
    return assigned.show(request, PAGES, petition)


@require_POST
def act(request: StaffRequest, petition: str, act: str) -> HttpResponse:
    """办理一项。

    :raises NotFound: for an act there is not, and for a petition that is not theirs to see.
    """
    return assigned.act(request, PAGES, petition, act)


@require_safe
def letter(request: StaffRequest, petition: str, letter: str, form: str) -> HttpResponse | FileResponse:
    """书面告知文件：docx or PDF of a letter of the petition; it names nobody.

    :raises NotFound: for a petition that is not theirs to see, and for a letter it has not.
    """
    found = assigned.ours(request, PAGES, petition)
    if form not in FORMS:
        raise NotFound
    return letter_file(lettering.letter_in(found, letter), form)


@require_POST
def reveal(request: StaffRequest, petition: str) -> HttpResponse:
    """查看信访人：the page once more, with who it is from; who looked is in the journal.

    :raises NotFound: for a petition that is not theirs to see.
    """
    return assigned.reveal(request, PAGES, petition)


@require_POST
def file(request: StaffRequest, petition: str, file: str) -> HttpResponse:
    """查看信访材料：as it was brought; who looked is in the journal.

    :raises NotFound: for a file of a petition that is not theirs to see.
    """
    found = assigned.ours(request, PAGES, petition)
    content, extension = operations.open_petition_file(case=found.uid, file=file, by=request.actor, at=request.at)
    response = HttpResponse(content, content_type=KINDS[extension])
    response["Content-Disposition"] = f'attachment; filename="{file}.{extension}"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def hand(request: StaffRequest, petition: str) -> HttpResponse:
    """填写承办内容。

    :raises NotFound: for a petition that is not theirs to see.
    """
    return assigned.hand(request, PAGES, petition)


def _desk(request: StaffRequest, template: str, facts: dict[str, Any], **more: Any) -> HttpResponse:
    """一页：beside the queue of petitions."""
    return assigned.at_desk(request, PAGES, template, facts, **more)
