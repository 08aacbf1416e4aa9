"""公开读取：what anybody may read; the same questions the portal asks."""

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from ninja import Query, Router, Status

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.kinds import all_kinds
from gongkai.engines.publishing.queries import Gone, Moved, WithheldFilters
from gongkai.faces.api.asking import moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.overtime import EmergencyOut, RunningRecordOut, WithheldIn, WithheldOut
from gongkai.faces.api.schemas.public import (
    CodeOut,
    DocumentOut,
    FoundOut,
    HitOut,
    ItemOut,
    ItemsOut,
    ListIn,
    OrganOut,
    Refused,
    SearchIn,
)
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes

router = Router(tags=["公开读取"])
LISTS: dict[str, codes.Codes[Any]] = {
    "art20": codes.art20_categories,
    "grounds": codes.withholding_grounds,
    "attributes": codes.disclosure_attributes,
    "themes": codes.themes,
    "genres": codes.genres,
}


@router.get("/documents", response={200: ItemsOut, 400: Refused}, summary="已公开文件列表，新的在前")
def documents(request: HttpRequest, asked: Query[ListIn]) -> ItemsOut:
    """List released documents, newest publication first, by cursor."""
    page = queries.listing(moment(request), asked.filters(), after=asked.after, limit=asked.limit)
    return ItemsOut(items=[ItemOut.of(item) for item in page.items], next=page.next)


@router.get(
    "/documents/{uid}",
    response={200: DocumentOut, 302: None, frozenset({400, 404, 410}): Refused},
    summary="一份公开文件",
)
def document(
    request: HttpRequest, uid: texts.Uid, edition: texts.EditionNumber | None = None, on: texts.Day | None = None
) -> Any:
    """One public document; 410 with the reason when withdrawn, 302 to its successor when consolidated.

    `on` asks for the standing on a day, and for the edition the public read then.
    """
    page = queries.document(uid, moment(request), number=edition, on=on)
    if isinstance(page, Moved):
        return HttpResponseRedirect(f"/api/v1/documents/{page.to}")
    if isinstance(page, Gone):
        day = china_date(page.at)
        sentence = f"这份文件已于{day:%Y年%-m月%-d日}撤回，理由：{page.reason.name}。"
        return Status(410, {"error": {"code": page.reason.code, "sentence": sentence, "field": None}})
    return DocumentOut.of(page)


@router.get(
    "/documents/{uid}/proof",
    response={200: dict[str, Any], frozenset({400, 404, 409}): Refused},
    summary="存证证明",
)
def proof(request: HttpRequest, uid: texts.Uid, edition: texts.EditionNumber | None = None) -> Any:
    """The proof that anybody can check with `gongkai verify` or a program of their own."""
    return queries.proof(uid, moment(request), number=edition)


@router.get("/search", response={200: FoundOut, 400: Refused}, summary="全文检索")
def search(request: HttpRequest, asked: Query[SearchIn]) -> FoundOut:
    """Search the full text of what is public."""
    found = queries.search(asked.q, moment(request), asked.filters(), limit=asked.limit, offset=asked.offset)
    return FoundOut(
        total=found.total,
        capped=found.capped,
        hits=[HitOut.of_match(match) for match in found.matches],
    )


@router.get("/emergencies", response=list[EmergencyOut], summary="突发事件")
def emergencies(request: HttpRequest) -> list[EmergencyOut]:
    """The emergencies about which something is public, the latest release first."""
    rows = queries.emergencies_with_releases(moment(request))
    return [EmergencyOut(emergency=uid, name=name, latest_at=latest) for uid, name, latest in rows]


@router.get("/emergencies/{emergency}", response={200: RunningRecordOut, 404: Refused}, summary="突发事件发布记录")
def emergency(request: HttpRequest, emergency: texts.Uid) -> Any:
    """Everything released about one emergency, at its minute, the latest first."""
    return RunningRecordOut.of(queries.running_record(emergency, moment(request)))


@router.get("/withheld", response={200: list[WithheldOut], 400: Refused}, summary="不予公开信息负面清单")
def withheld(request: HttpRequest, asked: Query[WithheldIn]) -> list[WithheldOut]:
    """What is withheld, in numbers: by organ, ground, theme and year; never a title."""
    filters = WithheldFilters(asked.organ, asked.ground, asked.theme, asked.year)
    return [WithheldOut.of(row) for row in queries.withheld(moment(request), filters)]


@router.get("/organs", response=list[OrganOut], summary="行政机关")
def organ_list(request: HttpRequest) -> list[OrganOut]:
    """Every organ that publishes here, under the name it bears today."""
    day = china_date(moment(request))
    return [
        OrganOut(code=o.code, name=o.name, kind=o.kind, place=o.place.code)
        for o in organs.listing(day=day).select_related("place")
    ]


@router.get("/kinds", response=list[CodeOut], summary="记录种类")
def kinds(request: HttpRequest) -> list[CodeOut]:  # noqa: ARG001
    """The kinds of record this installation publishes."""
    return [CodeOut(code=kind.code, name=kind.name) for kind in all_kinds()]


@router.get("/codes/{name}", response={200: list[CodeOut], 404: Refused}, summary="代码表")
def code_list(request: HttpRequest, name: str) -> list[CodeOut]:  # noqa: ARG001
    """A closed code list: art20, grounds, attributes, themes or genres."""
    if name not in LISTS:
        raise NotFound
    return [CodeOut(code=code, name=label) for code, label in LISTS[name].choices()]
