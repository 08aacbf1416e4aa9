"""信访的内容：what a petition must say and what is wrong with one. Pure."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from gongkai.foundation.privacy.rules import tells_of
from gongkai.foundation.text import compact, storable
from gongkai.law import codes
from gongkai.programmes.petitions.rules import SORTS

CHANNELS = {"web": "网上信访", "mail": "来信", "counter": "来访", "phone": "来电", "hotline": "由热线转来"}
LONGEST = {"matter": 20, "text": 6000, "name": 100, "address": 300, "contact": 100}


@dataclass(frozen=True)
class Petitioner:
    """信访人：name, where they live and how to reach them.

    依据：信访人一般应当载明姓名（名称）、住址和请求、事实、理由（《信访工作条例》第十九条，未核对）。
    """

    name: str = ""
    address: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Matter:
    """信访事项：its sort, what it is about, the request with facts and reasons."""

    sort: str
    matter: str
    text: str
    confidential: bool = False


def tidy(who: Petitioner) -> Petitioner:
    """整理：blanks at the ends and what no database takes."""
    return Petitioner(**{name: storable(value).strip() for name, value in asdict(who).items()})


def problems(told: Matter, who: Petitioner, *, channel: str) -> Iterator[tuple[str, str]]:
    """缺漏：field and sentence, all at once."""
    turned = channel == "hotline"
    wanting = (
        ("sort", told.sort in SORTS, "请选择信访事项的类别：建议意见、检举控告或者申诉求决。"),
        ("matter", codes.appeal_matters.get(told.matter), "请从列表中选择事项所属的领域。"),
        ("text", storable(told.text).strip(), "请写明请求、事实和理由。"),
        ("name", who.name, "请填写姓名（名称）。"),
        ("address", who.address or turned, "请填写住址，书面告知寄往这里。"),
        ("contact", who.contact, "请填写联系方式。"),
        ("channel", channel in CHANNELS, f"请选择来源：{'、'.join(CHANNELS.values())}。"),
    )
    yield from ((field, sentence) for field, met, sentence in wanting if not met)
    said = {"matter": told.matter, "text": told.text, **asdict(who)}
    for field, value in said.items():
        if len(value) > LONGEST[field]:
            yield field, f"这一项太长了，请不要超过{LONGEST[field]}个字。"


def written(who: Petitioner, words: str) -> str:
    """密封以前：person and words as text."""
    return json.dumps({**asdict(who), "text": words}, ensure_ascii=False)


def opened(text: str) -> tuple[Petitioner, str]:
    """启封：who, and the words where they were sealed."""
    said = json.loads(text)
    return Petitioner(said["name"], said["address"], said["contact"]), said["text"]


def names_somebody(words: str, who: Petitioner) -> bool:
    """是否说出了信访人：name, surname with a title, address or contact stands in the words, however typed."""
    address = compact(who.address)
    return tells_of(words, name=who.name, contact=who.contact) or bool(address and address in compact(words))
