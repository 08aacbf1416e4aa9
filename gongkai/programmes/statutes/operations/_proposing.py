"""法规变动：proposed by who made the statute or the openness office, taken into the library by a second person."""

from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.law.citations import title_key
from gongkai.programmes.statutes import permission, queries
from gongkai.programmes.statutes.models import ProposalState, Statute, StatuteProposal
from gongkai.programmes.statutes.operations._library import insist_repealable, standing_on, take_in, take_out
from gongkai.programmes.statutes.rules import NATIONAL, Entered, last_day_named, split

LONGEST_REASON = 300


@transaction.atomic
def propose_version(
    *, organ: Organ, wanted: Entered, reason: str, statute: str = "", by: Actor, at: datetime
) -> StatuteProposal:
    """提出法规版本：a new statute, or the next version of one; nothing is in the library before the adoption.

    `statute` is the address of the statute it is a version of; empty for a new one.

    :raises NotFound: where there is no such statute.
    :raises NotPermitted: unless by the organ that made it, or the openness office.
    :raises Invalid: without a basis or a first day, or for a text that is there already.
    :raises Conflict: where another text holds from the same day, the statute is repealed by then, or the name is one
        of the nation's.
    """
    found = _meant(wanted, statute)
    made_by = found or wanted
    insist(permission.may_propose(by, organ, made_by.issuer, made_by.category))
    if found is None:
        _insist_unheard_of(wanted)
    reason = _reason(reason, "请写明依据，例如公布它的令、公告的名称和文号。")
    if wanted.since is None:
        raise Invalid("请填写施行日期。", field="since")
    parts = split(wanted.body)
    if found is not None and standing_on(found, wanted, wanted.since, parts) is not None:
        raise Invalid(f"《{wanted.title}》自{wanted.since}起施行的版本已在库里，内容相同。", field="body")
    made = _proposal(organ, by, at, reason=reason, statute=found, since=wanted.since)
    made.kind = StatuteProposal.Kind.VERSION
    made.title, made.category, made.region, made.issuer = wanted.title, wanted.category, wanted.region, wanted.issuer
    if found is not None:
        made.category, made.region, made.issuer = found.category, found.region, found.issuer
    made.document_number, made.body, made.history = wanted.number, wanted.body, list(wanted.history)
    made.adopted_on = wanted.adopted_on or last_day_named(wanted.history)
    return _proposed(made, by, at)


@transaction.atomic
def propose_repeal(*, organ: Organ, statute: str, on: date, reason: str, by: Actor, at: datetime) -> StatuteProposal:
    """提出废止法规：from a day on it shall hold no longer, on a basis.

    :raises NotFound: where there is no such statute.
    :raises NotPermitted: unless by the organ that made it, or the openness office.
    :raises Invalid: without basis, or for a day before its last version came into force.
    :raises Conflict: where it was repealed already.
    """
    found = queries.statute(statute)
    insist(permission.may_propose(by, organ, found.issuer, found.category))
    reason = _reason(reason, "请写明废止的依据，例如废止它的决定的名称和文号。")
    insist_repealable(found, on, reason)
    made = _proposal(organ, by, at, reason=reason, statute=found, since=on)
    made.kind = StatuteProposal.Kind.REPEAL
    made.title, made.category, made.region, made.issuer = found.title, found.category, found.region, found.issuer
    return _proposed(made, by, at)


def _meant(wanted: Entered, slug: str) -> Statute | None:
    """The statute of that name and region, which must be the one said."""
    found = queries.of_title(wanted.title, wanted.region)
    if not slug:
        return found
    said = queries.statute(slug)
    if found is None or found.pk != said.pk:
        raise Invalid(
            f"标题和原来的《{said.title}》不是同一部法规。改了名称的，请提出废止原来的，再提出新法规。", field="title"
        )
    return found


def _insist_unheard_of(wanted: Entered) -> None:
    """No local text takes the name of one of the nation: citations of that name would lead to it."""
    if wanted.region and Statute.objects.filter(key=title_key(wanted.title), category__in=NATIONAL).exists():
        raise Conflict(f"库里已有国家的《{wanted.title}》，地方法规不能用同样的名称。请核对标题和地区。")


def _insist_same_meant(found: StatuteProposal) -> None:
    """Since the proposal nobody else entered a statute of that name."""
    meant = queries.of_title(found.title, found.region)
    if found.statute is None and meant is not None and meant.issuer != found.issuer:
        raise Conflict(f"提出以后，库里有了另一机关的《{found.title}》。请退回，核对标题和制定机关。")


