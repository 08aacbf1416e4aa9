"""Filling the tables: what a year of a hotline would have left: messages, their acts, who handled them, rare words."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from gongkai.engines.casework.models import Case, CaseAssignment, CaseEvent
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.law import codes
from gongkai.programmes.hotline.models import Message, MessageWord
from gongkai.programmes.hotline.ports import adviser
from gongkai.programmes.hotline.remembering import heard_of

TODAY = date(2026, 3, 2)
BATCH, DAYS, OPEN_DAYS = 1000, 365, 5
SIGNS = "青禾望川荷溪安平长宁金石白云东风南山西湖北海永兴和顺吉庆丰登"
THINGS = (
    "路灯不亮，晚上看不见路",
    "垃圾没有人清运，味道很大",
    "工地半夜施工，睡不着觉",
    "公交车等了一个小时没有来",
    "自来水浑浊有泥沙",
    "拖欠三个月工资不发",
    "物业收费不公开账目",
    "井盖破损，骑车摔倒",
    "学校门口乱停车",
    "餐馆油烟直排楼道",
    "医保报销还没有到账",
    "道路积水没过脚踝",
    "燃气改造迟迟不开工",
    "电梯经常停运困人",
    "广场舞音响太吵",
    "河道里有死鱼",
)


def text_of(number: int) -> str:
    """Where, what and since when; the same every time."""
    chance = random.Random(number)
    place = "".join(chance.choice(SIGNS) for _ in range(2))
    return (
        f"{place}路{chance.randrange(300)}号附近{chance.choice(THINGS)}，已经{chance.randrange(2, 60)}天，"
        f"{chance.choice(('打过电话没有人管', '希望尽快处理', '邻居都有意见', '请给个说法'))}。"
    )


def fill(platform: Organ, handlers: Sequence[Organ], size: int, said: Callable[[int], None]) -> None:
    """As many messages as are missing up to `size`, spread over a year, each with its acts where it has ended."""
    matters = [one.code for one in codes.appeal_matters if one.code.count("-") == 1]
    for at in range(Message.objects.count(), size, BATCH):
        numbers = range(at, min(at + BATCH, size))
        cases = Case.objects.bulk_create(_case(platform, number) for number in numbers)
        told = Message.objects.bulk_create(_message(case, n, matters) for case, n in zip(cases, numbers, strict=True))
        ended = [
            (case, handlers[n * 7919 % len(handlers)]) for case, n in zip(cases, numbers, strict=True) if not case.open
        ]
        CaseAssignment.objects.bulk_create(
            CaseAssignment(case=case, organ=organ, part="main", standing="done", since=2, until=0)
            for case, organ in ended
        )
        CaseEvent.objects.bulk_create(_rated(case) for case, _ in ended[::3])
        MessageWord.objects.bulk_create(_words(platform, told), batch_size=BATCH)
        said(numbers[-1] + 1)


def _case(platform: Organ, number: int) -> Case:
    came = TODAY - timedelta(days=number * 977 % DAYS)
    open_ = (TODAY - came).days < OPEN_DAYS
    return Case(
        uid=f"h{number:09d}",
        number=f"{platform.code}-hotline-2026-{number:07d}",
        procedure="hotline",
        organ=platform,
        state="received" if open_ else "answered",
        title="投诉",
        opened_at=_at(came),
        received_on=came,
        first_received_on=came,
        open=open_,
        ended_on=None if open_ else came + timedelta(days=4),
        ended_due_on=None if open_ else came + timedelta(days=3 + number % 9),
        result="" if open_ else "resolved",
    )


def _message(case: Case, number: int, matters: Sequence[str]) -> Message:
    return Message(
        case=case,
        kind="complaint" if number % 3 else "consult",
        channel="phone",
        profile="weifang",
        matter=matters[number * 31 % len(matters)],
        place=f"9901{number % 12:02d}",
        text=text_of(number),
        code_hash="x",
        alike=f"a{number}",
        at=case.opened_at,
    )


def _rated(case: Case) -> CaseEvent:
    assert case.ended_on is not None
    given = {"satisfied": "yes" if case.pk % 4 else "no"}
    return CaseEvent(
        case=case, number=6, act="call_back", on=case.ended_on, at=_at(case.ended_on), by="clerk", given=given
    )


def _words(platform: Organ, told: Sequence[Message]) -> Iterator[MessageWord]:
    for one in told:
        words = adviser().words(one.text)
        for word in adviser().rarest(words, heard_of(platform, ())):
            yield MessageWord(message=one, organ=platform, word=word)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=CHINA)
