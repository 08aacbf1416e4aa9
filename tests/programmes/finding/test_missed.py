"""Questions without answer are counted, and nothing that could be a person's is written down."""

from datetime import datetime, timedelta

import pytest

from gongkai.foundation.now import china_date
from gongkai.programmes.finding import operations, queries, rules
from gongkai.programmes.finding.models import MissedQuery

pytestmark = pytest.mark.django_db


def test_the_same_question_is_one_row_a_day(at: datetime) -> None:
    for words in ("电瓶车上楼", "电瓶车 上楼", "电瓶车上楼？"):
        assert operations.note_missed(words=words, at=at)
    operations.note_missed(words="电瓶车上楼", at=at + timedelta(days=1))
    operations.note_missed(words="宠物殡葬", at=at)
    day = china_date(at)
    found = queries.missed(day, day + timedelta(days=7))
    assert [(one.words.replace(" ", ""), one.times, one.days) for one in found] == [
        ("电瓶车上楼", 4, 2),
        ("宠物殡葬", 1, 1),
    ]


@pytest.mark.parametrize(
    "words", ["110101199003070011", "张三 13800138000", "１３８００１３８０００", "zhang@example.cn", "", "，。？"]
)
def test_what_may_be_a_persons_is_not_written_down(at: datetime, words: str) -> None:
    assert not operations.note_missed(words=words, at=at)
    assert not MissedQuery.objects.exists()


def test_a_flood_of_different_questions_is_not_kept(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_MISSED", 3)
    kept = [operations.note_missed(words=f"问题{number}甲", at=at) for number in range(5)]
    assert kept == [True, True, True, False, False]
    assert operations.note_missed(words="问题0甲", at=at)
