"""The report is drafted anew and released at the same instant: neither waits for the other for ever."""

import pytest

from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Refusal
from gongkai.programmes.consultations import operations as ops
from tests.engines.publishing.test_at_once import at_once

from .test_consultations import said

pytestmark = pytest.mark.django_db(transaction=True)


def test_drafting_and_releasing_the_report_at_once_lock_in_one_order(opened, staff, at, later):
    made = said(opened, "买桩找我。", at)
    hiding = {"texts": [made.comment.words.uid], "reason": "advert"}
    ops.hide_comments(consultation=opened.uid, **hiding, by=staff.drafter, at=later(40))
    record = ops.draft_consultation_report(consultation=opened.uid, by=staff.drafter, at=later(40)).record.uid
    edition = publishing.submit(record=record, by=staff.drafter, at=later(40))
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        publishing.approve(record=record, sha256=edition.sha256, by=getattr(staff, role), at=later(40))
    released, drafted = at_once(
        lambda: publishing.release(record=record, by=staff.publisher, at=later(41)),
        lambda: ops.draft_consultation_report(consultation=opened.uid, by=staff.drafter, at=later(41)),
    )
    # 谁先谁后都可以：released first, then a correction is drafted; or drafted first, and the reviews lapse.
    for answer in (released, drafted):
        assert isinstance(answer, Edition | Refusal), answer
    public = Edition.objects.filter(record__uid=record, state=State.RELEASED).exists()
    assert public is isinstance(released, Edition)
