"""请求：what every view of the faces may rely on."""

from datetime import datetime

from django.http import HttpRequest

from gongkai.foundation.people.actors import Actor


class Request(HttpRequest):
    """请求：a request that has passed the kit's middleware; for annotations only."""

    at: datetime
    """此刻：read once, UTC; pass it down as `at`."""
    actor: Actor | None
    """工作人员：who is signed in, or None."""
    csp_nonce: str
    """一次性口令：put on an inline script or import map; asking for it adds it to the response's policy."""
