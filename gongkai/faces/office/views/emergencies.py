"""突发事件：the events releases are grouped under, and the reviews owed since urgent releases."""

from datetime import date, datetime

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.engines.publishing import emergencies as engine
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import Day, refuse, short_text
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs import queries as organs


class EmergencyForm(forms.Form):
    """登记突发事件：whose, its name, since when."""

    organ = forms.ChoiceField(label="机关")
    name = short_text("事件名称", 120, required=True, help_text="首次发布后公众会看到这个名称。")
    day = Day(label="发生日期")
    time = forms.TimeField(
        label="发生时间（北京时间）",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "时间写法不对。请按 09:30 的样子填写。"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """突发事件页：what is owed first, then the events."""
    today = china_date(request.at)
    names = organs.names_on(request.actor.organs(*engine.OPENS), today)
    form = EmergencyForm(request.POST or None)
    organ = form.fields["organ"]
    assert isinstance(organ, forms.ChoiceField)
    organ.choices = sorted(names.items())
    organ.error_messages["invalid_choice"] = "您不在这个机关任职。请从列表中选择。"
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = ops.open_emergency(
                organ=organs.by_code(said["organ"]),
                name=said["name"],
                began_at=datetime.combine(said["day"], said["time"], tzinfo=CHINA),
                by=request.actor,
                at=request.at,
            )
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal, field="day" if refusal.field == "began_at" else "")
        else:
            messages.success(request, f"已登记：{made.name}。签发人可以在办件页选择它紧急发布。")
            return redirect("office:emergencies")
    owed = queries.reviews_owed(request.actor, request.at)
    facts = {
        "form": form if names else None,
        "owed": owed,
        "owed_names": organs.names_on({one.organ for one in owed}, today),
        "events": [(one, one.organ.code in names) for one in queries.open_emergencies(request.actor)],
    }
    status = 400 if form.is_bound else 200
    return desk(request, "office/emergencies.html", facts, status=status, listings=_listings(request))


def _listings(request: StaffRequest) -> dict[str, Listing]:
    names = _Names(china_date(request.at))
    return {
        "owed": Listing(
            "补审清单",
            ("文件", "编号", "机关", "突发事件", "紧急发布", "补审期限", "状态", "等待", "不同意的意见"),
            lambda: [
                (
                    one.title, one.record, names(one.organ), one.emergency, one.at, one.due_at,
                    "补审不同意" if one.refused else "补审逾期" if one.late else "待补审", one.waits_for, one.refused,
                )
                for one in queries.reviews_owed(request.actor, request.at)
            ],
        ),
        "events": Listing(
            "进行中的突发事件",
            ("事件", "编号", "机关", "发生"),
            lambda: [(e.name, e.uid, names(e.organ.code), e.began_at) for e in queries.open_emergencies(request.actor)],
        ),
    }  # fmt: skip


class _Names:
    """Names of organs on a day, each asked for once."""

    def __init__(self, day: date) -> None:
        self.day, self.known = day, dict[str, str]()

    def __call__(self, code: str) -> str:
        if code not in self.known:
            self.known |= organs.names_on({code}, self.day)
        return self.known.get(code, code)


@require_POST
def close(request: StaffRequest, emergency: str) -> HttpResponse:
    """结束突发事件。"""
    closed = ops.close_emergency(emergency=emergency, by=request.actor, at=request.at)
    messages.success(request, f"已结束：{closed.name}。已发布的信息和发布记录仍可查阅。")
    return redirect("office:emergencies")
