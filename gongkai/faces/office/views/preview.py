"""预览与文件：a draft as the public will see it, and its files for those who may see the draft."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from gongkai.engines.publishing.models import Relation, State
from gongkai.faces.kit import heads, naming
from gongkai.faces.kit.components import Row
from gongkai.faces.office import item
from gongkai.faces.office.http import StaffRequest, edition_number
from gongkai.faces.office.targets import targets
from gongkai.foundation.errors import NotFound
from gongkai.foundation.files import queries as files
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs


@require_safe
def preview(request: StaffRequest, uid: str) -> HttpResponse:
    """预览页：the document as it will stand, under a banner that says it does not yet."""
    work = item.load(request, uid, edition_number(request))
    edition, content = work.edition, work.content
    known = targets(request.actor, [r.target for r in content.relations], request.at)
    relations = [
        (Relation.Type(r.type).label, known[r.target].title if r.target in known else r.citation)
        for r in content.relations
    ]
    head = heads.head(edition)
    organ = organs.name_on(edition.organ, china_date(request.at))
    shown = ("issuer", "formed_on", "document_number", "theme", "genre", "effective_on", "expires_on")
    rows = [Row("索引号", edition.record.index_number or "发布时编号"), Row("公开机关", organ)]
    rows += [Row(naming.NAMES[name], naming.in_words(name, getattr(content, name)) or "—") for name in shown]
    rows += [Row(i.scheme, i.value) for i in content.identifiers]
    facts = {
        "work": work,
        "edition": edition,
        "rows": rows,
        "relations": relations,
        "head": head,
        "addressees": "" if 'class="addressees"' in edition.body else edition.addressees,
        "public": edition.state in {State.RELEASED, State.SUPERSEDED},
        "state_name": State(edition.state).label,
    }
    response = render(request, "office/preview.html", facts)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def attachment(request: StaffRequest, uid: str, position: int) -> FileResponse:
    """附件：the copy for the public, or with `?original=1` the file as it was given.

    :raises NotFound: when there is none, or the draft is not theirs to see.
    """
    work = item.load(request, uid, edition_number(request))
    found = next((a for a in work.attachments if a.position == position), None)
    if found is None:
        raise NotFound
    return _download(found.original if request.GET.get("original") else found.public, found.file_name)


@require_safe
def original(request: StaffRequest, uid: str) -> FileResponse:
    """原件：the paper as it was uploaded.

    :raises NotFound: when nothing was uploaded, or the draft is not theirs to see.
    """
    edition = item.load(request, uid, edition_number(request)).edition
    if edition.original is None:
        raise NotFound
    return _download(edition.original, edition.original_name)


def _download(stored: StoredFile, name: str) -> FileResponse:
    response = FileResponse(files.open_file(stored), as_attachment=True, filename=name, content_type=stored.media_type)
    response["Cache-Control"] = "no-store"
    return response
