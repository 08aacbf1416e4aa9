"""二维码：the address of one of our own pages as a picture, for paper: the notice board of a village, a leaflet."""

from functools import lru_cache
from io import BytesIO
from urllib.parse import urlsplit

import segno
from django.http import HttpResponse
from django.urls import Resolver404, resolve

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import absolute, public
from gongkai.foundation.errors import NotFound

LONGEST = 400
"""最长的网址：characters; a longer one makes a picture no telephone reads from paper."""
_MASK = 3
"""掩模固定：trying all eight costs four times as much, and any of them can be read."""


@public
def qr(request: Request) -> HttpResponse:
    """二维码：`?path=` one of the public's own addresses; the picture holds it in full.

    :raises NotFound: for anything that is not a page of this portal.
    """
    path = request.GET.get("path", "")
    if not is_own(path):
        raise NotFound
    response = HttpResponse(picture(absolute(path)), content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response


def is_own(path: str) -> bool:
    """本站网址：a path, with its question or without, that the public's table of addresses knows."""
    if not path.startswith("/") or path.startswith("//") or len(path) > LONGEST or not path.isprintable():
        return False
    try:
        return resolve(urlsplit(path).path).app_name == "portal"
    except (Resolver404, ValueError):
        return False


@lru_cache(maxsize=1024)
def picture(address: str) -> bytes:
    """画出：black on white, with the quiet zone the standard wants."""
    drawn = BytesIO()
    code = segno.make(address, error="m", micro=False, mask=_MASK)
    code.save(drawn, kind="svg", border=4, omitsize=True, light="#fff", xmldecl=False, svgclass=None, lineclass=None)
    return drawn.getvalue()
