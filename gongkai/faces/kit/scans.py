"""收扫描件：a small file from the public, held in memory alone: what is not sealed yet never lies on a disk."""

import io
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

LARGEST = 6 * 1024 * 1024
"""最多收多少字节：of one file; a little more than what is accepted, so that the refusal can say so."""
View = Callable[..., HttpResponse]


class InMemory(FileUploadHandler):
    """内存收件：keeps a file up to the limit; what goes beyond is let go by as it comes and noted on the request."""

    chunk_size = 64 * 1024

    def new_file(self, *args: Any, **more: Any) -> None:
        """Begin one."""
        super().new_file(*args, **more)
        self.pieces: list[bytes] = []
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Keep, as long as it is small."""
        self.received += len(raw_data)
        if self.received > LARGEST:
            self.request.too_large = True  # type: ignore[union-attr]
            raise SkipFile
        self.pieces.append(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand it on."""
        content = io.BytesIO(b"".join(self.pieces))
        return InMemoryUploadedFile(
            content, self.field_name, self.file_name or "", self.content_type, file_size, self.charset
        )


def only_in_memory(view: View) -> View:
    """只在内存中收件：for a view that has no token to check, such as the API's."""

    @wraps(view)
    def run(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return view(request, *args, **more)

    return run


def taking_scan(view: View) -> View:
    """收扫描件的视图：the handler goes before Django reads the form; the form's token is checked all the same."""
    return csrf_exempt(only_in_memory(csrf_protect(view)))


def scan_of(request: HttpRequest, field: str) -> tuple[bytes, str] | None:
    """收到的文件：its bytes and name; None where none was chosen. One too large answers more bytes than any limit."""
    if getattr(request, "too_large", False):
        return b"\0" * (LARGEST + 1), ""
    file = request.FILES.get(field)
    return (file.read(), file.name or "") if file is not None else None
