"""意见征集：the consultations answer what decisions ask of them; bound to their port."""

from datetime import date, datetime, time

from django.urls import reverse

from gongkai.foundation.now import CHINA
from gongkai.programmes.consultations import queries
from gongkai.programmes.decisions.ports import Consultation


class Consultations:
    """意见征集的答复：as the public sees it; what is not released by now is not there."""

    def consultation(self, uid: str, *, on: date) -> Consultation | None:
        """征集的状态：at the end of a day, of what was released by now. Three SQL queries."""
        state = queries.state_of(uid, datetime.combine(on, time.max, CHINA))
        if state is None:
            return None
        return Consultation(
            title=state.title,
            opened_on=state.opened_on,
            until=state.until,
            shortened_reason=state.shortened_reason,
            report_published=state.report_published_on is not None,
            unanswered=state.unanswered,
            url=reverse("portal:consultation", args=[uid]),
        )
