"""重大行政决策：what is to be decided and was; one timeline a matter, with what comes next and why."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import is_english
from gongkai.faces.portal.feeding import FORMATS, Entry, short
from gongkai.faces.portal.http import absolute, as_json, page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.law import deciding
from gongkai.programmes.decisions import ports, queries
from gongkai.programmes.decisions.happened import Happened
from gongkai.programmes.decisions.ports import CarriedPlan
from gongkai.programmes.decisions.queries import Hearing, PublicMatter
from gongkai.programmes.decisions.rules import Standing

IN_FEED = 10
TITLE = gettext_noop("重大行政决策")


class FindForm(forms.Form):
    """查找：by government, year and words."""

    organ = forms.ChoiceField(label=gettext_lazy("决策机关"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("年度"), required=False)
    q = forms.CharField(label=gettext_lazy("决策事项名称"), required=False, max_length=100)

    def __init__(self, said: Any, *, organs: list[tuple[str, str]], years: list[str]) -> None:
        super().__init__(said, label_suffix="")
        for key, choices in (("organ", organs), ("year", [(one, one) for one in years])):
            field = self.fields[key]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", gettext_lazy("全部")), *choices]
        if is_english():
            self.fields["organ"].widget.attrs["lang"] = "zh-CN"


@public
def index(request: Request) -> HttpResponse:
    """重大行政决策：by government and year, begun and still in the catalogue only. Nine SQL queries."""
    today = china_date(request.at)
    found = queries.organs_with(today)
    organ = request.GET.get("organ", "")
    organ = organ if organ in dict(found) else ""
    years = queries.years_of(organ)
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdigit() and len(said) == 4 and int(said) in years else 0
    words = storable(request.GET.get("q", "")).strip()[:100]
    after = request.GET.get("after", "")[:20]
    listed = queries.public_matters(request.at, organ=organ, year=year, words=words, after=after)
    planned = queries.planned(today, organ=organ, year=year)
    begun = queries.begun(one.key for one in planned)
    planned = [one for one in planned if one.key not in begun]
    form = FindForm(
        {"organ": organ, "year": str(year or ""), "q": words}, organs=found, years=[str(one) for one in years]
    )
    facts = {
        "form": form,
        "organs": found,
        "organ": organ,
        "years": years,
        "year": year,
        "words": words,
        "lines": listed.lines,
        "names": dict(found),
        "next": listed.next,
        "first": bool(after),
        "planned": [(one, str(one.values.get("planned", "")), organs.name_on(one.organ, today)) for one in planned]
        if not after and not words
        else [],
        "hearings": [one for one in queries.public_hearings(request.at) if one.held_on >= today and not one.called_off],
    }
    return page(request, "decisions/index", facts)


@public
def matter(request: Request, matter: str) -> HttpResponse:
    """一件决策事项：its steps, its course, its documents and hearings, what became of it. Fifteen SQL queries.

    :raises NotFound: for one that is not public.
    """
    found = _found(request, matter)
    today = china_date(request.at)
    facts = {
        "matter": found,
        "course": tuple(reversed(found.course)),
        "owed": [(one, one.judged(today)) for one in found.owed if not one.met_by(today)],
        "doubt": deciding.DECISION_DOUBTED.at(received_on=today),
        "today": today,
        "carried": ports.carrying_out(found.uid, on=today),
    }
    return page(request, "decisions/matter", facts)


def _found(request: Request, uid: str) -> PublicMatter:
    found = queries.public_matter(storable(uid), request.at)
    if found is None:
        raise NotFound
    return found


@public
def matter_json(request: Request, matter: str) -> HttpResponse:
    """一件决策事项的JSON：steps, course, hearings, documents, execution and results. Fifteen SQL queries.

    :raises NotFound: for one that is not public.
    """
    found = _found(request, matter)
    carried = ports.carrying_out(found.uid, on=china_date(request.at))
    return as_json({**_as_json(found), "execution": [_of_plan(one) for one in carried]})


def _as_json(one: PublicMatter) -> dict[str, object]:
    return {
        "uid": one.uid,
        "number": one.number,
        "title": one.title,
        "url": absolute(reverse("portal:decision", args=[one.uid])),
        "organ": {"code": one.organ, "name": one.organ_name},
        "year": one.year,
        "catalogue_entry": one.entry,
        "state": {"code": one.state, "name": one.state_name, "open": one.open, "note": one.note},
        "next": one.next.step.key if one.next else "",
        "running_until": _day(one.next.running_until if one.next else None),
        "steps": [_of_step(each) for each in one.standing],
        "course": [_of_course(each) for each in one.course],
        "hearings": [_of_hearing(each) for each in one.hearings],
        "duties": [
            {
                "name": each.name,
                "due_on": each.due_on.isoformat() if each.due_on else "",
                "met_on": each.met_on.isoformat() if each.met_on else "",
                "basis": str(each.basis),
            }
            for each in one.owed
        ],
        "documents": [
            {"kind": kind, "title": title, "url": absolute(reverse("portal:document", args=[record]))}
            for kind, record, title in one.documents
        ],
    }


def _of_plan(one: CarriedPlan) -> dict[str, object]:
    return {
        "title": one.title,
        "organ": one.organ,
        "url": absolute(one.url),
        "more": one.more,
        "tasks": [
            {
                "title": task.title,
                "lead": task.lead,
                "due_on": task.due_on.isoformat() if task.due_on else "",
                "state": task.state,
                "days_late": task.days_late,
                "url": absolute(task.url),
                "outcomes": [
                    {"title": each.title, "state": each.state, "url": absolute(each.url)} for each in task.outcomes
                ],
            }
            for task in one.tasks
        ],
    }


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _of_step(each: Standing) -> dict[str, object]:
    return {
        "key": each.step.key,
        "name": each.step.name,
        "required": each.step.required,
        "reasons": [
            {
                "sentence": why.sentence,
                "basis": why.cited,
                "instrument": why.of,
                "caution": why.basis.caution,
            }
            for why in each.step.reasons
        ],
        "responsible": each.step.whose,
        "period": each.step.period,
        "papers": list(each.step.papers),
        "done_on": _day(each.on),
        "running_until": _day(each.running_until),
        "missing": each.missing,
    }


def _of_course(one: Happened) -> dict[str, object]:
    return {
        "number": one.number,
        "act": one.act,
        "name": one.name,
        "on": one.on.isoformat(),
        "entered_on": one.entered_on.isoformat(),
        "said": dict(one.said),
        "document": absolute(reverse("portal:document", args=[one.record])) if one.record else "",
        "url": one.url,
        "experts": [
            {"name": each.name, "institution": each.institution, "conflict": each.conflict, "opinion": each.stance,
             "dissents": each.dissents, "text": each.text}
            for each in one.experts
        ],
    }  # fmt: skip


def _of_hearing(one: Hearing) -> dict[str, object]:
    return {
        "uid": one.uid,
        "title": one.title,
        "held_on": one.held_on.isoformat(),
        "time": one.time,
        "place": one.place,
        "seats": one.seats,
        "enrol_until": one.enrol_until.isoformat(),
        "open": one.open,
        "called_off": one.called_off,
        "participants": [{"name": name, "stake": stake} for name, stake in one.chosen],
        "notice": absolute(reverse("portal:document", args=[one.record])),
    }


@public
def listing_json(request: Request) -> HttpResponse:
    """决策事项清单JSON：a page at a time, the one last acted on first. Two SQL queries."""
    organ, after = storable(request.GET.get("organ", ""))[:9], request.GET.get("after", "")[:20]
    found = queries.public_matters(request.at, organ=organ, after=after, limit=100)
    rows = [
        {
            "uid": one.uid, "title": one.title, "organ": one.organ, "year": one.year, "catalogue_entry": one.entry,
            "state": one.state, "note": one.note, "next": one.next, "running_until": _day(one.running_until),
            "changed_at": one.changed_at.isoformat(),
            "url": absolute(reverse("portal:decision-json", args=[one.uid])),
        }
        for one in found.lines
    ]  # fmt: skip
    onward = f"{absolute(reverse('portal:decisions-list-json'))}?organ={organ}&after={found.next}" if found.next else ""
    return as_json({"matters": rows, "next": onward})


@public
def feed(request: Request, format_: str = "atom") -> HttpResponseBase:
    """重大行政决策订阅：the matters last acted on, each with the last thing done. Eleven SQL for each of ten."""
    lines = queries.public_matters(request.at, limit=IN_FEED).lines
    found = [one for one in (queries.public_matter(line.uid, request.at) for line in lines) if one and one.course]
    return FORMATS[format_](short(TITLE, reverse("portal:decisions"), "", (_entry(one) for one in found)))


def _entry(one: PublicMatter) -> Entry:
    address = absolute(reverse("portal:decision", args=[one.uid]))
    last = max(one.course, key=lambda each: each.number)
    return Entry(
        id=f"{address}#{last.number}",
        link=address,
        title=f"{last.name}：{one.title}",
        summary="；".join(f"{name}：{text}" for name, text in last.said)[:300],
        author=one.organ_name,
        published=last.at or one.changed_at,
        updated=last.at or one.changed_at,
        categories=((one.uid, one.title),),
    )
