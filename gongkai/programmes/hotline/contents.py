"""诉求的内容：what a message must say and what is wrong with one. Pure."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from gongkai.foundation.privacy.rules import tells_of
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.hotline.rules import PROFILES

BY_CLERK = ("phone", "counter", "mail", "email")
CHANNELS = {"web": "网站", "phone": "电话", "mail": "来信", "email": "电子邮件", "counter": "窗口", "api": "接口"}
PLACE = 12
NO_PLACE = "发生地点请从列表中选择。"
LONGEST = {"kind": 20, "matter": 20, "text": 4000, "address": 300, "name": 100, "contact": 100, "about": 130}


@dataclass(frozen=True)
class Person:
    """诉求人：who speaks and how to reach them; nothing where anonymous."""

    name: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Told:
    """所说的事：kind, matter, place and words of a message."""

    kind: str
    matter: str
    text: str
    place: str = ""
    address: str = ""
    confidential: bool = False
    # 所指的公开内容：`register:key`; never typed, but carried from the page the message was begun at.
    about: str = ""


def tidy_person(who: Person) -> Person:
    """整理：blanks at the ends and what no database takes."""
    return Person(storable(who.name).strip(), storable(who.contact).strip())


def problems(told: Told, who: Person, *, channel: str, profile: str, anonymous: bool) -> Iterator[tuple[str, str]]:
    """缺漏：field and sentence, all at once."""
    named = bool(who.name and who.contact)
    nobody = not (who.name or who.contact)
    wanting = (
        ("kind", codes.appeal_kinds.get(told.kind), "请选择诉求类型：咨询、求助、投诉、举报、建议或者表扬。"),
        ("matter", codes.appeal_matters.get(told.matter), "请从列表中选择诉求事项。"),
        ("text", told.text.strip(), "请写明要反映的事：时间、地点和经过。"),
        ("channel", channel in CHANNELS, f"请选择来源：{'、'.join(CHANNELS.values())}。"),
        ("profile", profile in PROFILES, "请选择办理期限方案。"),
        ("name", anonymous or named, "请填写姓名和联系方式；不愿留下的，请选择匿名。"),
        ("anonymous", not anonymous or nobody, "匿名的诉求不留姓名和联系方式。请清空，或者不选匿名。"),
    )
    yield from ((field, sentence) for field, met, sentence in wanting if not met)
    for field, value in {**asdict(told), **asdict(who)}.items():
        if len(str(value)) > LONGEST.get(field, PLACE):
            yield field, "这一项太长了，请缩短。"


def problem_with_handed(text: str, who: Person) -> str:
    """承办内容的问题：nothing said, too long, or who speaks said with it; empty where it is good."""
    if not text:
        return "请填写承办内容：承办单位办理所需要的时间、地点和事实。"
    if len(text) > LONGEST["text"]:
        return "承办内容太长了，请缩短。"
    if tells_of(text, name=who.name, contact=who.contact):
        return "承办内容里有诉求人的姓名、称呼（如“王女士”）或者联系方式。请删去后再保存。"
    return ""


def written(who: Person, words: str) -> str:
    """密封以前：person and words as text."""
    return json.dumps({**asdict(who), "text": words}, ensure_ascii=False)
