"""识别结果：what was read from an upload, kept in the session until the clerk has saved once."""

from dataclasses import asdict, dataclass
from typing import Any

from gongkai.engines.publishing.content import Content
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.papers import HIGH, Sureness

PAGES = 100  # 页：as many doubtful pages are listed; the sentence above counts them all
FIELDS = ("title", "document_number", "issuer", "formed_on", "addressees", "body")


@dataclass(frozen=True)
class Proposal:
    """识别结果：remarks in sentences, the attachments the paper names, which fields came from it, doubtful pages.

    `pages` are of a PDF, each with its number (`page`), `grade` and `notes`; those that read well are left out.
    """

    remarks: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    pages: tuple[dict[str, Any], ...] = ()


def keep(
    request: StaffRequest,
    uid: str,
    content: Content,
    remarks: tuple[str, ...],
    attachments: tuple[str, ...],
    *,
    sureness: Sureness | None = None,
) -> None:
    """记下：for the page that comes next."""
    fields = [name for name in FIELDS if getattr(content, name)]
    doubtful = [page for page in sureness.pages if page.grade != HIGH or page.notes] if sureness else []
    said = {note for page in doubtful for note in page.notes}
    request.session[_key(uid)] = {
        "remarks": [remark for remark in remarks if remark not in said],
        "attachments": attachments,
        "fields": fields,
        "pages": [asdict(page) for page in doubtful[:PAGES]],
    }


def of(request: StaffRequest, uid: str) -> Proposal:
    """识别结果：empty when nothing was read, or it was checked and saved."""
    kept = request.session.get(_key(uid))
    return Proposal(**{name: tuple(value) for name, value in kept.items()}) if kept else Proposal()


def checked(request: StaffRequest, uid: str) -> None:
    """已核对：the clerk has saved; the proposals are theirs now."""
    request.session.pop(_key(uid), None)


def _key(uid: str) -> str:
    return f"proposal:{uid}"
