"""A flow chart holds every word, in order, without one box on another."""

from hypothesis import given
from hypothesis import strategies as st

from gongkai.faces.portal.registers.drawing import FEWEST, GAP, MOST, chart

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=60)


@given(st.lists(st.lists(TEXT, min_size=1, max_size=3), min_size=FEWEST, max_size=MOST))
def test_every_word_is_drawn_once_and_boxes_stand_apart(steps: list[list[str]]) -> None:
    found = chart(steps)
    assert found is not None
    assert ["".join(words.text for words in box.words) for box in found.boxes] == [
        step[0] + " · ".join(step[1:]) for step in steps
    ]
    for before, after in zip(found.boxes, found.boxes[1:], strict=False):
        assert before.top + before.height + GAP == after.top
    assert all(words.base < box.height for box in found.boxes for words in box.words)
    assert found.height >= found.boxes[-1].top + found.boxes[-1].height
    assert len(found.arrows) == len(steps) - 1


def test_one_step_is_no_course_and_a_hundred_are_no_picture() -> None:
    assert chart([["申请"]]) is None
    assert chart([["申请"]] * (MOST + 1)) is None
