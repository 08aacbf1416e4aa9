from datetime import date

import pytest

from gongkai.foundation.permission import Allowed, Refused
from gongkai.programmes.policies import programme
from gongkai.programmes.policies.rules import Arrangement, gate, interpretation_due


@pytest.mark.parametrize(
    ("arrangement", "opens"),
    [
        (Arrangement(interpreted=False, exempt=False, promised=False), False),
        (Arrangement(interpreted=True, exempt=False, promised=False), True),
        (Arrangement(interpreted=False, exempt=True, promised=False), True),
        (Arrangement(interpreted=False, exempt=False, promised=True), True),
    ],
)
def test_a_normative_document_goes_out_interpreted_excused_or_promised(arrangement, opens):
    answer = gate(arrangement)
    assert isinstance(answer, Allowed) is opens
    if isinstance(answer, Refused):
        assert "承诺随后解读" in answer.reason


def test_a_promise_falls_due_three_working_days_after_release():
    due = interpretation_due(date(2026, 4, 30))  # 劳动节五天不计，5月9日调休
    assert due is not None
    assert due.due_on == date(2026, 5, 8)
    assert due.caution


def test_every_kind_is_reviewed_for_secrecy_and_signed_off():
    for kind in programme.KINDS.values():
        codes = [step.code for step in kind.steps]
        assert "secrecy" in codes
        assert codes[-1] == "sign_off"
        assert kind.part in programme.PARTS


def test_only_normative_documents_need_legality_review_and_the_gate():
    gated = [kind.code for kind in programme.KINDS.values() if kind.gated]
    legal = [kind.code for kind in programme.KINDS.values() if programme.LEGALITY in kind.steps]
    assert gated == legal == ["normative"]


def test_the_column_has_exactly_the_four_statutory_parts():
    assert list(programme.PARTS) == ["guide", "rules", "disclosures", "reports"]