def _reason(said: str, missing: str) -> str:
    said = storable(said).strip()
    if not said:
        raise Invalid(missing, field="reason")
    if len(said) > LONGEST_REASON:
        raise Invalid(f"依据最多{LONGEST_REASON}字，现有{len(said)}字。", field="reason")
    return said


def _proposal(
    organ: Organ, by: Actor, at: datetime, *, reason: str, statute: Statute | None, since: date
) -> StatuteProposal:
    return StatuteProposal(
        uid=new_uid(), organ=organ, statute=statute, reason=reason, since=since, proposed_by=by.uid,
        proposed_by_name=by.name, proposed_at=at,
    )  # fmt: skip


def _proposed(made: StatuteProposal, by: Actor, at: datetime) -> StatuteProposal:
    made.sha256 = queries.digest(made)
    made.save()
    _note("proposed", made, by, at)
    emit("statutes.proposed", key=made.uid, proposal=made.uid)
    return made


@transaction.atomic
def adopt_statute(*, proposal: str, sha256: str, by: Actor, at: datetime) -> StatuteProposal:
    """批准法规变动：take the text in, or mark the repeal, as it was read; public from this moment.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by a reviewer of legality or the openness office, and not by who proposed it.
    :raises Conflict: when it was decided, its content is another, or the library has changed so that it cannot stand.
    """
    found = _locked(proposal, by)
    insist(permission.may_adopt(by, found))
    if sha256 != found.sha256 or queries.digest(found) != found.sha256:
        raise Conflict("内容与您看到的不同。请刷新页面，核对后再办理。")
    if found.kind == StatuteProposal.Kind.REPEAL and found.statute is not None:
        take_out(found.statute.slug, found.since, found.reason, by, at, proposal=found.uid)
    else:
        _insist_same_meant(found)
        version, fresh = take_in(queries.wanted_of(found), by, at, proposal=found.uid)
        if not fresh:
            raise Conflict("同样的版本已经在库里，请退回。")
        found.statute = version.statute
    found.state, found.decided_by, found.decided_by_name, found.decided_at = ProposalState.ADOPTED, by.uid, by.name, at
    found.save(update_fields=["state", "statute", "decided_by", "decided_by_name", "decided_at"])
    return found


@transaction.atomic
def return_statute(*, proposal: str, remark: str, by: Actor, at: datetime) -> StatuteProposal:
    """退回法规变动：with what is to be put right; a new proposal takes its place.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by who may adopt it.
    :raises Invalid: without a reason.
    """
    found = _locked(proposal, by)
    insist(permission.may_adopt(by, found))
    _close(found, ProposalState.RETURNED, remark, by=by, at=at)
    _note("returned", found, by, at)
    emit("statutes.returned", key=found.uid, proposal=found.uid)
    return found


@transaction.atomic
def recall_statute(*, proposal: str, remark: str, by: Actor, at: datetime) -> StatuteProposal:
    """撤回法规变动：whoever proposed it takes it back before it is decided.

    :raises NotFound: for what this person may not see.
    :raises NotPermitted: unless by who proposed it.
    :raises Invalid: without a reason.
    """
    found = _locked(proposal, by)
    insist(permission.may_recall(by, found))
    _close(found, ProposalState.RECALLED, remark, by=by, at=at)
    _note("recalled", found, by, at)
    return found


def _locked(uid: str, by: Actor) -> StatuteProposal:
    seen = permission.visible_to(by).filter(uid=uid)
    found = seen.select_for_update(of=("self",)).select_related("organ__place", "statute").first()
    if found is None:
        raise NotFound
    return found


def _close(found: StatuteProposal, state: ProposalState, remark: str, *, by: Actor, at: datetime) -> None:
    remark = storable(remark).strip()
    if not remark:
        what = "退回的理由，让提出的人知道怎样改" if state == ProposalState.RETURNED else "撤回的理由"
        raise Invalid(f"请写明{what}。", field="remark")
    found.state, found.remark = state, remark
    found.decided_by, found.decided_by_name, found.decided_at = by.uid, by.name, at
    found.save(update_fields=["state", "remark", "decided_by", "decided_by_name", "decided_at"])


def _note(act: str, found: StatuteProposal, by: Actor, at: datetime) -> None:
    """The journal names the statute and the digest, not the text."""
    journal.record(
        act=f"statutes.{act}", by=by.uid, at=at, organ=found.organ.code, subject=queries.subject(found.uid),
        facts={"kind": found.kind, "key": title_key(found.title), "since": str(found.since), "sha256": found.sha256},
    )  # fmt: skip
