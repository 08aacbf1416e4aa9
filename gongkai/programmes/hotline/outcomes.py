"""办理结果和评价：the codes that answers and ratings are counted by. Pure."""

from gongkai.programmes.hotline.programme import OUTCOME

ANSWERED = tuple(code for code, _ in OUTCOME.choices())
"""答复的结果：of a case that was answered, by a handler or by the hotline office itself."""
RATINGS = ("yes", "mostly", "no")
"""可以自己选的评价：满意、基本满意、不满意."""
SATISFIED_BY = frozenset({"yes", "mostly"})
