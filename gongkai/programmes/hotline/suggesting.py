"""派单参考：who may handle a message, each with all that speaks for it; the office decides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.foundation.now import china_date
from gongkai.law import codes
from gongkai.programmes.hotline import desk
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.ports import Advice, Learned, adviser

SURE, WORDS = 0.2, 2
"""把握：below this share, and by one word alone, a learned suggestion is not shown."""


@dataclass
class Suggestion:
    """一个建议的承办单位：its code, the reasons in sentences, and the numbers of like cases."""

    organ: str
    reasons: list[str] = field(default_factory=list)
    like: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Suggestions:
    """派单参考：organs with reasons, the directory's first; and what the directory says without naming an organ."""

    organs: tuple[Suggestion, ...]
    instead: tuple[str, ...] = ()


def suggestions_for(message: Message, *, at: datetime) -> Suggestions:
    """派单参考：out of the directory, of like cases and of words. 5 SQL, more where organs were abolished."""
    organ, on = message.case.organ, china_date(at)
    advice = adviser().directory(matter=message.matter, place=message.place, on=on, platform=organ.code)
    alike = desk.handled_alike(organ=organ, matter=message.matter, at=at)
    learned = adviser().learned(text=message.told, past=desk.past_of(organ, at=at)) if message.told else ()
    return gathered(advice, alike, learned, matter=codes.appeal_matters[message.matter].name)


def gathered(
    advice: Sequence[Advice], alike: Mapping[str, int], learned: Sequence[Learned], *, matter: str
) -> Suggestions:
    """汇总：pure; each organ once, with every reason that names it."""
    found: dict[str, Suggestion] = {}
    for one in advice:
        if one.organ:
            found.setdefault(one.organ, Suggestion(one.organ)).reasons += one.reasons
    whole = sum(alike.values())
    for organ, many in Counter(alike).most_common(3):
        part = "都" if many == whole else f"其中{many}件"
        said = f"近一年同类诉求（{matter}）办结{whole}件，{part}由其主办。"
        found.setdefault(organ, Suggestion(organ)).reasons.append(said)
    for told in learned:
        if told.share >= SURE and len(told.words) >= WORDS:
            words = "、".join(f"“{word}”" for word in told.words[:4])
            suggested = found.setdefault(told.organ, Suggestion(told.organ))
            suggested.reasons.append(f"以往诉求中提到{words}的多由其主办（把握约{told.share:.0%}）。")
            suggested.like += told.like[:3]
    return Suggestions(
        tuple(found.values()), tuple(reason for one in advice if not one.organ for reason in one.reasons)
    )
