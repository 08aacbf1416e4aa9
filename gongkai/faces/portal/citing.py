"""引用：how others name an edition for good: a line in the manner of GB/T 7714, BibTeX, RIS."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Gone, Moved
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import absolute, page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs

_BIBTEX = re.compile(r"[\\{}&%$#_~^]")
_BIBTEX_WORDS = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_BREAKS = re.compile(r"\s+")


@dataclass(frozen=True)
class Citation:
    """引文：what a citation says of one edition; `url` is that edition's own address, where the text never changes."""

    uid: str
    author: str
    title: str
    document_number: str
    index_number: str
    edition: int
    released_on: date
    url: str

    def line(self, seen_on: date | None = None) -> str:
        """一行引文：in the manner of GB/T 7714 for electronic sources; without a day the reader fills in their own."""
        title = f"{self.title}: {self.document_number}" if self.document_number else self.title
        seen = seen_on.isoformat() if seen_on else "引用日期"
        return f"{self.author}. {title}[EB/OL]. ({self.released_on.isoformat()})[{seen}]. {self.url}."

    def bibtex(self, seen_on: date) -> str:
        """BibTeX：one entry."""
        said = {
            "author": f"{{{_bibtex(self.author)}}}",
            "title": f"{{{_bibtex(self.title)}}}",
            "number": _bibtex(self.document_number),
            "year": str(self.released_on.year),
            "date": self.released_on.isoformat(),
            "url": self.url,
            "urldate": seen_on.isoformat(),
            "note": _bibtex(self.note),
        }
        rows = "".join(f"  {name} = {{{value}}},\n" for name, value in said.items() if value)
        return f"@misc{{gongkai-{self.uid}-{self.edition},\n{rows}}}\n"

    def ris(self, seen_on: date) -> str:
        """RIS：one record, lines ended as the format wants."""
        said = (
            ("TY", "GOVDOC"),
            ("AU", self.author),
            ("TI", self.title),
            ("M1", self.document_number),
            ("PY", str(self.released_on.year)),
            ("DA", f"{self.released_on:%Y/%m/%d}"),
            ("ET", str(self.edition)),
            ("UR", self.url),
            ("Y2", f"{seen_on:%Y/%m/%d}"),
            ("N1", self.note),
            ("ER", ""),
        )
        return "".join(f"{name}  - {_BREAKS.sub(' ', value)}\r\n" for name, value in said if value or name == "ER")

    @property
    def note(self) -> str:
        """备注：索引号 and edition."""
        return "，".join(
            filter(None, (f"索引号 {self.index_number}" if self.index_number else "", f"第{self.edition}版"))
        )


def _bibtex(text: str) -> str:
    return _BIBTEX.sub(lambda found: _BIBTEX_WORDS.get(found[0], f"\\{found[0]}"), _BREAKS.sub(" ", text))


def citation(edition: Edition, organ_name: str) -> Citation:
    """引文：of a public edition; who answers for it is the issuer, or the organ where there is none."""
    released_at = edition.released_at
    assert released_at is not None
    return Citation(
        uid=edition.record.uid,
        author=edition.issuer or organ_name,
        title=edition.title,
        document_number=edition.document_number,
        index_number=edition.record.index_number or "",
        edition=edition.number,
        released_on=china_date(released_at),
        url=absolute(reverse("portal:edition", args=[edition.record.uid, edition.number])),
    )


FORMATS: Mapping[str, tuple[str, Callable[[Citation, date], str]]] = {
    "txt": ("text/plain", lambda said, day: f"{said.line(day)}\n"),
    "bib": ("application/x-bibtex", Citation.bibtex),
    "ris": ("application/x-research-info-systems", Citation.ris),
}


@public
def cite(request: Request, uid: str, number: int, form: str) -> HttpResponse:
    """引文下载：of one edition, dated today.

    :raises NotFound: for another format, or an edition that is not public.
    """
    if form not in FORMATS:
        raise NotFound
    found = queries.editions(uid, request.at)
    if isinstance(found, Moved):
        return HttpResponsePermanentRedirect(reverse("portal:document", args=[found.to]))
    if isinstance(found, Gone):
        return page(request, "gone", {"gone": found, "proof_url": reverse("portal:proof", args=[uid])}, status=410)
    edition = next((each for each in found if each.number == number), None)
    if edition is None:
        raise NotFound
    name = organs.name_on(edition.organ, china_date(edition.released_at or request.at))
    media_type, write = FORMATS[form]
    said = write(citation(edition, name), china_date(request.at))
    response = HttpResponse(said, content_type=f"{media_type}; charset=utf-8")
    disposition = "inline" if form == "txt" else "attachment"
    response["Content-Disposition"] = f'{disposition}; filename="{uid}-{number}.{form}"'
    return response
