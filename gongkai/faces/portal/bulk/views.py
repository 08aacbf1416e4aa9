"""成批下载：the list of files, a month's file, an organ's."""

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date, quote_etag

from gongkai.engines.publishing.queries import Filters
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.bulk.rows import FORMATS, packed, rows
from gongkai.faces.portal.bulk.store import filters_of, folder, holding, is_month, listing
from gongkai.faces.portal.http import absolute, as_json, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs import queries as organs

GZIP = "application/gzip"


@public
def files(request: Request) -> HttpResponse:  # noqa: ARG001
    """文件清单：each with its size, SHA-256 and instant, for programs that take all."""
    said = [
        {
            "name": each.name,
            "url": absolute(reverse("portal:bulk-month", args=[each.month, each.format])),
            "month": each.month,
            "format": each.format,
            "rows": each.rows,
            "size": each.size,
            "sha256": each.sha256,
            "made_at": each.at,
        }
        for each in listing()
    ]
    return as_json({"files": said})


@public
def month(request: Request, month: str, format_: str) -> HttpResponseBase:
    """一个月的文件：as kept, while it holds; else made for who asks.

    :raises NotFound: for what is no month or no format of ours.
    """
    if not is_month(month) or format_ not in FORMATS:
        raise NotFound
    found = holding(month, format_)
    name = f"documents-{month}.{format_}.gz"
    if found is not None:
        try:
            file = (folder() / found.data).open("rb")
        except FileNotFoundError:  # made anew this very moment
            return _fresh(request, filters_of(month), format_, name)
        response = FileResponse(file, as_attachment=True, filename=name, content_type=GZIP)
        response["ETag"] = quote_etag(found.sha256)
        response["Last-Modified"] = http_date(found.made_at.timestamp())
        return response
    return _fresh(request, filters_of(month), format_, name)


@public
def organ(request: Request, code: str, format_: str) -> HttpResponseBase:
    """一个机关的全部公开信息：made for who asks.

    :raises NotFound: when there is no such organ, or no such format.
    """
    if format_ not in FORMATS:
        raise NotFound
    found = organs.by_code(code)
    return _fresh(request, Filters(organ=found.code), format_, f"documents-{found.code}.{format_}.gz")


def _fresh(request: Request, filters: Filters, format_: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(packed(rows(request.at, filters), format_), content_type=GZIP)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
