"""接口地址：one OpenAPI 3.1 description at /api/openapi.json; refusals are sentences here as on the screens."""

from functools import cache
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from gongkai.faces.api import (
    casework,
    challenges,
    concerns,
    consultations,
    copies,
    deciding,
    decisions,
    drafting,
    hotline,
    importing,
    legislating,
    objecting,
    owing,
    petitions,
    powers,
    protecting,
    public,
    registers,
    reorganising,
    repairing,
    reporting,
    reports,
    requesting,
    statutes,
    words,
)
from gongkai.faces.kit import answers
from gongkai.foundation.errors import Refusal

DESCRIPTION = (
    "读取公开信息无需登录。办理接口用 Authorization: Bearer 令牌，权限与界面一致；"
    "看不到的记录与不存在的记录答复相同。时间带时区，日期为北京日期。"
)
TOKEN = answers.Heading(401, "需要有效的令牌", ())
WRAPPERS = {"data", "asked"}


class Orjson(BaseRenderer):
    """JSON 输出：Chinese unescaped, instants in ISO 8601."""

    media_type = "application/json"
    charset = "utf-8"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002
        """Write the answer."""
        return orjson.dumps(data, default=str)


class StrictJson(Parser):
    """JSON 输入：strict UTF-8: no lone surrogates, no NaN, nothing the tables could not keep."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Read the body."""
        said: dict[str, Any] = orjson.loads(request.body)
        return said


class Api(NinjaAPI):
    """接口：operations are called by the names of their functions, which clients may rely on."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """操作名称。"""
        return operation.view_func.__name__.rstrip("_")


api = Api(
    title="gongkai 公开平台接口",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url=None,
    renderer=Orjson(),
    parser=StrictJson(),
    urls_namespace="api",
)
api.add_router("/v1", public.router)
api.add_router("/v1", registers.router)
api.add_router("/v1", powers.router)
api.add_router("/v1", requesting.router)
api.add_router("/v1", hotline.router)
api.add_router("/v1", consultations.router)
api.add_router("/v1", decisions.public)
api.add_router("/v1", petitions.router)
api.add_router("/v1", reports.router)
api.add_router("/v1", statutes.router)
api.add_router("/v1/office", drafting.router)
api.add_router("/v1/office", protecting.router)
api.add_router("/v1/office", deciding.router)
api.add_router("/v1/office", reorganising.router)
api.add_router("/v1/office", casework.router)
api.add_router("/v1/office", copies.router)
api.add_router("/v1/office", reporting.router)
api.add_router("/v1/office", challenges.router)
api.add_router("/v1/office", importing.router)
api.add_router("/v1/office", legislating.router)
api.add_router("/v1/office", concerns.router)
api.add_router("/v1/office", decisions.router)
api.add_router("/v1", repairing.public)
api.add_router("/v1/office", repairing.router)
api.add_router("/v1", objecting.public)
api.add_router("/v1/office", objecting.router)
api.add_router("/v1/office", owing.router)


@cache
def description() -> bytes:
    """接口说明：the OpenAPI 3.1 document, indented, Chinese unescaped; `docs/openapi.json` holds the same bytes."""
    return (
        orjson.dumps(words.explain(api.get_openapi_schema()), option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS)
        + b"\n"
    )


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """接口说明：for programs and their makers."""
    return HttpResponse(description(), content_type="application/json; charset=utf-8")


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> Any:
    """拒绝：status and sentence, as everywhere."""
    return answers.refuse(request, refusal)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> Any:
    """输入有误：names each field that cannot be read."""
    fields = [".".join(_steps(problem["loc"])) for problem in error.errors]
    sentence = f"这些字段缺失或格式不对：{'、'.join(filter(None, fields)) or '请求正文'}。请对照接口说明改正。"
    return answers.answer(request, answers.INVALID, sentence, code="invalid", field=fields[0] or None)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> Any:
    """请求无法读取：the body is not what its Content-Type says."""
    if error.status_code != answers.INVALID.status:
        raise error
    sentence = "请求正文无法读取。请用 UTF-8 编码的 JSON（上传文件用 multipart/form-data）重新提交。"
    return answers.answer(request, answers.INVALID, sentence, code="unreadable")


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> Any:  # noqa: ARG001
    """令牌无效：401, however the token failed."""
    sentence = "令牌缺失、无效、已过期或者已吊销。请重新签发令牌。"
    response = answers.answer(request, TOKEN, sentence, code="bad-token")
    response["WWW-Authenticate"] = "Bearer"
    return response


def _steps(loc: tuple[str | int, ...]) -> list[str]:
    """Where in the input: without its source (body, query) and the name our function gives the whole."""
    steps = [str(part) for part in loc[1:]]
    return steps[1:] if steps[:1] and steps[0] in WRAPPERS else steps


urlpatterns = [path("openapi.json", openapi, name="openapi-json"), path("", api.urls)]
