"""Copies given with an answer, or being prepared for one."""

from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import NotFound
from gongkai.programmes.requests.models import AnswerCopy


def copies_of(case: Case) -> tuple[AnswerCopy, ...]:
    """提供的副本：of a case, those given before and those being prepared, in the order they came. One SQL query."""
    return tuple(AnswerCopy.objects.filter(case=case).select_related("original", "given").order_by("pk"))


def answer_copy_of(case: Case, uid: str) -> AnswerCopy:
    """一份副本。One SQL query.

    :raises NotFound: when the case has none such.
    """
    found = AnswerCopy.objects.filter(case=case, uid=uid).select_related("original", "given").first()
    if found is None:
        raise NotFound
    return found


def given_with(case: Case, number: int) -> tuple[AnswerCopy, ...]:
    """随一次送达提供的副本：by the number of that act. One SQL query."""
    return tuple(one for one in copies_of(case) if one.sent_with == number)
