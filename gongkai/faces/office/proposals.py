"""识别结果：what was read from an upload, kept in the session until the clerk has saved once."""

from dataclasses import dataclass

from gongkai.engines.publishing.content import Content
from gongkai.faces.office.http import StaffRequest

FIELDS = ("title", "document_number", "issuer", "formed_on", "addressees", "body")


@dataclass(frozen=True)
class Proposal:
    """识别结果：remarks in sentences, the attachments the paper names, and which fields came from it."""

    remarks: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def keep(
    request: StaffRequest, uid: str, content: Content, remarks: tuple[str, ...], attachments: tuple[str, ...]
) -> None:
    """记下：for the page that comes next."""
    fields = [name for name in FIELDS if getattr(content, name)]
    request.session[_key(uid)] = {"remarks": remarks, "attachments": attachments, "fields": fields}


def of(request: StaffRequest, uid: str) -> Proposal:
    """识别结果：empty when nothing was read, or it was checked and saved."""
    kept = request.session.get(_key(uid))
    return Proposal(**{name: tuple(value) for name, value in kept.items()}) if kept else Proposal()


def checked(request: StaffRequest, uid: str) -> None:
    """已核对：the clerk has saved; the proposals are theirs now."""
    request.session.pop(_key(uid), None)


def _key(uid: str) -> str:
    return f"proposal:{uid}"
