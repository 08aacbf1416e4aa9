"""What was said in numbers: by channel, by who spoke, by outcome; what is still to do; the choices of a survey."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Count, Q, QuerySet, Sum

from gongkai.programmes.consultations.contents import Question
from gongkai.programmes.consultations.models import Comment, CommentText, SurveyChoice, SurveyRemark, SurveyReply
from gongkai.programmes.consultations.programme import (
    CHANNELS,
    HIDDEN,
    HIDING,
    OUTCOMES,
    SHOWN,
    SPEAKERS,
    STANDINGS,
    WAITING,
)

MOST_REMARKS = 20

_WAITING = Q(standing=WAITING)
_UNANSWERED = _WAITING | (Q(standing=SHOWN) & (Q(group__isnull=True) | Q(group__outcome="")))


@dataclass(frozen=True)
class Totals:
    """意见统计：copies are 份, distinct texts 条; both by standing, channel, speaker and outcome."""

    received: int
    distinct: int
    by_standing: Mapping[str, tuple[int, int]]
    by_channel: Mapping[str, int]
    by_speaker: Mapping[str, int]
    by_outcome: Mapping[str, tuple[int, int]]

    @property
    def waiting(self) -> int:
        """待审核的份数。"""
        return self.by_standing[WAITING][1]

    @property
    def shown(self) -> int:
        """公开显示的份数。"""
        return self.by_standing[SHOWN][1]

    @property
    def hidden(self) -> int:
        """不予显示的份数。"""
        return self.by_standing[HIDDEN][1]

    @property
    def channels(self) -> list[tuple[str, int]]:
        """来源 → 份数。"""
        return [(name, self.by_channel[code]) for code, name in CHANNELS.items() if code in self.by_channel]

    @property
    def speakers(self) -> list[tuple[str, int]]:
        """署名情况 → 份数。"""
        return [(name, self.by_speaker[code]) for code, name in SPEAKERS.items() if code in self.by_speaker]

    @property
    def outcomes(self) -> list[tuple[str, int, int]]:
        """采纳情况 → 条数、份数。"""
        return [(name, *self.by_outcome[code]) for code, name in OUTCOMES.items() if code in self.by_outcome]


@dataclass(frozen=True)
class Left:
    """未办的意见：distinct texts that wait for moderation, and those without an answer (条); remarks that wait."""

    waiting: int
    unanswered: int
    remarks: int = 0

    @property
    def unanswered_shown(self) -> int:
        """待答复：looked at, shown and not answered yet (条)."""
        return self.unanswered - self.waiting


@dataclass(frozen=True)
class RemarkCount:
    """填写的内容：its words and how many wrote them; without words where it is hidden, then `hidden_for` says why."""

    text: str
    copies: int
    hidden_for: str = ""


@dataclass(frozen=True)
class QuestionCount:
    """一题的统计：each choice with how many chose it, of so many who answered it and so many replies.

    `remarks` are those written most, `more` how many others there are that were looked at, `waiting` how many were not.
    """

    question: Question
    replies: int
    answered: int
    counts: tuple[tuple[str, int], ...]
    remarks: tuple[RemarkCount, ...] = ()
    more: int = 0
    waiting: int = 0

    @property
    def shares(self) -> tuple[tuple[str, int, str], ...]:
        """选项、人数、占答题人数的比例。"""
        return tuple(
            (name, many, f"{100 * many / self.answered:.1f}%" if self.answered else "—") for name, many in self.counts
        )


def totals(consultation: int) -> Totals:
    """意见统计。Three SQL queries, none of which reads a text."""
    texts = CommentText.objects.filter(consultation=consultation)
    by_standing = dict.fromkeys(STANDINGS, (0, 0))
    for code, many, copies in texts.order_by().values_list("standing").annotate(Count("pk"), Sum("copies")):
        by_standing[code] = (many, copies or 0)
    comments = Comment.objects.filter(consultation=consultation).order_by()
    channels: dict[str, int] = {}
    speakers: dict[str, int] = {}
    for channel, speaker, copies in comments.values_list("channel", "speaker").annotate(Sum("copies")):
        channels[channel] = channels.get(channel, 0) + copies
        speakers[speaker] = speakers.get(speaker, 0) + copies
    answered = texts.exclude(standing=HIDDEN).filter(group__isnull=False).exclude(group__outcome="").order_by()
    outcomes = answered.values_list("group__outcome").annotate(Count("pk"), Sum("copies"))
    return Totals(
        received=sum(copies for _, copies in by_standing.values()),
        distinct=sum(many for many, _ in by_standing.values()),
        by_standing=by_standing,
        by_channel=channels,
        by_speaker=speakers,
        by_outcome={code: (many, copies) for code, many, copies in outcomes},
    )


def left_to_do(consultation: int) -> Left:
    """未办的意见：a hidden comment needs no answer. Two SQL queries."""
    texts = CommentText.objects.filter(consultation=consultation)
    counted = texts.aggregate(waiting=Count("pk", filter=_WAITING), unanswered=Count("pk", filter=_UNANSWERED))
    remarks = SurveyRemark.objects.filter(consultation=consultation, standing=WAITING).count()
    return Left(counted["waiting"], counted["unanswered"], remarks)


def unanswered_of(consultations: Iterable[int]) -> Mapping[int, int]:
    """没有答复的意见：of each that has any. One SQL query."""
    texts = CommentText.objects.filter(_UNANSWERED, consultation__in=list(consultations)).order_by()
    return dict(texts.values_list("consultation").annotate(Count("pk")))


def survey_counts(consultation: int, questions: Sequence[Question]) -> list[QuestionCount]:
    """调查统计。Four SQL queries and one a question with 其他, none without questions."""
    if not questions:
        return []
    replies = SurveyReply.objects.filter(consultation=consultation).count()
    chosen = SurveyChoice.objects.filter(reply__consultation=consultation).order_by()
    rows = chosen.values_list("question", "choice").annotate(Count("pk"))
    counts = {(question, choice): many for question, choice, many in rows}
    answered = dict(chosen.values_list("question").annotate(Count("reply", distinct=True)))
    remarks = SurveyRemark.objects.filter(consultation=consultation).order_by()
    written = {
        (question, standing): many
        for question, standing, many in remarks.values_list("question", "standing").annotate(Count("pk"))
    }
    found = []
    for at, question in enumerate(questions, start=1):
        named = tuple((one, counts.get((at, n), 0)) for n, one in enumerate(question.choices, start=1))
        looked_at = written.get((at, SHOWN), 0) + written.get((at, HIDDEN), 0)
        listed = _remarks(remarks, at) if looked_at else ()
        waiting = written.get((at, WAITING), 0)
        more = looked_at - len(listed)
        found.append(QuestionCount(question, replies, answered.get(at, 0), named, listed, more, waiting))
    return found


def remarks_of(consultation: int) -> Iterator[tuple[int, RemarkCount]]:
    """全部填写的内容：by question, what most wrote first, those looked at. One SQL query."""
    rows = SurveyRemark.objects.filter(consultation=consultation).exclude(standing=WAITING)
    for one in rows.order_by("question", "-copies", "pk").iterator(chunk_size=2_000):
        yield one.question, _remark(one)


def _remarks(rows: QuerySet[SurveyRemark], question: int) -> tuple[RemarkCount, ...]:
    looked_at = rows.filter(question=question, standing__in=(SHOWN, HIDDEN)).order_by("-copies", "pk")
    return tuple(_remark(one) for one in looked_at[:MOST_REMARKS])


def _remark(one: SurveyRemark) -> RemarkCount:
    hidden = one.standing == HIDDEN
    return RemarkCount("" if hidden else one.text, one.copies, HIDING[one.hidden_for] if hidden else "")


def digest_of(consultation: int) -> str:
    """结果摘要：of every text, its standing and its answer, and of what was written in the survey. Two SQL queries."""
    columns = ("uid", "copies", "standing", "group__outcome", "group__reason")
    rows = CommentText.objects.filter(consultation=consultation).order_by("pk").values_list(*columns)
    made = sha256()
    for row in rows.iterator(chunk_size=5_000):
        made.update(repr(row).encode())
    remarks = SurveyRemark.objects.filter(consultation=consultation).order_by("pk")
    for said in remarks.values_list("uid", "copies", "standing").iterator(chunk_size=5_000):
        made.update(repr(said).encode())
    return made.hexdigest()
