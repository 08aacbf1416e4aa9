"""What follows: which statutes a released document cites; who is told of a proposal."""

from datetime import datetime

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import LEGALITY_REVIEWER, OPENNESS_OFFICER
from gongkai.foundation.text.html import plain_text
from gongkai.programmes.statutes import operations, queries
from gongkai.programmes.statutes.models import ProposalState, StatuteProposal


def cite_record(*, record: str, edition: int, at: datetime) -> None:  # noqa: ARG001 — the event names the edition
    """登记文件的引用：of what is public of a record now; may run any number of times."""
    current = Edition.objects.released(at).filter(record__uid=record).first()
    operations.note_cited(record=record, text=plain_text(current.body) if current else "", at=at)


def tell_keepers(*, proposal: str, at: datetime) -> None:
    """通知批准人：reviewers of legality and the openness office of the organ that proposes, but not who proposed."""
    found = StatuteProposal.objects.filter(uid=proposal, state=ProposalState.PROPOSED).select_related("organ").first()
    if found is None:
        return
    day = china_date(at)
    told = {
        uid
        for role in (LEGALITY_REVIEWER, OPENNESS_OFFICER)
        for uid in people.holders(organ_code=found.organ.code, role=role, day=day)
    }
    for uid in sorted(told - {found.proposed_by}):
        notices.post(
            to=uid,
            subject="有一件法规变动等待您批准",
            body="有一件法规变动等待您核对、批准，请登录系统，在“法规库”中查看。",
            about=queries.subject(found.uid),
            key=f"statutes.proposed:{found.uid}:{uid}",
            at=at,
        )


def tell_proposer(*, proposal: str, at: datetime) -> None:
    """通知提出人：the proposal came back, with a reason to read in the office."""
    found = StatuteProposal.objects.filter(uid=proposal, state=ProposalState.RETURNED).first()
    if found is not None:
        notices.post(
            to=found.proposed_by,
            subject="您提出的法规变动被退回",
            body="您提出的一件法规变动被退回，理由请登录系统，在“法规库”中查看。",
            about=queries.subject(found.uid),
            key=f"statutes.returned:{found.uid}",
            at=at,
        )
