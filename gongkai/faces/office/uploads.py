"""收文件：a file above the limit is let go by as it comes, never kept, and the rest of the form is read as ever."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from gongkai.foundation.files.rules import LIMITS, too_large

View = Callable[..., HttpResponse]


class Quota(FileUploadHandler):
    """限额：goes before the handlers that keep bytes; notes on the request which fields were too large."""

    chunk_size = 64 * 1024

    def handle_raw_input(self, *facts: Any, **more: Any) -> None:  # noqa: ARG002
        """Know from the header alone when the whole cannot fit."""
        self.announced = int(facts[2])

    def new_file(self, *args: Any, **more: Any) -> None:
        """Refuse at once what the header already gives away as too large."""
        super().new_file(*args, **more)
        self.received = 0
        if self.announced > LIMITS.size + settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            self._refuse()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Count, and pass on."""
        self.received += len(raw_data)
        if self.received > LIMITS.size:
            self._refuse()
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""

    def _refuse(self) -> None:
        refused: set[str] = getattr(self.request, "too_large", set())
        self.request.too_large = refused | {self.field_name}  # type: ignore[union-attr]
        raise SkipFile


def taking_files(view: View) -> View:
    """收文件的视图：puts the quota before Django reads the form; the form's token is checked all the same."""
    guarded = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def quota_first(request: HttpRequest, *args: Any, **more: Any) -> HttpResponse:
        request.upload_handlers.insert(0, Quota(request))
        return guarded(request, *args, **more)

    return quota_first


def refusal_of(request: HttpRequest, field: str) -> str:
    """过大的一句话："" when the field's file was within the limit."""
    return too_large(LIMITS) if field in getattr(request, "too_large", ()) else ""
