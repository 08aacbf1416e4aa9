"""What is learned from messages and kept beside them, made anew at any time; no act and in no journal."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.engines.casework.models import CaseAssignment
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.hotline.models import LearnedWord, Message, MessageWord
from gongkai.programmes.hotline.ports import adviser
from gongkai.programmes.hotline.remembering import QUARTER, heard_of

YEAR = timedelta(days=365)
LEARNED_FROM, ALL_FROM, AT_ONCE = 5000, 1000, 1000
"""件：learned from the newest of a year; with so many, words said but once are dropped."""
LONGEST = 40
BY_SYSTEM = "学习由系统每天进行。"


def note_words(message: Message, *, at: datetime) -> None:  # noqa: ARG001 — as of every act
    """记下少见词：of a message just come, within its act; none where the words are kept from anybody. 2 SQL."""
    words = [word for word in adviser().words(message.text) if len(word) <= LONGEST]
    if not words:
        return
    organ = message.case.organ
    rare = adviser().rarest(words, heard_of(organ, words))
    MessageWord.objects.bulk_create(MessageWord(message=message, organ=organ, word=word) for word in rare)


@transaction.atomic
def learn_words(*, organ: Organ, by: Actor, at: datetime) -> int:
    """学习用词：count anew which words the ended messages of a hotline say, by main handler; answers how many (件).

    What is kept from handlers is not learned from.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted(BY_SYSTEM)
    ended = CaseAssignment.objects.filter(
        part=CaseAssignment.Part.MAIN, until=0, case__organ=organ, case__open=False,
        case__message__confidential=False, case__message__at__gte=at - YEAR,
    ).order_by("-case_id")  # fmt: skip
    labels: Counter[str] = Counter()
    said: dict[str, Counter[str]] = defaultdict(Counter)
    for text, label in ended.values_list("case__message__text", "organ__code")[:LEARNED_FROM].iterator(AT_ONCE):
        labels[label] += 1
        for word in adviser().words(text):
            said[word][label] += 1
    least = 2 if labels.total() >= ALL_FROM else 1
    rows = {word: many for word, many in said.items() if len(word) <= LONGEST and many.total() >= least}
    LearnedWord.objects.filter(organ=organ).delete()
    LearnedWord.objects.bulk_create(_rows(organ, {"": labels, **rows} if labels else {}), batch_size=AT_ONCE)
    return labels.total()


def _rows(organ: Organ, counted: dict[str, Counter[str]]) -> Iterable[LearnedWord]:
    return (LearnedWord(organ=organ, word=word, counts=dict(many)) for word, many in counted.items())


@transaction.atomic
def forget_words(*, by: Actor, at: datetime) -> int:
    """忘记少见词：of messages too old to be repeated; answers how many (个).

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted(BY_SYSTEM)
    newest = Message.objects.filter(at__lt=at - QUARTER).order_by("-at").values_list("pk", flat=True).first()
    return MessageWord.objects.filter(message__lte=newest or 0).delete()[0]
