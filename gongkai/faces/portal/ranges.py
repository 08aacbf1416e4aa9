"""续传：a file from the middle, for a download that goes on where it broke off."""

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PIECE = 64 * 1024
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def part_of(request: HttpRequest, response: FileResponse) -> HttpResponseBase:
    """续传：RFC 9110 section 14. One range; several, or nonsense, get the whole; one outside the file gets 416."""
    response["Accept-Ranges"] = "bytes"
    size = int(response.get("Content-Length") or 0)
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or asked is None or not size or not _same_copy(request, response):
        return response
    span = _span(asked.group(1), asked.group(2), size)
    if span is None:
        return response
    file = response.file_to_stream
    if span[0] >= size or file is None:
        let_go(response)
        refused = HttpResponse(status=416)
        refused["Content-Range"] = f"bytes */{size}"
        return refused
    return _cut(response, file, span, size)


def let_go(response: HttpResponseBase) -> None:
    """放手：close what an answer holds open that will not be sent; not the answer itself, or the request would end."""
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()


def _same_copy(request: HttpRequest, response: FileResponse) -> bool:
    """Whether what the reader has is what we have; a weak tag never is."""
    known = request.headers.get("If-Range", "").strip()
    return not known or known in (response.get("ETag"), response.get("Last-Modified"))


def _span(first: str, last: str, size: int) -> tuple[int, int] | None:
    """First and last byte, both included; None for what is no range."""
    if first:
        start, end = int(first), min(int(last), size - 1) if last else size - 1
        return (start, end) if start <= end or start >= size else None
    return (max(size - int(last), 0), size - 1) if last and int(last) else None


def _cut(response: FileResponse, file: BinaryIO, span: tuple[int, int], size: int) -> StreamingHttpResponse:
    start, end = span

    def pieces() -> Iterator[bytes]:
        file.seek(start)
        left = end - start + 1
        while left and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece

    part = StreamingHttpResponse(pieces(), status=206)
    for name, value in response.items():
        part[name] = value
    part["Content-Range"] = f"bytes {start}-{end}/{size}"
    part["Content-Length"] = str(end - start + 1)
    part._resource_closers.extend(response._resource_closers)  # type: ignore[attr-defined]
    return part
