"""语言随行：a page whose address names its language (`?lang=en`) hands the name on to its links and search forms.

So a shared English link stays English while one clicks on, and no cookie is set for somebody who chose nothing. What
is written depends on the address alone: such a page may be kept under it like any other. Only links to pages (paths
that end in a slash) carry the name; feeds, files and the permanent address that is shown for copying do not.
"""

import re

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from gongkai.faces.kit.reading import INSIDE, PARAMETER

_LINK = re.compile(r'(<a\b[^>]*?\shref=")(/[^"?#]*/|/|)((?:\?[^"#]*)?)((?:#[^"]*)?")')
_FORM = re.compile(r"<form\b[^>]*>")
_POSTED = re.compile(r'\smethod="post"', re.IGNORECASE)
_NAMED = re.compile(rf"[?&;]{PARAMETER}=")
_APART = (*INSIDE, "/reading/", "//")


def carry(response: HttpResponseBase, language: str) -> None:
    """随行：rewrites a page in place, and where a redirect leads."""
    if response.has_header("Location"):
        response["Location"] = _onward(response["Location"], language)
    if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
        response.content = page(response.content.decode(response.charset), language).encode(response.charset)
        if response.has_header("Content-Length"):
            response["Content-Length"] = str(len(response.content))


def page(html: str, language: str) -> str:
    """整页：its links, and a hidden field in each form that is sent by GET."""
    linked = _LINK.sub(lambda found: _link(found, language), html)
    return _FORM.sub(lambda found: found[0] + _field(found[0], language), linked)


def _link(found: "re.Match[str]", language: str) -> str:
    opens, path, query, rest = found.groups()
    return f"{opens}{_with(path, query, language, '&amp;')}{rest}" if path or query else found[0]


def _with(path: str, query: str, language: str, joint: str) -> str:
    if path.startswith(_APART) or _NAMED.search(query):
        return path + query
    return f"{path}{query}{joint if len(query) > 1 else '' if query else '?'}{PARAMETER}={language}"


def _onward(address: str, language: str) -> str:
    path, _, query = address.partition("?")
    if not path.startswith("/") or not path.endswith("/"):
        return address
    return _with(path, f"?{query}" if query else "", language, "&")


def _field(form: str, language: str) -> str:
    return "" if _POSTED.search(form) else f'<input type="hidden" name="{PARAMETER}" value="{language}">'
