"""What is sealed is not told by the database, opens with any of the keys, and is told apart without being opened."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation import sealing
from gongkai.foundation.errors import Conflict
from gongkai.foundation.sealing import keys


@given(st.text(max_size=200))
def test_what_was_sealed_opens_and_says_nothing(text: str) -> None:
    sealed = sealing.seal(text.replace("\ud800", ""))
    assert sealing.unseal(sealed) == text
    assert len(text) < 4 or text not in sealed


def test_the_same_text_has_one_mark_and_another_for_another_purpose() -> None:
    assert sealing.mark("1", purpose="a") == sealing.mark("1", purpose="a")
    assert sealing.mark("1", purpose="a") != sealing.mark("1", purpose="b")


def test_an_old_key_still_opens_and_is_told_to_be_old(settings: Any) -> None:
    old, new = keys.new_line(), keys.new_line()
    settings.GONGKAI_SEALING_KEYS = [old]
    sealed, mark = sealing.seal("甲"), sealing.mark("甲", purpose="p")
    settings.GONGKAI_SEALING_KEYS = [new, old]
    assert (sealing.unseal(sealed), sealing.is_current(sealed)) == ("甲", False)
    assert mark in sealing.marks("甲", purpose="p")
    settings.GONGKAI_SEALING_KEYS = [new]
    with pytest.raises(Conflict, match="打不开"):
        sealing.unseal(sealed)


def test_the_key_is_made_once_and_refused_when_others_can_read_it(settings: Any, tmp_path: Path) -> None:
    settings.GONGKAI_VAR = tmp_path
    sealed = sealing.seal("甲")
    file = tmp_path / keys.FILE
    assert (file.stat().st_mode & 0o777, sealing.unseal(sealed)) == (0o600, "甲")
    file.chmod(0o644)
    with pytest.raises(Conflict, match="chmod 600"):
        sealing.seal("甲")


def test_a_line_that_is_no_key_is_refused(settings: Any) -> None:
    settings.GONGKAI_SEALING_KEYS = ["short"]
    with pytest.raises(Conflict, match="写法不对"):
        sealing.seal("甲")
