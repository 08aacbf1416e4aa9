"""Filling the tables: what a draft that people care about would have brought: comments, most of them in other words."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from gongkai.engines.publishing.models import Edition, Record, State
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.uids import new_uid
from gongkai.programmes.consultations import contents, operations
from gongkai.programmes.consultations.contents import Texts
from gongkai.programmes.consultations.models import (
    Comment,
    CommentGroup,
    CommentText,
    Consultation,
    ConsultationTerm,
)
from gongkai.programmes.consultations.programme import GENRE, NOTICE, SHOWN, WAITING

PASSAGES, BATCH = 60, 2_000
# Of a hundred comments so many say what somebody said before; so many wait; so many groups answer the rest.
REPEATED, WAIT_EVERY, IN_A_GROUP = 30, 50, 20
_IN_PAIRS = (
    "停放充电车棚消防通道物业业主社区街道财政补贴收费电价电池头盔牌照年检保险外卖快递骑手换电柜机监控电梯楼道老人孩子上班下班夜间雨棚围墙绿地车位租金押金发票投诉热线处罚劝导宣传培训标志标线照明保安门禁钥匙"
    "登记备案招标施工验收维修检测更换公示听证评估试点推广期限责任协议合同产权用电线路"
)
WORDS = [_IN_PAIRS[at : at + 2] for at in range(0, len(_IN_PAIRS), 2)]
UNTIL = date(2026, 4, 2)


def establish(organ: Organ, at: datetime) -> Consultation:
    """A notice of sixty paragraphs that is public; made by hand, for what is measured comes after."""
    draft = "\n".join(f"第{number}条　电动自行车应当在规定的地点停放和充电。" for number in range(1, PASSAGES + 1))
    said = Texts("电动自行车管理办法（征求意见稿）", draft, "说明", "依据", UNTIL, theme="10")
    record = Record.objects.create(
        uid=new_uid(), organ=organ, kind=NOTICE.code, salt="0" * 64, created_by="x", created_at=at, published_at=at
    )
    Edition.objects.create(
        record=record, organ=organ, kind=NOTICE.code, number=1, state=State.RELEASED,
        title=contents.title_of(said.name), issuer="某县", body=contents.body_of(said, ()), attribute="proactive",
        theme="10", genre=GENRE,
        saved_by="x", saved_by_name="x", saved_at=at, released_at=at, published_at=at, leaf=1,
    )  # fmt: skip
    made = Consultation.objects.create(
        uid=new_uid(), organ=organ, record=record, name=said.name, matter="decision", by="x", at=at
    )
    ConsultationTerm.objects.create(consultation=made, number=1, until=UNTIL, by="x", at=at)
    return made


def fill(found: Consultation, size: int, at: datetime, progress: Callable[[int], None]) -> None:
    """Comments until there are `size`; seven in ten in words of their own."""
    have = Comment.objects.filter(consultation=found).count()
    for start in range(have, size, BATCH):
        numbers = range(start, min(start + BATCH, size))
        texts = {number: _text(found, number, at) for number in numbers if number % 100 >= REPEATED or number < 100}
        CommentText.objects.bulk_create(texts.values())
        old = list(CommentText.objects.filter(consultation=found).order_by("pk")[:50])
        comments = []
        for number in numbers:
            words = texts.get(number) or old[number % len(old)]
            words.copies += 1
            comments.append(_comment(found, words, number, at))
        Comment.objects.bulk_create(comments)
        CommentText.objects.bulk_update([*texts.values(), *old], ["copies"])
        progress(numbers[-1] + 1)


def compare(at: datetime) -> int:
    """With those before them, as the job does; how many."""
    compared = 0
    while some := operations.compare_comments(by=SYSTEM, at=at):
        compared += some
    return compared


def _said(number: int) -> str:
    """One in two after the letter everybody was sent, with a number of its own; the others in words of their own."""
    if number % 2:
        return f"第{number}号意见：建议写明补建的经费由谁承担，并给老旧小区留出时间。"
    chosen = Random(number).sample(WORDS, 9)
    return f"第{number}号意见：" + "，".join("".join(chosen[at : at + 3]) for at in (0, 3, 6)) + "。"


def _text(found: Consultation, number: int, at: datetime) -> CommentText:
    passage, text = number % (PASSAGES + 1), _said(number)
    return CommentText(
        uid=f"{number:010d}", consultation=found, version=1, passage=passage, text=text, at=at,
        fingerprint=contents.fingerprint(1, passage, text), standing=WAITING if number % WAIT_EVERY == 0 else SHOWN,
        names_until=2**40,  # every name was looked at
    )  # fmt: skip


def _comment(found: Consultation, words: CommentText, number: int, at: datetime) -> Comment:
    channel, speaker = ("web", "api", "mail")[number % 3], ("anonymous", "person", "organisation")[number % 3]
    return Comment(
        number=f"b-{number:06d}", consultation=found, words=words, channel=channel, speaker=speaker,
        shown_name="王**" if speaker == "person" else "", code_hash=f"{number:064d}", received_on=UNTIL, by="x",
        at=at + timedelta(seconds=number),
    )  # fmt: skip


def answer(found: Consultation, at: datetime) -> None:
    """Everything looked at and answered, twenty texts an answer."""
    CommentText.objects.filter(consultation=found).update(standing=SHOWN, group=None)
    CommentGroup.objects.filter(consultation=found).delete()
    rows = list(CommentText.objects.filter(consultation=found, group=None).order_by("pk"))
    groups = [
        CommentGroup(
            uid=f"g{row.pk:09d}", consultation=found, outcome=("adopted", "partly", "not")[at_ % 3], reason="已研究。",
            answered_by="x", answered_by_name="x", answered_at=at,
        )
        for at_, row in enumerate(rows[::IN_A_GROUP])
    ]  # fmt: skip
    CommentGroup.objects.bulk_create(groups, batch_size=BATCH)
    for at_, row in enumerate(rows):
        row.group = groups[at_ // IN_A_GROUP]
    CommentText.objects.bulk_update(rows, ["group"], batch_size=BATCH)
