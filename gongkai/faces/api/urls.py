"""接口地址：one OpenAPI 3.1 description at /api/openapi.json; refusals are sentences here as on the screens."""

from typing import Any

import orjson
from django.http import HttpRequest
from django.urls import path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.renderers import BaseRenderer

from gongkai.faces.api import office, public
from gongkai.faces.kit import answers
from gongkai.foundation.errors import Refusal

DESCRIPTION = (
    "读取公开信息无需登录。办理接口用 Authorization: Bearer 令牌，权限与界面一致；"
    "看不到的记录与不存在的记录答复相同。时间带时区，日期为北京日期。"
)


class Orjson(BaseRenderer):
    """JSON 输出：Chinese unescaped, instants in ISO 8601."""

    media_type = "application/json"
    charset = "utf-8"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:  # noqa: ARG002
        """Write the answer."""
        return orjson.dumps(data, default=str)


api = NinjaAPI(
    title="gongkai 公开平台接口",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="openapi.json",
    renderer=Orjson(),
    urls_namespace="api",
)
api.add_router("/v1", public.router)
api.add_router("/v1/office", office.router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> Any:
    """拒绝：status and sentence, as everywhere."""
    return answers.refuse(request, refusal)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> Any:
    """输入有误：names each field that cannot be read."""
    fields = [".".join(str(part) for part in problem["loc"][1:]) for problem in error.errors]
    sentence = f"这些字段缺失或格式不对：{'、'.join(filter(None, fields)) or '请求正文'}。请对照接口说明改正。"
    return answers.answer(request, answers.INVALID, sentence, code="invalid", field=fields[0] if fields else None)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> Any:  # noqa: ARG001
    """令牌无效：401, however the token failed."""
    heading = answers.Heading(401, "需要有效的令牌", ())
    response = answers.answer(request, heading, "令牌缺失、无效、已过期或者已吊销。请重新签发令牌。", code="bad-token")
    response["WWW-Authenticate"] = "Bearer"
    return response


urlpatterns = [path("", api.urls)]
