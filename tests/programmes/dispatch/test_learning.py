"""Suggestions say why, near repeats are near in words, time and place, and only a real rise is told."""

from datetime import UTC, datetime, timedelta

import pytest

from gongkai.programmes.dispatch.learning import Memory, Past, Rising, rising, words_of

NOON = datetime(2026, 3, 9, 4, tzinfo=UTC)
PAST = (
    Past("A", "荷溪村的路灯晚上不亮，回家看不见路", "01-02-01", "990121", NOON),
    Past("B", "人民路的路灯坏了半个月没有人修", "01-02-01", "990122", NOON),
    Past("C", "工地老板拖欠工资三个月", "08-01", "990121", NOON),
    Past("D", "公司拖欠工资，离职不结算", "08-01", "990121", NOON),
    Past("E", "小区物业收费不合理，电梯经常坏", "02-01", "990121", NOON),
)


@pytest.fixture
def memory() -> Memory:
    learned = Memory()
    for one in (*PAST, PAST[0]):
        learned.learn(one)
    return learned


def test_a_suggestion_names_its_words(memory):
    first, *_ = memory.suggest("门口的路灯又坏了")
    assert first.label == "01-02-01"
    assert "路灯" in first.words
    assert sum(one.share for one in memory.suggest("门口的路灯又坏了")) == pytest.approx(1)


def test_nothing_is_suggested_before_anything_is_learned_nor_from_words_never_heard(memory):
    assert Memory().suggest("路灯") == ()
    assert memory.suggest("彩虹") == ()
    assert memory.suggest("") == ()


def test_near_repeats_share_rare_words_near_in_time_and_place(memory):
    asked = "荷溪村的路灯晚上不亮，看不见路"
    (found,) = memory.near(asked, at=NOON, place="990121100", within=timedelta(days=30))
    assert (found.key, found.nearness > 0.5, bool(found.words)) == ("A", True, True)
    assert "荷溪" in words_of(asked)  # a name no dictionary has
    assert memory.near(asked, at=NOON + timedelta(days=31), within=timedelta(days=30)) == ()
    assert memory.near(asked, place="9902") == ()
    assert memory.near("彩虹") == ()


def test_a_matter_rises_against_its_own_usual_rate_and_small_numbers_do_not_shout():
    flood, usual, few = ("01-02-03", "990121"), ("08-01", "990121"), ("06", "990121")
    counted = {flood: (14, 0), usual: (14, 56), few: (4, 0)}
    assert rising(counted, days=7, before=28) == (Rising(*flood, 14, 0.0),)
