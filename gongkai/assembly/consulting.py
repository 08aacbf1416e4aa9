"""意见征集：the consultations answer what decisions ask of them; bound to their port."""

from collections.abc import Iterable
from datetime import date, datetime, time

from django.urls import reverse

from gongkai.foundation.now import CHINA
from gongkai.programmes.consultations import queries
from gongkai.programmes.decisions.ports import Consultation


class Consultations:
    """意见征集的答复：as the public sees it; what is not released by now is not there."""

    def consultations(self, uids: Iterable[str], *, on: date) -> dict[str, Consultation]:
        """征集的状态：at the end of a day, of what was released by now. Three SQL queries, however many."""
        found = queries.states_of(uids, datetime.combine(on, time.max, CHINA))
        return {
            uid: Consultation(
                title=state.title,
                opened_on=state.opened_on,
                until=state.until,
                shortened_reason=state.shortened_reason,
                report_published=state.report_published_on is not None,
                unanswered=state.unanswered,
                url=reverse("portal:consultation", args=[uid]),
                organ=state.organ,
                of_decision=state.matter == "decision",
                revised_on=state.revised_on,
                report_published_on=state.report_published_on,
            )
            for uid, state in found.items()
        }
