"""查询：questions to the requests programme; the office's start from `permission.visible_to`."""

from gongkai.programmes.requests.queries._applications import (
    Asked,
    Similar,
    acts_unfit,
    applicant_of,
    applied_by,
    asked_in_month,
    counted_before,
    earlier_by_same,
    of_case,
    others_asking_alike,
    parts_of,
    similar,
    wanted_of,
)
from gongkai.programmes.requests.queries._bills import bill_by_code, bill_of
from gongkai.programmes.requests.queries._claims import claim_of
from gongkai.programmes.requests.queries._condition import condition
from gongkai.programmes.requests.queries._copies import answer_copy_of, copies_of, given_with
from gongkai.programmes.requests.queries._counts import request_counts
from gongkai.programmes.requests.queries._drafts import HANDED_IN, copy_of, copy_of_draft, draft_of, times_found
from gongkai.programmes.requests.queries._duties import Overdue, most_overdue
from gongkai.programmes.requests.queries._facts import Handled, request_facts
from gongkai.programmes.requests.queries._followed import SHOWN, Followed, copy_for, followed, letter_for
from gongkai.programmes.requests.queries._published import Publication, publications_of, published_answer
from gongkai.programmes.requests.queries._voices import Voice, voices_of, voices_seen

__all__ = [
    "HANDED_IN",
    "SHOWN",
    "Asked",
    "Followed",
    "Handled",
    "Overdue",
    "Publication",
    "Similar",
    "Voice",
    "acts_unfit",
    "answer_copy_of",
    "applicant_of",
    "applied_by",
    "asked_in_month",
    "bill_by_code",
    "bill_of",
    "claim_of",
    "condition",
    "copies_of",
    "copy_for",
    "copy_of",
    "copy_of_draft",
    "counted_before",
    "draft_of",
    "earlier_by_same",
    "followed",
    "given_with",
    "letter_for",
    "most_overdue",
    "of_case",
    "others_asking_alike",
    "parts_of",
    "publications_of",
    "published_answer",
    "request_counts",
    "request_facts",
    "similar",
    "times_found",
    "voices_of",
    "voices_seen",
    "wanted_of",
]
