"""征集提醒：ask to be told by mail of new consultations, or how one goes on; confirmed and ended by a key in the mail.

Nobody needs an account, and nobody learns from the answers what an address watches.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit import reading
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import is_english, term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.consultations.lists import asked_of
from gongkai.faces.portal.consultations.reading import common
from gongkai.faces.portal.http import page
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places import queries as places
from gongkai.law import codes
from gongkai.programmes.consultations import alerting, operations, queries
from gongkai.programmes.consultations.alerting import Watched
from gongkai.programmes.consultations.models import ConsultationAlert
from gongkai.programmes.consultations.programme import MATTERS

TOO_OFTEN = gettext_noop("短时间内提交得太多。请过一会儿再试。")
Choices = Mapping[str, str]


class AddressForm(forms.Form):
    """收信的邮箱。"""

    email = forms.CharField(
        label=gettext_lazy("电子邮箱"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("请填写接收通知的电子邮箱。")},
    )

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, label_suffix="", **rest)


class ChineseNames(forms.Select):
    """中文名称的选项：on an English page each is marked as Chinese, so that it is read aloud as such."""

    def create_option(self, name: str, value: Any, *rest: Any, **more: Any) -> dict[str, Any]:
        """One option."""
        made: dict[str, Any] = super().create_option(name, value, *rest, **more)
        if value and is_english():
            made["attrs"]["lang"] = "zh-CN"
        return made


class NewForm(AddressForm):
    """关注新的征集：of which organ, place, matter and theme; all of them unless chosen."""

    place = forms.ChoiceField(label=gettext_lazy("地区"), required=False, widget=ChineseNames)
    organ = forms.ChoiceField(label=gettext_lazy("征集机关"), required=False, widget=ChineseNames)
    matter = forms.ChoiceField(label=gettext_lazy("征集事项"), required=False)
    theme = forms.ChoiceField(label=gettext_lazy("主题"), required=False)
    field_order = ("place", "organ", "matter", "theme", "email")

    def __init__(self, data: Any = None, *, offered: Mapping[str, Choices], **rest: Any) -> None:
        super().__init__(data, **rest)
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("全部")), *choices.items()]
            field.error_messages["invalid_choice"] = _("请重新选择。")


class OneForm(AddressForm):
    """关注一次征集：so many days before its last."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("截止以前几天提醒"),
        coerce=int,
        initial=3,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择截止以前几天提醒您。")},
    )
    field_order = ("days", "email")

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        field = self.fields["days"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(str(one), _("%(many)s 天") % {"many": one}) for one in alerting.DAYS]


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """有新的征求意见时通知我：begun with what the list was narrowed to."""
    asked = asked_of(request.GET)
    initial = {"organ": asked.organ, "matter": asked.matter, "theme": asked.theme}
    posted = request.POST if request.method == "POST" else None
    form = NewForm(posted, offered=_offered(request, asked.organ), initial=initial)

    def ask(said: dict[str, Any]) -> None:
        watched = Watched(said["organ"], said["place"], said["matter"], said["theme"])
        language = reading.of(request).language
        operations.watch_new(email=said["email"], watched=watched, language=language, at=request.at)

    return _asked(request, form, ask) or _form(request, "alert-new", form, {})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: Request, consultation: str) -> HttpResponse:
    """关注这次征集：a reminder before its last day, new versions, the result.

    :raises NotFound: for what does not exist and what is not public.
    :raises Conflict: once its result is public.
    """
    seen = queries.seen(consultation, request.at)
    if seen.reported_on is not None and request.method != "POST":
        return HttpResponseRedirect(reverse("portal:consultation", args=[seen.uid]))
    form = OneForm(request.POST if request.method == "POST" else None)

    def ask(said: dict[str, Any]) -> None:
        operations.watch_one(
            consultation=seen.uid,
            email=said["email"],
            days=said["days"],
            language=reading.of(request).language,
            at=request.at,
        )

    return _asked(request, form, ask) or _form(request, "alert-one", form, common(request, seen))


@never_cache
@require_http_methods(["GET", "HEAD"])
def asked_for(request: Request) -> HttpResponse:
    """请查收邮件：the same page whatever is already watched."""
    return page(request, "consultations/alert-asked", {})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: Request, key: str) -> HttpResponse:
    """一个提醒：confirm it or end it; a letter's link alone does neither, for mail programs open links by themselves.

    :raises NotFound: when it was ended or never was.
    """
    found = alerting.alert_of(key)
    if found is None:
        raise NotFound
    if request.method == "POST":
        if request.POST.get("act") == "end":
            operations.end_alert(key=key, at=request.at)
            return page(request, "consultations/alert-ended", {})
        operations.confirm_alert(key=key, at=request.at)
        found.refresh_from_db()
    return page(request, "consultations/alert-kept", {"alert": found, "watched": _watched(found, request)})


def _asked(request: Request, form: forms.Form, ask: Callable[[dict[str, Any]], None]) -> HttpResponse | None:
    """To the page that says to look into the mail, where it was asked for; None where it was not."""
    if not form.is_valid():
        return None
    if is_too_often(request, "alert"):
        form.add_error(None, _(TOO_OFTEN))
        return None
    try:
        ask(form.cleaned_data)
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, term(refusal.sentence))
        return None
    return HttpResponseRedirect(reverse("portal:consultation-alert-asked"))


def _form(request: Request, name: str, form: forms.Form, facts: dict[str, Any]) -> HttpResponse:
    return page(request, f"consultations/{name}", facts | {"form": form}, status=400 if form.is_bound else 200)


def _offered(request: Request, organ: str) -> dict[str, Choices]:
    """可选的：organs that have consulted and the places they lie in, with those above; every matter and theme."""
    day = china_date(request.at)
    places_of = dict(queries.consulting_organs(request.at))
    codes_ = {*places_of, *([organ] if organ else [])}
    names = organs.names_on(codes_, day)
    return {
        "place": _paths(places_of.values(), day),
        "organ": dict(sorted(names.items())),
        "matter": {code: term(name) for code, name in MATTERS.items()},
        "theme": {one.code: term(one.name) for one in codes.themes},
    }


def _paths(below: Collection[str], day: date) -> Choices:
    above = {code[:length] for code in below for length in (2, 4, 6, 9, 12) if length <= len(code)}
    paths = places.paths(above, on=day)
    return {code: " ".join(paths[code]) for code in sorted(paths)}


def _watched(found: ConsultationAlert, request: Request) -> dict[str, Any]:
    """所关注的：in the language of the page; of organ and place their names today."""
    if found.consultation is not None:
        try:
            return {"one": queries.seen(found.consultation.uid, request.at)}
        except NotFound:  # its notice was withdrawn; the alert can still be ended
            return {"gone": found.consultation.name}
    day = china_date(request.at)
    return {
        "place": " ".join(places.paths([found.place], on=day).get(found.place, ())) if found.place else "",
        "organ": organs.names_on({found.organ}, day).get(found.organ, "") if found.organ else "",
        "matter": term(MATTERS[found.matter]) if found.matter else "",
        "theme": term(theme.name) if (theme := codes.themes.get(found.theme)) else "",
    }
