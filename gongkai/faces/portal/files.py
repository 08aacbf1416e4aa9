"""附件下载：the public copy of a file, as it stands in the ledger, never opened in the browser as a page of ours."""

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date, quote_etag

from gongkai.engines.publishing import queries
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.middleware import FILE_POLICY
from gongkai.faces.portal.http import public
from gongkai.foundation.files import queries as stored_files


@public
def attachment(request: Request, uid: str, number: int, place: int) -> HttpResponseBase:
    """附件：streamed, also from the middle; `ETag` is its SHA-256, as on the page and in the proof."""
    found = queries.public_file(uid, number, place, request.at)
    response = FileResponse(
        stored_files.open_file(found.public),
        as_attachment=True,
        filename=found.file_name,
        content_type=found.public.media_type,
    )
    response["ETag"] = quote_etag(found.public.sha256)
    if found.edition.released_at is not None:
        response["Last-Modified"] = http_date(found.edition.released_at.timestamp())
    response["Content-Security-Policy"] = FILE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    return response
