"""解读情况：what the page of a normative document shows of its interpretation."""

from typing import Any

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.models import State
from gongkai.engines.publishing.queries import Work
from gongkai.faces.office import words
from gongkai.faces.office.forms.acts import InterpretationForm
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import DRAFTER, PUBLISHER, SIGNER
from gongkai.programmes.policies import queries as policies
from gongkai.programmes.policies.programme import INTERPRETATION, NORMATIVE
from gongkai.programmes.policies.rules import interpretation_due


def facts_of(request: StaffRequest, work: Work, form: InterpretationForm | None = None) -> dict[str, Any]:
    """解读情况：empty for records that need none."""
    if work.kind.code != NORMATIVE.code:
        return {}
    uid, organ, actor = work.edition.record.uid, work.edition.organ.code, request.actor
    published = work.edition.published_at
    return {
        "arrangement": policies.arrangement(uid),
        "note": policies.note_of(uid),
        "interpretations": _interpretations(request, uid),
        "interpretation_due": interpretation_due(china_date(published)) if published else None,
        "may_note": actor.holds(SIGNER, organ) or actor.holds(PUBLISHER, organ),
        "may_interpret": actor.holds(DRAFTER, organ),
        "interpretation_kind": INTERPRETATION.code,
        "interpretation_form": form or InterpretationForm(auto_id="id_interpretation_%s"),
    }


def _interpretations(request: StaffRequest, uid: str) -> list[tuple[str, str, str, str]]:
    """Records this person sees that interpret this one: uid, title, state's name and look."""
    rows = (
        permission.visible_to(request.actor)
        .filter(relations__type="interprets", relations__target__uid=uid)
        .exclude(state__in=[State.DISCARDED, State.SUPERSEDED])
        .order_by("-saved_at")
        .values_list("record__uid", "title", "state")[:20]
    )
    return [(record, title, str(State(state).label), words.tone(state)) for record, title, state in rows]
