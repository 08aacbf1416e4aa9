"""意见数据：every public comment of a consultation as CSV and JSON, for whoever studies them; persons are masked."""

from collections.abc import Iterator

import orjson
from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_stream
from gongkai.faces.portal.http import public
from gongkai.foundation.errors import NotFound
from gongkai.programmes.consultations import queries
from gongkai.programmes.consultations.queries import QuestionCount, Seen, Shown

SURVEY_HEAD = ("题号", "问题", "选项", "选择人数", "回答本题人数", "填写的内容", "填写人数", "不予显示的理由")
HEAD = ("标识", "版本", "段落", "意见", "份数", "署名", "收到日期", "不予显示的理由", "采纳情况", "理由", "意见组")


@public
def table(request: Request, consultation: str) -> HttpResponseBase:
    """意见下载（CSV）。

    :raises NotFound: for what does not exist and what is not public.
    """
    one = queries.seen(consultation, request.at)
    return csv_stream(f"comments-{one.uid}", HEAD, (_row(each) for each in queries.every_comment(one)))


@public
def survey(request: Request, consultation: str) -> HttpResponseBase:
    """调查数据（CSV）：each choice with how many chose it, and below what was written beside 其他, once it is closed.

    :raises NotFound: for what does not exist, what is not public, and while it is open or asks nothing.
    """
    one = queries.seen(consultation, request.at)
    if one.is_open or not one.questions:
        raise NotFound
    return csv_stream(f"survey-{one.uid}", SURVEY_HEAD, _survey_rows(one))


def _survey_rows(one: Seen) -> Iterator[tuple[str | int, ...]]:
    for at, each in enumerate(queries.survey_counts(one.pk, one.questions), start=1):
        for name, count in each.counts:
            yield (at, each.question.text, name, count, each.answered, "", "", "")
    for at, remark in queries.remarks_of(one.pk):
        question = one.questions[at - 1]
        yield (at, question.text, "其他", "", "", remark.text, remark.copies, remark.hidden_for)


@public
def listing(request: Request, consultation: str) -> HttpResponseBase:
    """意见下载（JSON）。

    :raises NotFound: for what does not exist and what is not public.
    """
    one = queries.seen(consultation, request.at)
    response = StreamingHttpResponse(_json(one), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="comments-{one.uid}.json"'
    return response


def _row(one: Shown) -> tuple[str | int, ...]:
    answer = one.answer
    return (
        one.uid,
        one.version,
        one.passage or "全文",
        one.text,
        one.copies,
        "、".join((*one.names, *(f"署名未公开（{why}）" for why in one.unnamed))),
        one.on.isoformat(),
        one.hidden_for,
        answer.outcome_name if answer else "",
        answer.reason if answer else "",
        answer.group if answer else "",
    )


def _json(one: Seen) -> Iterator[bytes]:
    """One object, written as it is read."""
    head: dict[str, object] = {
        "consultation": one.uid, "title": one.title, "opened_on": one.opened_on, "until": one.until,
        "survey": [] if one.is_open else [survey_json(each) for each in queries.survey_counts(one.pk, one.questions)],
    }  # fmt: skip
    yield orjson.dumps(head)[:-1] + b',"comments":['
    for at, each in enumerate(queries.every_comment(one)):
        yield (b",\n" if at else b"\n") + orjson.dumps(as_json(each))
    yield b"\n]}\n"


def survey_json(one: QuestionCount) -> dict[str, object]:
    """一题的 JSON。"""
    return {
        "text": one.question.text,
        "many": one.question.many,
        "replies": one.replies,
        "answered": one.answered,
        "choices": [{"text": name, "chosen": count} for name, count in one.counts],
        "remarks": [{"text": r.text, "copies": r.copies, "hidden_for": r.hidden_for} for r in one.remarks],
    }


def as_json(one: Shown) -> dict[str, object]:
    """一条意见的 JSON。"""
    answer = one.answer
    return {
        "id": one.uid,
        "version": one.version,
        "passage": one.passage,
        "text": one.text,
        "copies": one.copies,
        "names": list(one.names),
        "names_hidden_for": list(one.unnamed),
        "received_on": one.on,
        "hidden_for": one.hidden_for,
        "answer": {"outcome": answer.outcome, "reason": answer.reason, "group": answer.group} if answer else None,
    }
