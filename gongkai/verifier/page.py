"""页面：what the verifier reads of a document page: the link to its proof, its title, its body."""

import hashlib
from html.parser import HTMLParser

from gongkai.verifier.report import Failed

_OPENS, _CLOSES = "gongkai:body", "/gongkai:body"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.proofs: list[str] = []
        self.titles: list[str] = []
        self.markers: list[str] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and "proof" in (given.get("rel") or "").lower().split():
            self.proofs.append(given.get("href") or "")
        if tag == "h1":
            self.titles.append("")
            self._in_title = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "h1":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.titles[-1] += data

    def handle_comment(self, data: str) -> None:
        if data in {_OPENS, _CLOSES}:
            self.markers.append(data)


def _read(content: bytes) -> _Reader:
    reader = _Reader()
    try:
        reader.feed(content.decode())
    except UnicodeDecodeError as error:
        raise Failed("页面不是 UTF-8 编码，无法核对。") from error
    reader.close()
    return reader


class Page:
    """页面：split at the two comments that enclose the body.

    Link and title are looked for outside the body only, so that the text of a document cannot supply them.
    """

    def __init__(self, content: bytes) -> None:
        before, opened, rest = content.partition(f"<!--{_OPENS}-->".encode())
        body, closed, after = rest.partition(f"<!--{_CLOSES}-->".encode())
        whole = bool(opened and closed)
        self._body = body if whole else None
        self._around = _read(before + opened + closed + after) if whole else _read(content)

    @property
    def proof(self) -> str | None:
        """The address of the proof, when the page names exactly one."""
        return self._around.proofs[0] if len(self._around.proofs) == 1 else None

    def title(self) -> str:
        """The page's only main heading, white space collapsed.

        :raises Failed: when there is none or more than one.
        """
        if len(self._around.titles) != 1:
            raise Failed("页面应当只有一个主标题（h1）。")
        return " ".join(self._around.titles[0].split())

    def body_sha256(self) -> str:
        """The hash of the bytes between the two comments.

        :raises Failed: when the comments do not stand exactly once each, as comments.
        """
        if self._body is None or self._around.markers != [_OPENS, _CLOSES]:
            raise Failed("页面没有标明正文的起止，无法核对正文。")
        return hashlib.sha256(self._body).hexdigest()
