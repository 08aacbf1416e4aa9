"""Open311 GeoReport v2：discovery, services, their definitions, requests and tokens."""

from collections.abc import Callable
from datetime import datetime, time
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.faces.api.asking import moment
from gongkai.faces.api.open311 import asking
from gongkai.faces.api.open311.asking import Refused
from gongkai.faces.api.open311.formats import answer, refused
from gongkai.faces.kit.answers import heading_of
from gongkai.foundation.errors import Refusal
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import HOTLINE_CLERK, Actor
from gongkai.law import codes
from gongkai.law.matters import broader, level_of
from gongkai.programmes.hotline import operations, queries
from gongkai.programmes.hotline.queries import OpenRequest, Platform

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
CHANGED = "2026-11-29T00:00:00+08:00"
"""服务清单最近一次变动：of the list this code ships with."""
MOST_NUMBERS = 100
View = Callable[..., HttpResponse]


def open311(view: View) -> View:
    """Open311 的网址：a refusal is answered in the format of the address."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, format_: str, **more: Any) -> HttpResponse:
        try:
            return view(request, *args, format_=format_, **more)
        except Refused as refusal:
            return refused(refusal.status, refusal.sentence, format_)
        except Refusal as refusal:
            return refused(heading_of(refusal).status, refusal.sentence, format_)

    return answered


@require_safe
@open311
def discovery(request: HttpRequest, *, format_: str) -> HttpResponse:  # noqa: ARG001
    """服务发现：where the endpoint is, in which formats, and how to get a key."""
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{settings.GONGKAI_ORIGIN}/open311/v2",
        "changeset": CHANGED,
        "type": "production",
        "formats": ["text/xml", "application/json"],
    }
    said = {
        "changeset": CHANGED,
        "contact": f"{settings.GONGKAI_ORIGIN}/about/",
        "key_service": "向热线工作机构申请；由有热线受理员岗位的账号在办公平台签发访问令牌，作为 api_key 使用。",
        "endpoints": [endpoint],
    }
    return answer("discovery", said, format_)


@require_safe
@open311
def services(request: HttpRequest, *, format_: str) -> HttpResponse:
    """服务清单：the matters of the second and third level."""
    asking.platform(request.GET, on=china_date(moment(request)))
    said = [_service(one.code) for one in codes.appeal_matters if level_of(one.code) > 1]
    return answer("services", said, format_)


def _service(code: str) -> dict[str, Any]:
    names = [codes.appeal_matters[above].name for above in broader(code)]
    return {
        "service_code": code,
        "service_name": names[-1],
        "description": " / ".join(names),
        "metadata": True,
        "type": "realtime",
        "keywords": ",".join(names[:-1]),
        "group": names[0],
    }


@require_safe
@open311
def definition(request: HttpRequest, code: str, *, format_: str) -> HttpResponse:
    """服务定义：what the hotline asks beside the standard: the kind, whether it is confidential, the division."""
    asking.platform(request.GET, on=china_date(moment(request)))
    kinds = [{"key": one.code, "name": one.name} for one in codes.appeal_kinds]
    yes_no = [{"key": "yes", "name": "是"}, {"key": "no", "name": "否"}]
    said = {
        "service_code": asking.service(code),
        "attributes": [
            _attribute("kind", "singlevaluelist", "诉求类型", 1, required=True, values=kinds),
            _attribute("confidential", "singlevaluelist", "请保密：不让承办单位知道是谁反映的", 2, values=yes_no),
            _attribute("place", "string", "发生地的行政区划代码，省级到村级，2至12位", 3),
        ],
    }
    return answer("service_definition", said, format_)


def _attribute(
    code: str,
    datatype: str,
    description: str,
    order: int,
    *,
    required: bool = False,
    values: list[dict[str, str]] | None = None,
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "variable": True,
        "code": code,
        "datatype": datatype,
        "required": required,
        "datatype_description": "",
        "order": order,
        "description": description,
    }
    return said | ({"values": values} if values else {})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@open311
def requests(request: HttpRequest, *, format_: str) -> HttpResponse:
    """诉求：lodge one with a key; list those that came by a program, without words or people."""
    if request.method == "POST":
        return _lodge(request, format_)
    at = moment(request)
    here = asking.platform(request.GET, on=china_date(at))
    if numbers := asking.several(request.GET, "service_request_id")[:MOST_NUMBERS]:
        found = queries.open_requests(at=at, numbers=numbers, organ=here.organ.code)
    else:
        span = asking.range_of(request.GET, at)
        found = queries.open_requests(
            at=at,
            organ=here.organ.code,
            since=span.since,
            until=span.until,
            matters=asking.several(request.GET, "service_code"),
            status=asking.several(request.GET, "status"),
        )
    return answer("service_requests", [_shown(one) for one in found], format_)


@require_safe
@open311
def one(request: HttpRequest, number: str, *, format_: str) -> HttpResponse:
    """一件诉求：404 for one that did not come by a program, or is confidential, as for one there is not."""
    at = moment(request)
    here = asking.platform(request.GET, on=china_date(at))
    found = queries.open_requests(at=at, numbers=[number], organ=here.organ.code)
    if not found:
        raise Refused(404, "没有这件诉求。")
    return answer("service_requests", [_shown(each) for each in found], format_)


@require_safe
@open311
def token(request: HttpRequest, token: str, *, format_: str) -> HttpResponse:
    """令牌：every message gets its number at once, which is its own token."""
    at = moment(request)
    asking.platform(request.GET, on=china_date(at))
    if not queries.open_requests(at=at, numbers=[token]):
        raise Refused(404, "没有这个 token。")
    return answer("service_requests", [{"service_request_id": token, "token": token}], format_)


def _lodge(request: HttpRequest, format_: str) -> HttpResponse:
    at = moment(request)
    here = asking.platform(request.POST, on=china_date(at))
    by = _holder(asking.one(request.POST, "api_key", 200), here, at)
    lodged = operations.lodge(
        organ=here.organ,
        told=asking.told_of(request.POST, on=china_date(at)),
        person=asking.person_of(request.POST),
        channel="api",
        profile=here.profile,
        by=by,
        at=at,
    )
    address = f"{settings.GONGKAI_ORIGIN}/hotline/follow/"
    notice = f"已经收到。查询码：{lodged.code}（只告知这一次）。凭办件编号和查询码在 {address} 查看办理进度和答复。"
    said = {"service_request_id": lodged.case.number, "service_notice": notice, "account_id": None}
    return answer("service_requests", [said], format_, status=201)


def _holder(key: str, here: Platform, at: datetime) -> Actor:
    """Whose key it is: of somebody who takes messages in for this hotline."""
    if not key:
        raise Refused(403, "请给出 api_key。")
    try:
        by = people.actor_for_token(key, at)
    except Refusal:
        raise Refused(403, "api_key 无效或者已经停用。") from None
    if not by.holds(HOTLINE_CLERK, here.organ.code):
        raise Refused(403, "这个 api_key 不能向本热线提交诉求。")
    return by


def _shown(one: OpenRequest) -> dict[str, Any]:
    due = datetime.combine(one.due_on, time(23, 59, 59), CHINA) if one.due_on and one.open else None
    notice = f"问答已选登：{settings.GONGKAI_ORIGIN}/documents/{one.record}/" if one.record else None
    return {
        "service_request_id": one.number,
        "status": "open" if one.open else "closed",
        "status_notes": one.state,
        "service_name": codes.appeal_matters[one.matter].name,
        "service_code": one.matter,
        "description": None,
        "agency_responsible": one.handler or None,
        "service_notice": notice,
        "requested_datetime": _china(one.came),
        "updated_datetime": _china(one.changed),
        "expected_datetime": _china(due) if due else None,
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def _china(at: datetime) -> str:
    return at.astimezone(CHINA).isoformat(timespec="seconds")
