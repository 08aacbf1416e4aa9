"""派单参考：who may handle a message, each with all that speaks for it; the office decides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.foundation.now import china_date
from gongkai.law import codes
from gongkai.programmes.hotline import desk, remembering
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
    """派单参考：out of the directory, of like cases and of words. At most 9 SQL, more where organs were abolished.

    However many messages there are: words were counted before, and like ones are found by the rarest of theirs.
    """
    organ, on = message.case.organ, china_date(at)
    advice = adviser().directory(matter=message.matter, place=message.place, on=on, platform=organ.code)
    alike = desk.handled_alike(organ=organ, matter=message.matter, at=at)
    words = adviser().words(message.told)
    learned = adviser().learned(words, remembering.heard_of(organ, words)) if words else ()
    like = _like(message, at=at)
    return gathered(advice, alike, learned, like, matter=codes.appeal_matters[message.matter].name)


def _like(message: Message, *, at: datetime) -> Mapping[str, Sequence[str]]:
    """相近诉求：main handler → the numbers of ended messages that say nearly the same. 4 SQL."""
    ended = [one.case for one, _ in remembering.near(message, at=at) if not one.case.open]
    found: dict[str, list[str]] = {}
    handlers = desk.main_handlers(ended) if ended else {}
    for case in ended:
        if case.pk in handlers:
            found.setdefault(handlers[case.pk], []).append(case.number)
    return found


def gathered(
    advice: Sequence[Advice],
    alike: Mapping[str, int],
    learned: Sequence[Learned],
    like: Mapping[str, Sequence[str]],
    *,
    matter: str,
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
            said = f"以往诉求中提到{words}的多由其主办（把握约{told.share:.0%}）。"
            found.setdefault(told.organ, Suggestion(told.organ)).reasons.append(said)
    for organ, numbers in like.items():
        suggested = found.setdefault(organ, Suggestion(organ))
        suggested.reasons.append("近期内容相近的诉求由其主办。")
        suggested.like += numbers[:3]
    return Suggestions(
        tuple(found.values()), tuple(reason for one in advice if not one.organ for reason in one.reasons)
    )
