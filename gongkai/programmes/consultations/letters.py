"""提醒信件：what is written to those who watch consultations: a question to confirm, and news once a day at most."""

from collections.abc import Sequence
from datetime import date

from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places import queries as places
from gongkai.law import codes
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.consultations.alerting import (
    CLOSING,
    GONE,
    NEW,
    OVERDUE,
    REPORTED,
    VERSION,
    News,
    keys_of,
    link_to,
)
from gongkai.programmes.consultations.models import ConsultationAlert
from gongkai.programmes.consultations.programme import MATTERS

CONFIRM = {
    "zh": (
        "请确认您的征集提醒",
        "有人（应当是您）请求用邮件告知意见征集的消息：\n\n{what}\n\n"
        "确认：{confirm}\n\n不是您的请求，不必理会，七天内不确认即自动清除。\n",
    ),
    "en": (
        "Please confirm your consultation alert",
        "Somebody, probably you, asked to be told by email about consultations:\n\n{what}\n\n"
        "Confirm: {confirm}\n\nIf it was not you, do nothing: without confirmation it is erased after seven days.\n",
    ),
}
MATTERS_EN = {
    "decision": "draft major administrative decisions",
    "rules": "draft government rules",
    "regulation": "draft administrative regulations",
    "market": "documents that affect businesses",
    "normative": "documents that affect people's own interests",
    "other": "other documents",
}
HEADS = {
    "zh": {
        NEW: "新的意见征集",
        VERSION: "有了新的一版征求意见稿",
        CLOSING: "即将截止",
        OVERDUE: "结果逾期未公布",
        REPORTED: "结果已经公布",
        GONE: "公告已经撤回，不再征求意见",
    },
    "en": {
        NEW: "New consultation",
        VERSION: "A new version of the draft",
        CLOSING: "Closing soon",
        OVERDUE: "The result is overdue",
        REPORTED: "The result is published",
        GONE: "The notice was withdrawn; no more comments are taken",
    },
}
ENDED = {
    "zh": "（这是关于这次征集的最后一封信，您的邮箱随后清除。）",
    "en": "(This is the last email about this consultation; your address is then erased.)",
}
TELL = {
    "zh": ("意见征集提醒（{many}条）", "{items}\n\n不再需要，可以取消：\n{ends}\n"),
    "en": ("Consultation alert ({many} items)", "{items}\n\nStop these emails:\n{ends}\n"),
}


def confirmation(alert: ConsultationAlert, *, day: date) -> tuple[str, str]:
    """确认信：subject and text."""
    subject, body = CONFIRM[_language(alert)]
    return subject, body.format(what=said(alert, day=day), confirm=_own(alert))


def news(told: Sequence[News], *, day: date) -> tuple[str, str]:
    """消息信：subject and text, in the language of the alert that was asked for last."""
    language = _language(max((one.alert for one in told), key=lambda alert: alert.pk))
    names = organs.names_on({one.one.organ for one in told if one.one}, day)
    subject, body = TELL[language]
    if len(told) == 1:
        subject = f"{HEADS[language][told[0].what]}：{told[0].name}"
    items = "\n\n".join(_item(one, names, language) for one in told)
    ends = "\n".join(f"{said(alert, day=day, language=language)}：{_own(alert)}" for alert in keys_of(told))
    return subject.format(many=len(told)), body.format(items=items, ends=ends)


def said(alert: ConsultationAlert, *, day: date, language: str = "") -> str:
    """提醒的内容：what is watched, in words; of organ and place their names as they are on a day."""
    language = language or _language(alert)
    english = language == "en"
    if alert.consultation is not None:
        return alert.consultation.name
    parts = [
        organs.names_on({alert.organ}, day).get(alert.organ, alert.organ) if alert.organ else "",
        "".join(places.paths([alert.place], on=day).get(alert.place, (alert.place,))[-1:]) if alert.place else "",
        (MATTERS_EN if english else MATTERS).get(alert.matter, ""),
        (theme.english if english else theme.name) if (theme := codes.themes.get(alert.theme)) else "",
    ]
    narrowed = [part for part in parts if part]
    if english:
        return f"New consultations ({', '.join(narrowed)})" if narrowed else "New consultations"
    return f"新的意见征集（{'，'.join(narrowed)}）" if narrowed else "新的意见征集"


def _item(news: News, names: dict[str, str], language: str) -> str:
    head = f"【{HEADS[language][news.what]}】{news.name}"
    if news.one is None:
        return f"{head}\n{ENDED[language]}"
    one = news.one
    lines = [head, names.get(one.organ, one.organ)]
    if news.what in (NEW, VERSION, CLOSING):
        lines.append(_until(one.until, one.days_left, language))
    path = f"/consultations/{one.uid}/"
    lines.append(link_to(f"{path}results/" if news.what in (OVERDUE, REPORTED) else path))
    if news.what == REPORTED:
        lines.append(ENDED[language])
    return "\n".join(lines)


def _until(until: date, left: int, language: str) -> str:
    if language == "en":
        when = "today" if not left else f"in {left} day{'s' if left > 1 else ''}"
        return f"Last day for comments: {until:%Y-%m-%d} ({when})"
    return f"{day_in_chinese(until)}截止，{f'还有{left}天' if left else '就是今天'}。"


def _own(alert: ConsultationAlert) -> str:
    return link_to(f"/consultations/alerts/{alert.key}/")


def _language(alert: ConsultationAlert) -> str:
    return "en" if alert.language == "en" else "zh"
