"""Texts that nearly repeat each other find each other; those that do not, hardly ever."""

import pytest

from gongkai.foundation.text.likeness import BANDS, denials, keys, sameness, shingles

LETTER = "我是三号楼的居民，楼下没有地方充电，请写明补建车棚的经费由财政承担，并规定半年以内建成。"
FIRST = -6208394490262092691


@pytest.mark.parametrize(
    ("other", "near"),
    [
        (LETTER.replace("三号楼", "七号楼"), True),
        (LETTER.replace("居民", "住户").replace("半年", "六个月"), True),
        (f"  {LETTER.replace('，', '；')}\n", True),
        ("收费标准应当由物价部门统一核定，不能由物业公司自己说了算，否则又是一笔糊涂账。", False),
        ("我是三号楼的居民，最近楼道里堆满了纸箱，保洁几个月没有来过，希望社区管一管。", False),
    ],
)
def test_near_ones_share_a_key_and_others_none(other: str, near: bool) -> None:
    own, said = shingles(LETTER), shingles(other)
    assert (sameness(own, said) >= 0.6) is near
    assert bool(set(keys(own, "1")) & set(keys(said, "1"))) is near
    assert not set(keys(own, "1")) & set(keys(said, "2"))
    assert len(keys(own, "1")) == BANDS


def test_what_is_too_short_is_near_to_nothing() -> None:
    assert keys(shingles("支持本办法。"), "1") == ()
    assert sameness((), ()) == 0


def test_keys_are_the_same_on_every_machine() -> None:
    assert keys(shingles(LETTER), "1")[0] == keys(shingles(LETTER), "1")[0] == FIRST


def test_a_denial_is_counted() -> None:
    assert (denials("支持"), denials("不支持"), denials("没有理由不支持")) == (0, 1, 2)
