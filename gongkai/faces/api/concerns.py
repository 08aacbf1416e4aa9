"""政务舆情：what was found and waits, entering it, and opening a topic, by program; acts are those of 办件."""

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import AwareDatetime, Field, StringConstraints

from gongkai.faces.api.asking import Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.public import Refused
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.programmes.concerns import operations, permission, queries
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.concerns.models import Item

router = Router(tags=["政务舆情"], auth=Token())
Cursor = Annotated[str, StringConstraints(max_length=18, pattern=r"^[0-9]*$")]
Which = Annotated[str, StringConstraints(pattern=r"^(waiting|set_aside|all)$")]


class ItemIn(Schema):
    """登记舆情：one thing said in public."""

    organ: texts.Short
    title: texts.Line
    source: texts.Line
    url: Annotated[str, StringConstraints(max_length=1000)] = ""
    words: Annotated[str, StringConstraints(max_length=4000)] = ""
    found_at: AwareDatetime


class ConcernItemOut(Schema):
    """舆情条目：as it was found, and where it went."""

    uid: str
    organ: str
    title: str
    source: str
    url: str
    words: str
    found_at: AwareDatetime
    channel: str
    topic: str
    repeats: str
    set_aside: str

    @classmethod
    def of(cls, one: Item) -> "ConcernItemOut":
        """From the table."""
        return cls(
            uid=one.uid,
            organ=one.organ.code,
            title=one.title,
            source=one.source,
            url=one.url,
            words=one.words,
            found_at=one.found_at,
            channel=one.channel,
            topic=one.case.number if one.case else "",
            repeats=one.repeats.uid if one.repeats else "",
            set_aside=one.set_aside,
        )


class ConcernItemsOut(Schema):
    """条目一页：items, and the cursor of the page after; empty at the end."""

    items: list[ConcernItemOut]
    next: str


class ItemsIn(Schema):
    """筛选：which items, and how many at once."""

    which: Which = "waiting"
    q: texts.Line = ""
    after: Cursor = ""
    limit: Annotated[int, Field(ge=1, le=200)] = queries.PAGE


class TopicIn(Schema):
    """归并为主题：the first items of a topic, its name and the level it is taken to have."""

    items: Annotated[list[texts.Short], Field(min_length=1, max_length=200)]
    title: texts.Line = ""
    level: Annotated[str, StringConstraints(pattern=r"^(ordinary|major|particular)$")] = "ordinary"


class TopicOut(Schema):
    """主题：its number, by which it is a case of 办件."""

    number: str


@router.get("/concerns/items", response={200: ConcernItemsOut, Errors: Refused}, summary="舆情条目")
def items(request: HttpRequest, asked: Query[ItemsIn]) -> Any:
    """Items this person may see, newest first."""
    words = storable(asked.q).strip()
    found = queries.items(person(request), which=asked.which, words=words, after=asked.after, limit=asked.limit)
    shown = found[: asked.limit]
    return ConcernItemsOut(
        items=[ConcernItemOut.of(one) for one in shown], next=str(shown[-1].pk) if len(found) > asked.limit else ""
    )


@router.post("/concerns/items", response={201: ConcernItemOut, Errors: Refused}, summary="登记舆情")
def enter(request: HttpRequest, data: ItemIn) -> Any:
    """Enter what was found; 409 where its address is entered already."""
    by, organ = person(request), own_organ(request, data.organ)
    insist(permission.may_keep(by, organ))
    said = Said(data.title, data.source, data.url, data.words)
    made = operations.enter_item(
        organ=organ, said=said, found_at=data.found_at, channel="api", by=by, at=moment(request)
    )
    return Status(201, ConcernItemOut.of(made))


@router.post("/concerns/topics", response={201: TopicOut, Errors: Refused}, summary="归并为主题")
def open_topic(request: HttpRequest, data: TopicIn) -> Any:
    """Open a topic from items; go on with it as a case."""
    case = operations.open_topic(
        items=data.items, title=data.title, level=data.level, by=person(request), at=moment(request)
    )
    return Status(201, TopicOut(number=case.number))
