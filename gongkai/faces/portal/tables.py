"""下载：the same lists as tables."""

from collections.abc import Iterator
from datetime import datetime

from django.http.response import HttpResponseBase
from django.urls import reverse

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Item
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_stream
from gongkai.faces.portal.asking import ANSWERS, CASES, EVERYTHING, POLICIES, Asked, Scope, asked
from gongkai.faces.portal.http import absolute, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes

BATCH = 500
FOUND_BATCH = 100
MOST_ROWS = 5000
COLUMNS = ("网址", "标题", "发文字号", "发文机关", "发布机构代码", "种类", "主题", "体裁", "成文日期", "发布日期")
ORGAN_COLUMNS = (
    "机构代码",
    "名称",
    "区划代码",
    "政府信息公开工作机构",
    "办公地址",
    "办公时间",
    "联系电话",
    "传真号码",
    "电子邮箱",
    "邮政编码",
)


@public
def policies_table(request: Request) -> HttpResponseBase:
    """政策文件库下载。"""
    return _table(request, POLICIES)


@public
def search_table(request: Request) -> HttpResponseBase:
    """检索结果下载。"""
    return _table(request, EVERYTHING)


@public
def answers_table(request: Request) -> HttpResponseBase:
    """已公开的申请答复下载。"""
    return _table(request, ANSWERS)


@public
def cases_table(request: Request) -> HttpResponseBase:
    """热线诉求选登下载。"""
    return _table(request, CASES)


@public
def organs_table(request: Request) -> HttpResponseBase:
    """机关列表下载：with the contacts of Article 12."""
    day = china_date(request.at)
    rows = (
        (o.code, o.name, o.place.padded, o.foi_office, o.address, o.office_hours, o.phone, o.fax, o.email, o.postcode)
        for o in organs.listing(day=day).iterator(chunk_size=BATCH)
    )
    return csv_stream("organs", ORGAN_COLUMNS, rows)


def _table(request: Request, scope: Scope) -> HttpResponseBase:
    question = asked(request.GET, scope)
    return csv_stream(scope.code, COLUMNS, map(_row, _all(question, request.at)))


def _all(question: Asked, at: datetime) -> Iterator[Item]:
    """Every record of a list up to 5,000, a batch at a time; of what only the index answers, what it counts."""
    if question.is_indexed:
        yield from _found(question, at)
        return
    after, given = "", 0
    while given < MOST_ROWS:
        page = queries.listing(at, question.bounded, after=after, limit=BATCH)
        yield from page.items
        given, after = given + len(page.items), page.next
        if not after:
            return


def _found(question: Asked, at: datetime) -> Iterator[Item]:
    for start in range(0, MOST_ROWS, FOUND_BATCH):
        found = queries.search(question.words, at, question.bounded, limit=FOUND_BATCH, offset=start, newest=True)
        yield from (match.item for match in found.matches)
        if start + FOUND_BATCH >= found.total:
            return


def _row(item: Item) -> tuple[str, ...]:
    theme, genre = codes.themes.get(item.theme), codes.genres.get(item.genre)
    return (
        absolute(reverse("portal:document", args=[item.record])),
        item.title,
        item.document_number,
        item.issuer,
        item.organ,
        item.kind_name,
        theme.name if theme else item.theme,
        genre.name if genre else item.genre,
        item.formed_on.isoformat() if item.formed_on else "",
        china_date(item.published_at).isoformat(),
    )
